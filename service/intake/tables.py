"""CSV files -> their cells as sentences, and ticket records where the header is a known one.

A row longer or shorter than the header is kept by position and reported; a row is refused only as a
ticket, never as text: each filled cell is a sentence.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from service.errors import UnreadableTable
from service.intake.detect import day_in_name
from service.intake.dialects import Dialect, dialect_of
from service.intake.guard import LARGEST, MOST_SENTENCES, check_count
from service.intake.reader import Given, Reading
from service.intake.tickets import Row, TicketReader
from service.review import Cell, IntakeReport, IntakeWarning, Refusal, Sentence, TablePlace, Ticket

_SEPARATORS = (",", "\t", ";")
_HEAD = 65536
_HEADER_WITHIN = 8
"""Records from the top among which the header of a known export is looked for: some have a title."""
_EVEN_ROWS = 200
_EXCEL_HINT = re.compile(r"sep=.?", re.IGNORECASE)
_FIGURE = re.compile(r"#?[-+]?\d[\d,.:/\s-]*(?:%|％)?")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TableReading:
    """A CSV file as it was read; `dialect` is "" and there are no tickets for an unknown one."""

    sentences: tuple[Sentence, ...]
    tickets: tuple[Ticket, ...]
    dialect: str
    report: IntakeReport


def looks_like_table(text: str) -> bool:
    """Whether text of unknown kind is a table: a known header, or even rows under short names.

    Prose has commas too, so without a known header all of the first rows must have as many cells,
    and none of them begins with the blank that a writer puts after a comma.
    """
    separator = separator_of(text)
    if separator is None:
        return False
    try:
        rows = [row for row in islice(_records(text, separator), _EVEN_ROWS) if _filled(row)]
    except csv.Error:
        return False
    if any(dialect_of(row) for row in rows[:_HEADER_WITHIN]):
        return True
    header = rows[0]
    named = len(header) >= 3 and all(0 < len(name.strip()) <= 24 for name in header)
    even = len(rows) >= 4 and all(len(row) == len(header) for row in rows)
    return named and even and not any(cell.startswith(" ") for row in rows for cell in row[1:])


def separator_of(text: str) -> str | None:
    """The character that parts the cells, None when the first record has one cell with each."""
    best, most = None, 1
    for separator in _SEPARATORS:
        try:
            rows = list(islice(_records(text[:_HEAD], separator), _HEADER_WITHIN))
        except csv.Error:
            continue
        if any(dialect_of(row) for row in rows):
            return separator
        first = next((row for row in rows if _filled(row) and not _is_hint(row)), [])
        if len(first) > most:
            best, most = separator, len(first)
    return best


def read_table(text: str, source: str, prefix: str) -> TableReading:
    """The cells and tickets of a CSV text.

    Raises UnreadableTable when it has no header, no rows, or is no CSV; InputTooLarge for more than
    MOST_SENTENCES filled cells.
    """
    try:
        records = list(_records(text, separator_of(text) or ","))
    except csv.Error as error:
        raise UnreadableTable(
            zh=f"{source} 不是能读的 CSV（{error}）：请用工具重新导出，或用 Excel 另存为 CSV UTF-8。",
            en=f"{source} is no CSV that can be read ({error}): export it again, or save it from "
            "Excel as CSV UTF-8.",
        ) from error
    at = _header_at(records, source)
    reading = _Cells(source, prefix, records[at], at + 1)
    rows = list(reading.rows(records))
    if not rows:
        raise UnreadableTable(
            zh=f"{source} 只有表头，没有数据行：请确认导出时选了工单，再重新导出。",
            en=f"{source} has a header but no rows: check that tickets were selected and export it "
            "again.",
        )
    dialect = dialect_of(records[at])
    tickets: Sequence[Ticket] = ()
    refused: Sequence[Refusal] = ()
    warnings = [*_ragged(records[at], rows)]
    if dialect is not None:
        reader = TicketReader.for_rows(dialect, records[at], rows)
        for row in rows:
            reader.read(row)
        tickets, refused = reader.tickets, reader.refused
        warnings += reader.warnings()
    warnings += _column_warnings(records[at], rows, dialect)
    report = IntakeReport(len(rows), len(rows) - len(refused), tuple(refused), tuple(warnings))
    name = dialect.name if dialect else ""
    return TableReading(tuple(reading.sentences), tuple(tickets), name, report)


def read_csv(given: Given) -> Reading:
    """The reading of a CSV text. Raises UnreadableTable, InputTooLarge."""
    table = read_table(given.text, given.name, given.prefix)
    return Reading(
        kind="tickets" if table.tickets else "table",
        text=given.text,
        sentences=table.sentences,
        dated=day_in_name(given.name),
        dialect=table.dialect,
        tickets=table.tickets,
        report=table.report,
    )


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # The limit belongs to the whole process; the default stops at one long description.
    csv.field_size_limit(LARGEST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _is_hint(row: Sequence[str]) -> bool:
    """Excel's `sep=;` line."""
    return bool(_EXCEL_HINT.fullmatch("".join(row).strip()))


