"""CSV exports -> cells as sentences, and ticket records where the header is a known one.

Read by position: names repeat in real exports, and a row may be longer or shorter than the header. A
row with a cell too many or too few is kept and reported; only a row without key or title is refused.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.errors import UnreadableTable
from service.intake.dialects import Dialect, dialect_of, normal
from service.review import (
    Cell,
    IntakeReport,
    IntakeWarning,
    Refusal,
    Sentence,
    State,
    TablePlace,
    Ticket,
)

csv.field_size_limit(min(sys.maxsize, 16 * 1024 * 1024))
_SEPARATORS = (",", "\t", ";")
_ISO = re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})")
_NAMED = re.compile(r"(?P<d>\d{1,2})[/\-. ](?P<month>[^\W\d_]{3,10})\.?[/\-. ](?P<y>\d{2,4})")
_US = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2,4})")
_REFERENCE = re.compile(r"^(?P<name>.*?)\s*[(（]#?\d+[)）]$")
_DATES = ("created", "updated", "resolved", "closed", "due", "planned_start", "actual_start")
_SHORT = ("key", "title", "type", "state_raw", "resolution_raw", "priority_raw", "severity_raw")


@dataclass(frozen=True, slots=True)
class TableReading:
    """A CSV file as it was read."""

    sentences: tuple[Sentence, ...]
    tickets: tuple[Ticket, ...]
    dialect: str
    report: IntakeReport


def looks_like_table(text: str) -> bool:
    """Whether the text is a table: a known header, or even rows under a header of short names.

    Prose has commas too, so without a known header each of the first rows must have as many cells.
    """
    separator = separator_of(text)
    if separator is None:
        return False
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        if any(cell.strip() for cell in row):
            rows.append(row)
        if len(rows) == 5:
            break
    header = rows[0]
    if dialect_of(header) is not None:
        return True
    even = all(len(row) == len(header) for row in rows)
    return len(rows) >= 4 and even and len(header) >= 3 and all(len(c) <= 24 for c in header)


def separator_of(text: str) -> str | None:
    """The character that parts the cells of the first line, None when it is no table."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    counts = {separator: head.count(separator) for separator in _SEPARATORS}
    best = max(counts, key=lambda separator: counts[separator])
    return best if counts[best] >= 2 else None


def read_table(text: str, source: str, prefix: str) -> TableReading:
    """The cells and tickets of a CSV text. Raises UnreadableTable without header or rows."""
    separator = separator_of(text) or ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    header = next((row for row in rows if any(cell.strip() for cell in row)), None)
    if header is None or len(header) < 2:
        raise UnreadableTable(
            zh=f"{source} 没有表头：第一行请写列名，例如 编号,标题,状态。",
            en=f"{source} has no header: the first line must name the columns, such as key,title,state.",
        )
    first = rows.index(header)
    body = [(n, row) for n, row in enumerate(rows[first + 1 :], start=first + 2) if any(row)]
    if not body:
        raise UnreadableTable(
            zh=f"{source} 只有表头，没有数据行：请重新导出。",
            en=f"{source} has a header but no rows: export it again.",
        )
    return _Reading(source, prefix, header, first + 1, dialect_of(header)).read(body)


@dataclass(slots=True)
class _Reading:
    source: str
    prefix: str
    header: list[str]
    header_row: int
    dialect: Dialect | None
    count: int = 0

    def read(self, body: Sequence[tuple[int, list[str]]]) -> TableReading:
        columns = self.dialect.columns(self.header) if self.dialect else {}
        sentences: list[Sentence] = [
            self._cell(self.header_row, column, title)
            for column, title in enumerate(self.header)
            if title.strip()
        ]
        tickets: list[Ticket] = []
        refused: list[Refusal] = []
        ragged: list[int] = []
        seen: dict[str, int] = {}
        for number, row in body:
            if len(row) != len(self.header):
                ragged.append(number)
            cells = {c: self._cell(number, c, text) for c, text in enumerate(row) if text.strip()}
            if self.dialect is not None:
                ticket = _ticket(self.dialect, columns, row, cells)
                refusal = _refusal(ticket, number, seen)
                if refusal is not None:
                    refused.append(refusal)
                else:
                    seen[ticket.key] = number
                    tickets.append(ticket)
            sentences.extend(cells.values())
        report = IntakeReport(
            rows_read=len(body),
            rows_kept=len(body) - len(refused),
            refused=tuple(refused),
            warnings=tuple(self._warnings(ragged, columns)),
        )
        name = self.dialect.name if self.dialect else ""
        return TableReading(tuple(sentences), tuple(tickets), name, report)

    def _cell(self, row: int, column: int, text: str) -> Sentence:
        self.count += 1
        header = self.header[column] if column < len(self.header) else ""
        return Sentence(
            id=f"{self.prefix}.{self.count}",
            source=self.source,
            place=TablePlace("", row, column + 1, header),
            text=text,
            role="table_header" if row == self.header_row else "body",
            cell=Cell(1, row, column + 1, header),
        )

    def _warnings(
        self, ragged: Sequence[int], columns: dict[str, list[int]]
    ) -> list[IntakeWarning]:
        found: list[IntakeWarning] = []
        if ragged:
            rows = ", ".join(map(str, ragged[:10])) + (" …" if len(ragged) > 10 else "")
            found.append(
                IntakeWarning(
                    "ragged_rows",
                    f"{len(ragged)} 行的列数与表头不同（第 {rows} 行），已按位置读取，请核对。",
                    f"{len(ragged)} rows have another number of cells than the header (rows {rows}); "
                    "they were read by position, please check them.",
                )
            )
        known = {column for numbers in columns.values() for column in numbers}
        unknown = [t for c, t in enumerate(self.header) if c not in known and t.strip()]
        if self.dialect is None:
            titles = ", ".join(self.header[:20])
            found.append(
                IntakeWarning(
                    "unknown_table",
                    f"认不出这张表是哪种工单导出（列：{titles}），按普通表格读取。",
                    f"This is no ticket export that is known (columns: {titles}); read as a plain table.",
                )
            )
        elif unknown:
            titles = ", ".join(unknown[:20])
            found.append(
                IntakeWarning(
                    "unmapped_columns",
                    f"没有用到的列：{titles}。",
                    f"Columns that were not used: {titles}.",
                )
            )
        return found


