"""A web page that is a table export: what ticket systems call .xls is often a page with one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from service.intake.detect import kind_of
from service.intake.documents.document_text import Grid, Line, Part
from service.intake.reader import Choices, Given
from service.intake.tables.headers import HEADER_WITHIN, find_header
from service.intake.tables.sheets import Sheet

_TABLE_SUFFIXES = frozenset({".xls", ".xlsx", ".csv", ".et"})
_MADE_FOR_EXCEL = re.compile(r"office:excel|Excel\.Sheet|<x:ExcelWorkbook", re.IGNORECASE)
_MOST_LINES = 10
"""Lines beside the tables above which a page is text with tables in it."""


def sheets_of(given: Given, parts: Sequence[Part]) -> list[Sheet]:
    """The tables of a page as sheets, lines beside them as rows of one cell; () when the page is text.

    It is an export when a table has the header of a known tool, or when it was made for Excel.
    """
    grids = [part for part in parts if isinstance(part, Grid)]
    lines = [part.text for part in parts if isinstance(part, Line)]
    if not grids or len(lines) > _MOST_LINES or kind_of("\n".join(lines)) == "minutes":
        return []
    known = any(_is_known(grid, given.choices) for grid in grids)
    named = PurePath(given.name).suffix.lower() in _TABLE_SUFFIXES
    if not known and not named and not _MADE_FOR_EXCEL.search(given.text[:4096]):
        return []
    sheets: list[list[tuple[int, Sequence[str]]]] = [[]]
    for part in parts:
        if isinstance(part, Line):
            sheets[-1].append((len(sheets[-1]) + 1, [part.text]))
            continue
        if any(len(cells) > 1 for _, cells in sheets[-1]):
            sheets.append([])
        for row in _rows(part):
            sheets[-1].append((len(sheets[-1]) + 1, row))
    several = len(sheets) > 1
    return [Sheet(f"表 {n}" if several else "", rows) for n, rows in enumerate(sheets, start=1)]


def text_of(sheets: Sequence[Sheet]) -> str:
    """What a person reads of the sheets: a row a line, cells parted by tabs."""
    return "".join(
        "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
        for sheet in sheets
        for _, cells in sheet.rows
    )


def _rows(grid: Grid) -> list[list[str]]:
    width = max((cell.column for row in grid.rows for cell in row), default=0)
    rows = []
    for row in grid.rows:
        texts = [""] * width
        for cell in row:
            texts[cell.column - 1] = "\n".join(cell.lines)
        rows.append(texts)
    return rows


def _is_known(grid: Grid, choices: Choices) -> bool:
    top = [
        (number, {column: text for column, text in enumerate(texts) if text.strip()})
        for number, texts in enumerate(_rows(grid)[:HEADER_WITHIN], start=1)
    ]
    dialect = find_header(top, choices).dialect
    return dialect is not None and not dialect.general  # minutes have lists with such columns too
