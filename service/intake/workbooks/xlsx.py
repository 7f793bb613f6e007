"""Workbooks (XLSX) -> sheets, by openpyxl row by row; what was not read is said with its places."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from service.errors import UnsupportedInput
from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.packages.archives import FAULTS, damaged, open_archive
from service.intake.reader import Given, Reading
from service.intake.tables.cell_text import text_of
from service.intake.tables.sheets import Sheet, read_sheets
from service.intake.workbooks.sheet_parts import (
    MOST_COLUMNS,
    MOST_ROWS,
    Look,
    clamped,
    look_at,
    notes_on,
)
from service.review import IntakeWarning

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_STEP = 500
_COMMENT = re.compile(rb"<(?:\w+:)?comment[\s>]")
_FAULTS = (*FAULTS, KeyError, ParseError, expat.ExpatError)
"""What openpyxl raises at a workbook that lacks a part or has a value where none may be."""


def read_xlsx(given: Given) -> Reading:
    """The reading of a workbook. Raises DamagedInput, UnsupportedInput, UnreadableTable,
    InputTooLarge."""
    _check_dialect(given)
    try:
        # Of styles and extensions that it does not know, openpyxl warns; nothing of them is text.
        with warnings.catch_warnings(action="ignore"):
            sheets, notes = _sheets(_half(given, 0))
    except _FAULTS as error:
        raise damaged(given.name) from error
    reading = read_sheets(sheets, _half(given, 1), early=True)
    report = replace(reading.report, warnings=(*notes, *reading.report.warnings))
    return replace(reading, report=report)


def _half(given: Given, half: int) -> Given:
    """What is told of progress is that of the first or second half: to take the cells out of the file
    takes about as long as to make sense of them."""

    def on_progress(done: int, total: int) -> None:
        given.on_progress(half * total + done, 2 * total)

    return replace(given, on_progress=on_progress)


def _check_dialect(given: Given) -> None:
    """Raises UnsupportedInput for a workbook saved as "Strict Open XML", of which openpyxl sees nothing."""
    with open_archive(given.data, given.name) as archive:
        books = [name for name in archive.namelist() if name.lower() == "xl/workbook.xml"]
        strict = any(_STRICT in archive.read(name) for name in books)
    if strict:
        raise UnsupportedInput(
            zh=f"{given.name} 存成了“Strict Open XML”，不能读：请另存为普通的 Excel 工作簿（.xlsx）。",
            en=f"{given.name} is saved as “Strict Open XML”, which is not read: save it as an ordinary "
            "Excel workbook (.xlsx).",
        )


def _sheets(given: Given) -> tuple[list[Sheet], list[IntakeWarning]]:
    book = load_workbook(io.BytesIO(given.data), read_only=True, data_only=True)
    try:
        looks = [_look(sheet) for sheet in book.worksheets]
        filled = sum(look.filled for look in looks)
        check_count(filled, MOST_SENTENCES, given.name, zh="格", en="filled cells")
        total = sum(look.last_row for look in looks)
        sheets: list[Sheet] = []
        notes: list[IntakeWarning] = []
        done = 0
        for sheet, look in zip(book.worksheets, looks, strict=True):
            rows = list(_rows(sheet, look, given, done, total))
            done += look.last_row
            notes += notes_on(sheet.title, look, sum(cell for _, cell, _ in rows))
            sheets.append(
                Sheet(
                    name=sheet.title,
                    rows=[(number, texts) for number, _, texts in rows],
                    hidden=sheet.sheet_state != "visible",
                    merged=clamped(look.merged, look.last_row, look.width) or (),
                    since_1904=book.epoch == CALENDAR_MAC_1904,
                )
            )
        notes += _beside_the_cells(given)
        return sheets, notes
    finally:
        book.close()


def _look(sheet: Any) -> Look:
    # Where a sheet's part lies is known to openpyxl alone, and it has no public name for it.
    with sheet._get_source() as part:
        return look_at(part, MOST_ROWS, MOST_COLUMNS)


def _rows(
    sheet: Any, look: Look, given: Given, done: int, total: int
) -> Iterator[tuple[int, int, Sequence[str]]]:
    """The filled rows: number, count of filled cells, texts."""
    if not look.filled:
        return
    # A sheet may claim any size; how large it is was counted.
    sheet.reset_dimensions()
    cells = sheet.iter_rows(min_row=1, max_row=look.last_row, min_col=1, max_col=look.width)
    # What stands behind the last row (rules, views, extensions) is not parsed: it may be odd.
    for number, row in enumerate(islice(cells, look.last_row), start=1):
        if number % _STEP == 0:
            given.on_progress(done + number, total)
        texts = [
            "" if cell.value is None else text_of(cell.value, cell.number_format) for cell in row
        ]
        filled = sum(cell.value is not None for cell in row)
        if filled:
            yield number, filled, texts


def _beside_the_cells(given: Given) -> Iterator[IntakeWarning]:
    """Comments and pictures, which no reader of cells sees."""
    with open_archive(given.data, given.name) as archive:
        names = archive.namelist()
        comments = sum(
            len(_COMMENT.findall(archive.read(name)))
            for name in names
            if re.fullmatch(r"xl/comments[^/]*\.xml|xl/comments/.*\.xml", name)
        )
    pictures = sum(name.startswith("xl/media/") for name in names)
    charts = sum(name.startswith("xl/charts/chart") for name in names)
    if comments or pictures or charts:
        yield IntakeWarning(
            "beside_the_cells",
            f"只读了单元格：{comments} 条批注、{pictures} 张图片、{charts} 个图表没有读。",
            f"Only cells were read: {comments} comments, {pictures} pictures and {charts} charts were "
            "not.",
        )