def _refusal(ticket: Ticket, number: int, seen: dict[str, int]) -> Refusal | None:
    if not ticket.key or not ticket.title:
        return Refusal(number, "缺少编号或标题", "no key or no title")
    if ticket.key in seen:
        first = seen[ticket.key]
        return Refusal(number, f"与第 {first} 行编号相同", f"the same key as row {first}")
    return None


def _ticket(
    dialect: Dialect,
    columns: dict[str, list[int]],
    row: Sequence[str],
    cells: dict[int, Sentence],
) -> Ticket:
    def column(field: str) -> int | None:
        """The last filled column of a field: of repeated ones, the newest."""
        filled = [c for c in columns.get(field, ()) if c < len(row) and row[c].strip()]
        return (
            (filled[0] if field in ("key", "title", "parent") else filled[-1]) if filled else None
        )

    def value(field: str) -> str:
        at = column(field)
        return row[at].strip() if at is not None else ""

    short = {field: value(field) for field in _SHORT}
    days = {field: _day(value(field), dialect) for field in _DATES}
    state = _state(dialect, short["state_raw"], value("state_category"), short["resolution_raw"])
    assignee = _person(dialect, value("assignee")) or _person(dialect, value("done_by"))
    used = (*_SHORT, *_DATES, "assignee", "reporter", "description", "done_by")
    places = {field: cells[at].id for field in used if (at := column(field)) is not None}
    if not _person(dialect, value("assignee")) and "done_by" in places:
        places["assignee"] = places["done_by"]
    return Ticket(
        key=_key(short.pop("key"), dialect),
        state=state,
        assignee=assignee,
        reporter=_person(dialect, value("reporter")),
        reopened=int(value("reopened")) if value("reopened").isdigit() else 0,
        labels=tuple(
            row[c].strip() for c in columns.get("labels", ()) if c < len(row) and row[c].strip()
        ),
        parent=value("parent"),
        description=value("description"),
        cells=places,
        **short,
        **days,
    )


def _key(raw: str, dialect: Dialect) -> str:
    """Bare numbers of 禅道 are written #1212, as people write them in minutes."""
    return f"#{raw}" if dialect.name.startswith("zentao") and raw.isdigit() else raw


def _state(dialect: Dialect, raw: str, category: str, resolution: str) -> State:
    """The tool's state, corrected by what its resolution says was really done."""
    state = dialect.states.get(normal(raw)) or dialect.categories.get(normal(category)) or "unknown"
    if state not in ("resolved", "closed"):
        return state
    meaning = dialect.resolutions.get(normal(resolution), "")
    if meaning == "cancelled":
        return "cancelled"
    return "open" if meaning == "open" else state


def _person(dialect: Dialect, raw: str) -> str:
    match = _REFERENCE.match(raw)
    name = match["name"] if match else raw
    return "" if normal(name) in dialect.not_people else name


def _day(raw: str, dialect: Dialect) -> str:
    """The ISO day of a date cell, "" when it is empty, zero or not understood."""
    if not raw or raw.startswith("0000"):
        return ""
    if match := _ISO.match(raw):
        return _iso(match["y"], match["m"], match["d"])
    if match := _NAMED.match(raw):
        month = dialect.months.get(normal(match["month"]), 0)
        return _iso(match["y"], str(month), match["d"])
    if match := _US.match(raw):
        return _iso(match["y"], match["m"], match["d"])
    return ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return ""
