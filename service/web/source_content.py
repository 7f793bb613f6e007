"""A source as it is shown: numbered lines, the turns of a transcript, or the records of a table.

The cited sentence is marked. A long source is shown in part, around the citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from service.errors import Language
from service.review import CuePlace, Sentence, Source, TablePlace, TextPlace
from service.text.fillers import folded
from service.web.texts import text

MOST_SHOWN = 1200
"""Lines, turns or records that a page shows at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, cited or not; `first` marks where a citation begins."""

    text: str
    cited: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line of a text."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch, with fillers folded outside the citation."""

    number: int
    time: str
    speaker: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """A filled cell of a record; `cited` when it is the sentence asked for."""

    header: str
    text: str
    cited: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table; `sheet` is named where another one begins."""

    row: int
    sheet: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows of a source; `part` says in words which part that is, "" for the whole."""

    lines: tuple[Line, ...] = ()
    turns: tuple[Turn, ...] = ()
    records: tuple[Record, ...] = ()
    part: str = ""


def content_of(source: Source, cited: Sentence | None, language: Language) -> Content:
    """The content around the cited sentence, or from the beginning."""
    if source.kind == "transcript":
        turns = _turns(source, cited)
        numbers = [turn.number for turn in turns]
        first, last = _window(len(turns), _index(numbers, _turn_number(cited)))
        return Content(turns=turns[first:last], part=_part(first, last, len(turns), language))
    records = _records(source, cited)
    if records:
        at = next((n for n, one in enumerate(records) if any(c.cited for c in one.cells)), 0)
        first, last = _window(len(records), at)
        return Content(records=records[first:last], part=_part(first, last, len(records), language))
    lines = _lines(source.text, cited)
    place = cited.place if cited else None
    first, last = _window(len(lines), place.line - 1 if isinstance(place, TextPlace) else 0)
    return Content(lines=lines[first:last], part=_part(first, last, len(lines), language))


def _turns(source: Source, cited: Sentence | None) -> tuple[Turn, ...]:
    said = [(one.place, one) for one in source.sentences if isinstance(one.place, CuePlace)]
    turns = []
    for number, members in groupby(said, key=lambda pair: pair[0].turn):
        spoken = list(members)
        place = spoken[0][0]
        pieces = (
            Piece(one.text if one is cited else folded(one.text), one is cited, one is cited)
            for _, one in spoken
        )
        kept = tuple(piece for piece in pieces if piece.text)
        turns.append(Turn(number, place.time, place.speaker, kept))
    return tuple(turns)


def _turn_number(cited: Sentence | None) -> int:
    return cited.place.turn if cited and isinstance(cited.place, CuePlace) else 0


def _records(source: Source, cited: Sentence | None) -> tuple[Record, ...]:
    cells = [
        (one.place, one)
        for one in source.sentences
        if isinstance(one.place, TablePlace) and one.role != "table_header"
    ]
    records = []
    sheet = ""
    for (name, row), members in groupby(cells, key=lambda cell: (cell[0].sheet, cell[0].row)):
        views = tuple(CellView(place.header, one.text, one is cited) for place, one in members)
        records.append(Record(row, name if name != sheet else "", views))
        sheet = name
    return tuple(records)


def _lines(content: str, cited: Sentence | None) -> tuple[Line, ...]:
    """The lines of a text, cut where the cited sentence begins and ends."""
    place = cited.place if cited and isinstance(cited.place, TextPlace) else None
    start, end = (place.start, place.end) if place else (0, 0)
    lines = []
    at = 0
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        body = line.splitlines()[0]
        from_, to = (min(max(edge - at, 0), len(body)) for edge in (start, end))
        parts = ((body[:from_], False), (body[from_:to], True), (body[to:], False))
        pieces = tuple(
            Piece(part, marked, marked and at <= start) for part, marked in parts if part
        )
        lines.append(Line(number, pieces))
        at += len(line)
    return tuple(lines)


def _index(numbers: list[int], number: int) -> int:
    return numbers.index(number) if number in numbers else 0


def _window(total: int, position: int) -> tuple[int, int]:
    first = max(0, min(position - MOST_SHOWN // 2, total - MOST_SHOWN))
    return first, min(total, first + MOST_SHOWN)


def _part(first: int, last: int, total: int, language: Language) -> str:
    if last - first >= total:
        return ""
    return text("source.part", language, first=first + 1, last=last)
