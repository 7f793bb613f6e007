"""Places, evidence entries and the sentences they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.documents.node import Document, Node
from service.review import (
    CuePlace,
    PagePlace,
    ParagraphPlace,
    Place,
    RecordPlace,
    Sentence,
    TablePlace,
    TextPlace,
)


def place_document(place: Place) -> Document:
    """A place with its `kind`: text, paragraph, page, cue, table or record. Offsets are code points."""
    if isinstance(place, TablePlace):
        document: Document = {
            "kind": "record" if isinstance(place, RecordPlace) else "table",
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "header": place.header,
        }
        if isinstance(place, RecordPlace):
            document["path"] = place.path
        return document
    document = {
        "kind": "text",
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
    }
    if isinstance(place, ParagraphPlace):
        document |= {"kind": "paragraph", "paragraph": place.paragraph}
    elif isinstance(place, PagePlace):
        document |= {"kind": "page", "page": place.page}
    elif isinstance(place, CuePlace):
        spans = [list(span) for span in place.spans]
        document |= {"kind": "cue", "turn": place.turn, "time": place.time}
        document |= {"speaker": place.speaker, "spans": spans}
    return document


def place_from_document(document: Document) -> Place:
    """The inverse of `place_document`; raises ValueError naming the bad field."""
    return read_place(Node(document, "place"))


def read_place(node: Node) -> Place:
    """The place at `node`."""
    kind = node.at("kind").choice(("text", "paragraph", "page", "cue", "table", "record"))
    if kind in ("table", "record"):
        cell = (
            node.at("sheet").text(),
            node.at("row").number(1),
            node.at("column").number(1),
            node.at("header").text(),
        )
        return TablePlace(*cell) if kind == "table" else RecordPlace(*cell, node.at("path").text())
    start = node.at("start").number(0)
    where = (
        node.at("line").number(1),
        node.at("column").number(1),
        start,
        node.at("end").number(start),
    )
    if kind == "paragraph":
        return ParagraphPlace(*where, node.at("paragraph").number(1))
    if kind == "page":
        return PagePlace(*where, node.at("page").number(1))
    if kind == "cue":
        return CuePlace(
            *where,
            node.at("turn").number(1),
            node.at("time").text(),
            node.at("speaker").text(),
            tuple(_read_span(span) for span in node.at("spans").each()),
        )
    return TextPlace(*where)


def _read_span(node: Node) -> tuple[int, int]:
    edges = [edge.number(0) for edge in node.each()]
    if len(edges) != 2 or edges[0] > edges[1]:
        raise node.fault(zh="不是 [起, 止]", en="is no [start, end]")
    return edges[0], edges[1]


def evidence_documents(ids: Iterable[str], cited: Mapping[str, Sentence]) -> list[Document]:
    """The sentences behind `ids`, in order. An id that `cited` lacks raises KeyError: a draft that
    names a sentence nobody has must never be written down as if it had evidence."""
    return [_evidence_document(cited[sentence_id]) for sentence_id in ids]


def _evidence_document(sentence: Sentence) -> Document:
    return {
        "sentence": sentence.id,
        "source": sentence.source,
        "place": place_document(sentence.place),
        "text": sentence.text,
    }


def read_evidence(node: Node, cited: dict[str, Sentence]) -> tuple[str, ...]:
    """The sentence ids of an evidence list; what they say is put into `cited`.

    One id stands for one sentence: two entries that disagree about it are a fault.
    """
    return tuple(_read_entry(entry, cited) for entry in node.each())


def _read_entry(node: Node, cited: dict[str, Sentence]) -> str:
    sentence = Sentence(
        id=node.at("sentence").text(),
        source=node.at("source").text(),
        place=read_place(node.at("place")),
        text=node.at("text").text(),
    )
    if cited.setdefault(sentence.id, sentence) != sentence:
        raise node.fault(
            zh=f"句子 {sentence.id} 在别处是另一段文字或另一个位置",
            en=f"sentence {sentence.id} has another text or place elsewhere",
        )
    return sentence.id
