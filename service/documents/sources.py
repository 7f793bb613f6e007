"""A read source as JSON lines, and back, so that nothing is read twice.

The first line is the head (what the source is, its report); the others are its text, sentences and
tickets in parts of bounded size. A source of ten thousand rows can so be stored, sent from one
process to another and counted part by part, without standing in memory twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

from service.review import (
    Block,
    Cell,
    CuePlace,
    IntakeReport,
    IntakeWarning,
    PagePlace,
    ParagraphPlace,
    Place,
    RecordPlace,
    Refusal,
    Sentence,
    SheetReport,
    Source,
    StateChange,
    TablePlace,
    TextPlace,
    Ticket,
)

TEXT_PART = 200_000
"""Characters of a text part."""
SENTENCES = 500
TICKETS = 100

_PLACES: Mapping[str, type[Any]] = {
    "text": TextPlace,
    "paragraph": ParagraphPlace,
    "page": PagePlace,
    "cue": CuePlace,
    "table": TablePlace,
    "record": RecordPlace,
}
_NAME_OF = {place: name for name, place in _PLACES.items()}


def _getter(kind: type[Any]) -> Callable[[Any], tuple[object, ...]]:
    """The values of a flat dataclass in order; `astuple` copies each and takes ten times as long."""
    return attrgetter(*(field.name for field in fields(kind)))


_VALUES_OF = {place: _getter(place) for place in _PLACES.values()}
_CELL_VALUES = _getter(Cell)
_TICKET_FIELDS = tuple(field.name for field in fields(Ticket))


def source_lines(source: Source, *, told: int = 0) -> Iterator[str]:
    """The source as lines of JSON; `source_from_lines` gives an equal one.

    `told` says how many of its sentences were sent before (`sentence_lines`), after a head of their own;
    of several heads the last one counts.
    """
    yield _line("head", _head(source))
    for at in range(0, len(source.text), TEXT_PART):
        yield _line("text", source.text[at : at + TEXT_PART])
    yield from sentence_lines(source.sentences[told:])
    for at in range(0, len(source.tickets), TICKETS):
        tickets = source.tickets[at : at + TICKETS]
        yield _line("tickets", [_ticket_entry(one) for one in tickets])


def sentence_lines(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Sentences alone, as they stand among the lines of a source."""
    for at in range(0, len(sentences), SENTENCES):
        some = sentences[at : at + SENTENCES]
        yield _line("sentences", [_sentence_values(sentence) for sentence in some])


def is_head(line: str) -> bool:
    """Whether a line says what the source is."""
    return line.startswith('["head",')


def source_from_lines(lines: Iterable[str]) -> Source:
    """The inverse of `source_lines`; reads only what that function wrote."""
    head: dict[str, Any] = {}
    text: list[str] = []
    sentences: list[Sentence] = []
    tickets: list[Ticket] = []
    for line in lines:
        part, values = json.loads(line)
        if part == "head":
            head = values
        elif part == "text":
            text.append(values)
        elif part == "sentences":
            sentences.extend(_sentence(entry, head["name"]) for entry in values)
        else:
            tickets.extend(_ticket(entry) for entry in values)
    return Source(
        text="".join(text),
        sentences=tuple(sentences),
        tickets=tuple(tickets),
        **{
            **head,
            "report": _report(head["report"]),
            "blocks": tuple(Block(**block) for block in head["blocks"]),
        },
    )


def head_of(line: str) -> Source:
    """What the first line says: a source without its text, sentences and tickets."""
    return source_from_lines([line])


def _head(source: Source) -> dict[str, object]:
    report = source.report
    return {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "kind": source.kind,
        "language": source.language,
        "dated": source.dated,
        "dialect": source.dialect,
        "form": source.form,
        "blocks": [asdict(block) for block in source.blocks],
        "speakers": dict(source.speakers),
        "report": {
            "rows_read": report.rows_read,
            "rows_kept": report.rows_kept,
            "refused": [asdict(refusal) for refusal in report.refused],
            "warnings": [asdict(warning) for warning in report.warnings],
            "sheets": [asdict(sheet) for sheet in report.sheets],
        },
    }


def _line(part: str, values: object) -> str:
    return json.dumps([part, values], ensure_ascii=False, separators=(",", ":"))


def _sentence_values(sentence: Sentence) -> list[object]:
    cell = sentence.cell
    return [
        sentence.id,
        _NAME_OF[type(sentence.place)],
        _VALUES_OF[type(sentence.place)](sentence.place),
        sentence.text,
        sentence.role,
        sentence.headings,
        sentence.indent,
        None if cell is None else _CELL_VALUES(cell),
    ]


def _sentence(values: Sequence[Any], source: str) -> Sentence:
    identity, kind, place, text, role, headings, indent, cell = values
    return Sentence(
        id=identity,
        source=source,
        place=_place(kind, place),
        text=text,
        role=role,
        headings=tuple(headings),
        indent=indent,
        cell=None if cell is None else Cell(*cell),
    )


def _place(kind: str, values: Sequence[Any]) -> Place:
    if kind == "cue":
        values = [*values[:-1], tuple((start, end) for start, end in values[-1])]
    place: Place = _PLACES[kind](*values)
    return place


def _ticket_entry(ticket: Ticket) -> dict[str, object]:
    entry = {name: getattr(ticket, name) for name in _TICKET_FIELDS}
    entry["cells"] = dict(ticket.cells)
    entry["history"] = [asdict(change) for change in ticket.history]
    return entry


def _ticket(entry: dict[str, Any]) -> Ticket:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    history = tuple(StateChange(**change) for change in entry.get("history", ()))
    return Ticket(**{**entry, **lists, "history": history})


def _report(entry: dict[str, Any]) -> IntakeReport:
    return IntakeReport(
        rows_read=entry["rows_read"],
        rows_kept=entry["rows_kept"],
        refused=tuple(Refusal(**refusal) for refusal in entry["refused"]),
        warnings=tuple(IntakeWarning(**warning) for warning in entry["warnings"]),
        sheets=tuple(SheetReport(**sheet) for sheet in entry.get("sheets", ())),
    )
