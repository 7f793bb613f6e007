"""A source with the cited sentence marked in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.errors import Language
from service.review import Sentence, Source, TablePlace, TextPlace
from service.web.citations import source_words
from service.web.downloads import download
from service.web.rendering import language_of, render
from service.web.state import State
from service.web.texts import text

router = APIRouter()
_MOST_LINES = 1200
"""A page shows this many lines or records at once, around the cited one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a line, cited or not; `first` marks where a citation begins."""

    text: str
    cited: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line of a text."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """A filled cell of a record; `cited` when it is the sentence asked for."""

    header: str
    text: str
    cited: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table source, by its record number."""

    row: int
    cells: tuple[CellView, ...]


@router.get("/sources/{source_id}")
def show_source(request: Request, state: State, source_id: str, sentence: str = "") -> Response:
    """The source; `sentence` is the id of the sentence to be marked."""
    stored = state.desk.archive.source(source_id)
    source = stored.source
    language = language_of(request)
    cited = next((one for one in source.sentences if one.id == sentence), None)
    report = source.report
    rows = {"read": report.rows_read, "kept": report.rows_kept, "refused": len(report.refused)}
    return render(
        request,
        "source",
        {
            "source_id": stored.id,
            "project": stored.project,
            "month": stored.month,
            "name": source_words(source.name, language),
            "kind": text(f"source_kind.{source.kind}", language),
            "encoding": source.encoding,
            "count": len(source.sentences),
            "content_lang": "zh-CN" if source.language == "zh" else "en",
            "rows": text("source.rows", language, **rows) if source.tickets else "",
            "warnings": [one.zh if language == "zh" else one.en for one in report.warnings],
            "refused": [
                {"row": one.row, "reason": one.zh if language == "zh" else one.en}
                for one in report.refused
            ],
            **_content(source, cited, language),
        },
    )


@router.get("/sources/{source_id}/original")
def download_source(state: State, source_id: str) -> Response:
    """The bytes as they were handed in."""
    source = state.desk.archive.source(source_id).source
    name = source.name.rpartition("/")[2].replace(":", "-")
    name = name if "." in name else f"{name}.txt"
    data = state.desk.archive.source_bytes(source_id)
    return download(data, name, "application/octet-stream")


def _content(source: Source, cited: Sentence | None, language: Language) -> dict[str, object]:
    records = _records(source, cited)
    lines = () if records else _lines(source.text, cited)
    total = len(records or lines)
    first, last = _window(total, _position(records, cited))
    shown = text("source.part", language, first=first + 1, last=last)
    return {
        "part": shown if last - first < total else "",
        "records": records[first:last],
        "lines": lines[first:last],
        "first_line": first + 1,
    }


def _records(source: Source, cited: Sentence | None) -> tuple[Record, ...]:
    """The rows of a table with their cells; none for a text."""
    cells = [
        (one.place, one)
        for one in source.sentences
        if isinstance(one.place, TablePlace) and one.role != "table_header"
    ]
    return tuple(
        Record(
            row,
            tuple(
                CellView(place.header, one.text, cited is not None and one.id == cited.id)
                for place, one in members
            ),
        )
        for row, members in groupby(cells, key=lambda cell: cell[0].row)
    )


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


def _position(records: tuple[Record, ...], cited: Sentence | None) -> int:
    if cited is None:
        return 0
    if isinstance(cited.place, TextPlace):
        return cited.place.line - 1
    rows = [record.row for record in records]
    return rows.index(cited.place.row) if cited.place.row in rows else 0


def _window(total: int, position: int) -> tuple[int, int]:
    first = max(0, min(position - _MOST_LINES // 2, total - _MOST_LINES))
    return first, min(total, first + _MOST_LINES)
