"""Old workbooks (XLS) -> sheets, by xlrd; those in XML by `xml_workbook`.

Their formulas always hold the result that was saved.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import replace

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as OldSheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from service.errors import EncryptedInput
from service.intake.decoding import decode
from service.intake.packages.archives import damaged
from service.intake.packages.compounds import SIGNATURE
from service.intake.reader import Given, Reading
from service.intake.tables.cell_text import text_of
from service.intake.tables.sheets import MergedCells, Sheet, read_sheets
from service.intake.workbooks.sheet_parts import MOST_ROWS, Look, clamped, note, notes_on
from service.intake.workbooks.xml_workbook import is_xml_workbook, read_xml_workbook
from service.review import IntakeWarning

_STEP = 500
_FAULTS = (
    *(xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error),
    *(AssertionError, IndexError, KeyError, OverflowError, ValueError),
)
"""What xlrd raises at a file that is cut off or forged: it checks little and asserts the rest."""


def read_xls(given: Given) -> Reading:
    """The reading of an old workbook. Raises EncryptedInput, DamagedInput, UnreadableTable,
    InputTooLarge, or UnknownEncoding for what is no workbook at all."""
    if not given.data.startswith(SIGNATURE):
        text = given.text or decode(given.data, given.name, given.choices.encoding)[0]
        if is_xml_workbook(text):
            return read_xml_workbook(text, given)
    book = _open(given)
    sheets: list[Sheet] = []
    notes: list[IntakeWarning] = []
    for old in book.sheets():
        sheet, look = _sheet(book, old, given)
        sheets.append(sheet)
        notes += notes_on(old.name, look, look.filled)
    reading = read_sheets(sheets, given, early=True)
    report = replace(reading.report, warnings=(*notes, *reading.report.warnings))
    return replace(reading, report=report)


def _open(given: Given) -> Book:
    try:
        # Formats are read for merged ranges and percentages. What xlrd would print goes nowhere.
        return xlrd.open_workbook(
            file_contents=given.data,
            formatting_info=True,
            logfile=io.StringIO(),
            encoding_override=given.choices.encoding,
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise EncryptedInput(
                zh=f"{given.name} 有密码：请在 Excel 里去掉密码，另存后再交。",
                en=f"{given.name} has a password: remove it in Excel, save and hand that in.",
            ) from error
        raise damaged(given.name) from error
    except _FAULTS as error:
        raise damaged(given.name) from error


def _sheet(book: Book, old: OldSheet, given: Given) -> tuple[Sheet, Look]:
    look = Look()
    rows = list(_rows(book, old, look, given))
    merged = [
        MergedCells(top + 1, left + 1, end, right) for top, end, left, right in old.merged_cells
    ]
    sheet = Sheet(
        name=old.name,
        rows=rows,
        hidden=old.visibility != 0,
        merged=clamped(merged, look.last_row, look.width) or (),
        since_1904=book.datemode == 1,
    )
    look.merged = merged
    return sheet, look


def _rows(book: Book, old: OldSheet, look: Look, given: Given) -> Iterator[tuple[int, list[str]]]:
    """The filled rows; what is counted on the way goes to `look`."""
    for row in range(old.nrows):
        if row % _STEP == 0:
            given.on_progress(row, old.nrows)
        texts = [_text(book, cell) for cell in old.row(row)]
        filled = [column for column, text in enumerate(texts, start=1) if text]
        if not filled:
            continue
        if row >= MOST_ROWS:
            look.far += len(filled)
            note(look.far_places, row + 1, filled[0])
            continue
        look.filled += len(filled)
        look.last_row = row + 1
        look.width = max(look.width, filled[-1])
        yield row + 1, texts


def _text(book: Book, cell: Cell) -> str:
    """The text of a cell, by its type and number format."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    shape = _format(book, cell)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xldate_as_datetime(cell.value, book.datemode)
        except (XLDateError, OverflowError, ValueError):
            return text_of(cell.value)
        return text_of(moment.time() if 0 <= cell.value < 1 else moment, shape)
    return text_of(cell.value, shape)


def _format(book: Book, cell: Cell) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return found.format_str if found else "General"
