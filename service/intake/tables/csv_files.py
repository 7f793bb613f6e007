"""CSV texts -> one sheet without a name: whether a text is a table, and what parts its cells.

A row longer or shorter than the header is kept by position and reported.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from service.errors import UnreadableTable
from service.intake.guard import LARGEST
from service.intake.reader import Given, Reading
from service.intake.tables.dialects import dialect_of
from service.intake.tables.sheets import Sheet, read_sheets

_SEPARATORS = (",", "\t", ";")
_HEAD = 65536
_HEADER_WITHIN = 8
"""Records from the top among which the header of a known export is looked for: some have a title."""
_EVEN_ROWS = 200
_EXCEL_HINT = re.compile(r"sep=.?", re.IGNORECASE)


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
    for row in rows[:_HEADER_WITHIN]:
        dialect = dialect_of(row)
        # What people make by hand has everyday words for a header; cells copied from a sheet have tabs.
        if dialect is not None and (not dialect.general or separator == "\t"):
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


def read_csv(given: Given) -> Reading:
    """The reading of a CSV text: one sheet without a name, whose rows are the records.

    Raises UnreadableTable when it has no rows or is no CSV; InputTooLarge for more than
    MOST_SENTENCES filled cells.
    """
    source = given.name
    try:
        records = list(_records(given.text, separator_of(given.text) or ","))
    except csv.Error as error:
        raise UnreadableTable(
            zh=f"{source} 不是能读的 CSV（{error}）：请用工具重新导出，或用 Excel 另存为 CSV UTF-8。",
            en=f"{source} is no CSV that can be read ({error}): export it again, or save it from "
            "Excel as CSV UTF-8.",
        ) from error
    if all(len(_filled_cells(record)) < 2 for record in records):
        raise UnreadableTable(
            zh=f"{source} 没有表头：第一行请写列名，例如 编号,标题,状态。",
            en=f"{source} has no header: the first line must name the columns, such as "
            "key,title,state.",
        )
    rows = [(number, record) for number, record in enumerate(records, start=1) if _filled(record)]
    reading = read_sheets([Sheet("", rows, even=True)], given, early=True)
    if not reading.report.rows_read and reading.kind == "empty":
        if any(warning.code == "unfilled_template" for warning in reading.report.warnings):
            return reading
        raise UnreadableTable(
            zh=f"{source} 只有表头，没有数据行：请确认导出时选了工单，再重新导出。",
            en=f"{source} has a header but no rows: check that tickets were selected and export it "
            "again.",
        )
    return reading


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # The limit belongs to the whole process; the default stops at one long description.
    csv.field_size_limit(LARGEST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _filled_cells(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _is_hint(row: Sequence[str]) -> bool:
    """Excel's `sep=;` line."""
    return bool(_EXCEL_HINT.fullmatch("".join(row).strip()))
