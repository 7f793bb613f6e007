"""Places, evidence entries and the sentences they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.documents.node import Document, Node
from service.review import Place, Sentence, TablePlace, TextPlace


def place_document(place: Place) -> Document:
    """`{"kind":"text",…}` in code points, or `{"kind":"table",…}` for a cell of a CSV file."""
    if isinstance(place, TextPlace):
        return {
            "kind": "text",
            "line": place.line,
            "column": place.column,
            "start": place.start,
            "end": place.end,
        }
    return {
        "kind": "table",
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "header": place.header,
    }


def place_from_document(document: Document) -> Place:
    """The inverse of `place_document`; raises ValueError naming the bad field."""
    return read_place(Node(document, "place"))


def read_place(node: Node) -> Place:
    """The place at `node`."""
    if node.at("kind").choice(("text", "table")) == "text":
        start = node.at("start").number(0)
        return TextPlace(
            line=node.at("line").number(1),
            column=node.at("column").number(1),
            start=start,
            end=node.at("end").number(start),
        )
    return TablePlace(
        sheet=node.at("sheet").text(),
        row=node.at("row").number(1),
        column=node.at("column").number(1),
        header=node.at("header").text(),
    )


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