def _header_at(records: Sequence[list[str]], source: str) -> int:
    """The index of the header: one of a known export near the top, else the first filled record."""
    for at, record in enumerate(records[:_HEADER_WITHIN]):
        if dialect_of(record) is not None:
            return at
    at = next((n for n, row in enumerate(records) if _filled(row) and not _is_hint(row)), -1)
    names = [cell for cell in records[at] if cell.strip()] if at >= 0 else []
    # A first cell that is a figure is data; later ones may be years or days of a real header.
    if len(names) < 2 or _FIGURE.fullmatch(names[0].strip()):
        raise UnreadableTable(
            zh=f"{source} 没有表头：第一行请写列名，例如 编号,标题,状态。",
            en=f"{source} has no header: the first line must name the columns, such as "
            "key,title,state.",
        )
    return at


class _Cells:
    """Makes a sentence of each filled cell, in the order of the file."""

    def __init__(self, source: str, prefix: str, header: Sequence[str], header_row: int) -> None:
        self.source = source
        self.prefix = prefix
        self.header = header
        self.header_row = header_row
        self.sentences: list[Sentence] = []

    def rows(self, records: Sequence[list[str]]) -> Iterator[Row]:
        """The filled records below the header; the cells above it become sentences too."""
        for number, record in enumerate(records, start=1):
            if not _filled(record) or (number < self.header_row and _is_hint(record)):
                continue
            cells = {c: self._cell(number, c, t) for c, t in enumerate(record) if t.strip()}
            if number > self.header_row:
                yield Row(number, record, cells)

    def _cell(self, row: int, column: int, text: str) -> Sentence:
        check_count(len(self.sentences), MOST_SENTENCES, self.source, zh="格", en="filled cells")
        below = row >= self.header_row and column < len(self.header)
        header = self.header[column] if below else ""
        sentence = Sentence(
            id=f"{self.prefix}.{len(self.sentences) + 1}",
            source=self.source,
            place=TablePlace("", row, column + 1, header),
            text=text,
            role="table_header" if row == self.header_row else "body",
            cell=Cell(1, row, column + 1, header),
        )
        self.sentences.append(sentence)
        return sentence


def _ragged(header: Sequence[str], rows: Sequence[Row]) -> Iterator[IntakeWarning]:
    width = len(header)
    odd = [
        row.number
        for row in rows
        if len(row.cells) < width or any(column >= width for column in row.sentences)
    ]
    if odd:
        listed = ", ".join(map(str, odd[:10])) + (" …" if len(odd) > 10 else "")
        yield IntakeWarning(
            "ragged_rows",
            f"{len(odd)} 行的列数与表头不同（第 {listed} 行），已按位置读取，没有丢弃，请核对。",
            f"{len(odd)} rows have another number of cells than the header (rows {listed}); they "
            "were kept and read by position, please check them.",
        )
    last = rows[-1]
    if len(last.cells) < width and any("\n" in cell or "\r" in cell for cell in last.cells):
        yield IntakeWarning(
            "open_quote",
            f"第 {last.number} 行有没闭合的引号，它后面的行被并进了同一格：请检查原文件。",
            f"Row {last.number} has a quote that is never closed; the lines after it went into one "
            "cell: check the file.",
        )


def _column_warnings(
    header: Sequence[str], rows: Sequence[Row], dialect: Dialect | None
) -> Iterator[IntakeWarning]:
    names = [name.strip() for name in header]
    if dialect is None:
        titles = _names(names)
        yield IntakeWarning(
            "unknown_table",
            f"认不出这张表是哪种工单导出（列：{titles}），按普通表格读取，没有生成工单。",
            f"This is no ticket export that is known (columns: {titles}); it was read as a plain "
            "table without tickets.",
        )
        return
    known = {column for numbers in dialect.columns(header).values() for column in numbers}
    unmapped = [name for column, name in enumerate(names) if column not in known and name]
    if unmapped:
        yield IntakeWarning(
            "unmapped_columns",
            f"没有用到的列：{_names(unmapped)}。",
            f"Columns that were not used: {_names(unmapped)}.",
        )
    filled = {column for row in rows for column in row.sentences}
    empty = [name for column, name in enumerate(names) if column not in filled and name]
    if empty:
        yield IntakeWarning(
            "empty_columns", f"空列：{_names(empty)}。", f"Empty columns: {_names(empty)}."
        )


def _names(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(name for name in names if name))
    return ", ".join(unique[:_SHOWN]) + (" …" if len(unique) > _SHOWN else "")
