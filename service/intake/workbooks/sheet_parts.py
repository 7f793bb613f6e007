"""What a sheet holds beside the cells that are read, and what a person is told of it.

For XLSX by a quick look at the XML of the sheet: openpyxl's read-only mode does not know merged ranges,
gives an empty cell for a formula whose result was never saved, and says nothing of cells beyond the rows
and columns that are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from service.intake.guard import MOST_SENTENCES
from service.intake.tables.sheets import MergedCells
from service.review import IntakeWarning

MOST_ROWS = 20_000
"""Rows of a sheet that are read; cells below are counted and told."""
MOST_COLUMNS = 512
"""Columns of a sheet that are read; the widest real export has 95."""
MOST_MERGED = 100_000
"""Cells that the merged ranges of a sheet may cover before they are left alone."""
SHOWN = 20
_PIECE = 1 << 16
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Look:
    """What stands in a sheet. `filled` counts cells with a value within the limits, `far` those beyond
    them; `unsaved` counts formulas without a result. Places are written as in Excel ("D2")."""

    last_row: int = 0
    width: int = 0
    filled: int = 0
    far: int = 0
    far_places: list[str] = field(default_factory=list)
    unsaved: int = 0
    unsaved_places: list[str] = field(default_factory=list)
    merged: list[MergedCells] = field(default_factory=list)


def look_at(part: IO[bytes], most_rows: int, most_columns: int) -> Look:
    """Look through a sheet part, no further than to one cell more than a source may have.

    Raises expat.ExpatError for XML that is not well-formed.
    """
    looker = _Looker(most_rows, most_columns)
    parser = expat.ParserCreate()
    parser.StartElementHandler = looker.start
    parser.EndElementHandler = looker.end
    parser.CharacterDataHandler = looker.text
    parser.buffer_text = True
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
        if looker.found().filled > MOST_SENTENCES:
            return looker.found()
    parser.Parse(b"", True)
    return looker.found()


def clamped(
    merged: Iterable[MergedCells], last_row: int, width: int
) -> tuple[MergedCells, ...] | None:
    """The ranges as far as the sheet is filled; None when they cover more than `MOST_MERGED` cells."""
    kept = []
    cells = 0
    for one in merged:
        part = MergedCells(
            one.first_row,
            one.first_column,
            min(one.last_row, last_row),
            min(one.last_column, width),
        )
        rows = part.last_row - part.first_row + 1
        columns = part.last_column - part.first_column + 1
        if rows > 0 and columns > 0 and rows * columns > 1:
            cells += rows * columns
            kept.append(part)
    return tuple(kept) if cells <= MOST_MERGED else None


def notes_on(sheet: str, look: Look, read: int) -> Iterator[IntakeWarning]:
    """What of a sheet a person should know: what was not read, and where it stands."""
    if look.unsaved:
        yield IntakeWarning(
            "formulas_without_result",
            f"工作表“{sheet}”有 {look.unsaved} 格公式没有保存结果，读不到数值"
            f"（{_places(look.unsaved_places, look.unsaved)}）：用 Excel 或 WPS 打开、保存一次再上传。",
            f"Sheet “{sheet}” has {look.unsaved} formulas whose result was not saved, so their cells "
            f"are empty ({_places(look.unsaved_places, look.unsaved)}): open it in Excel, save it, "
            "and hand it in again.",
        )
    if look.far:
        yield IntakeWarning(
            "cells_out_of_reach",
            f"工作表“{sheet}”在第 {MOST_ROWS:,} 行以下或第 {MOST_COLUMNS} 列以右还有 {look.far} 格没有读"
            f"（{_places(look.far_places, look.far)}）：需要的话请移到前面，或拆成几个文件。",
            f"Sheet “{sheet}” has {look.far} more cells below row {MOST_ROWS:,} or right of column "
            f"{MOST_COLUMNS} that were not read ({_places(look.far_places, look.far)}): move them up "
            "or split the file if they are needed.",
        )
    if read < look.filled:
        yield IntakeWarning(
            "cells_lost",
            f"工作表“{sheet}”有 {look.filled - read} 格读不出来（行的顺序或编号不对）：请用 Excel 另存再上传。",
            f"{look.filled - read} cells of sheet “{sheet}” could not be read (its rows are out of "
            "order): save it anew from Excel and hand it in again.",
        )
    if clamped(look.merged, look.last_row, look.width) is None:
        yield IntakeWarning(
            "merged_ranges_ignored",
            f"工作表“{sheet}”的合并单元格没有展开，只读左上角的内容。",
            f"The merged ranges of sheet “{sheet}” were not filled in; their first cells were read.",
        )


def _places(places: Sequence[str], count: int) -> str:
    return ", ".join(places) + (" …" if count > len(places) else "")


def place_of(text: str) -> tuple[int, int] | None:
    """Row and column of a place such as "XFD1048576"; None for what is none."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def note(places: list[str], row: int, column: int) -> None:
    """Add a place, unless enough are there to show."""
    if len(places) < SHOWN:
        places.append(f"{letters_of(column)}{row}")


def letters_of(column: int) -> str:
    """The letters of a column, from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Looker:
    """Follows the elements of a sheet: rows, cells, what is in them, merged ranges."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self._limits = (most_rows, most_columns)
        self._look = Look()
        self._row = 0
        self._column = 0
        self._kind = ""
        self._has_formula = False
        self._has_value = False
        self._inside = ""

    def found(self) -> Look:
        """The look, at the end of the part."""
        return self._look

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
        elif name == "f":
            self._has_formula = True
        elif name == "v":
            # A formula that gives "" is saved as an empty value of kind str.
            self._inside = "v"
            self._has_value = self._kind == "str" and self._has_formula
        elif name == "is":
            self._has_value = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition(":")[2]
        if name == "v":
            self._inside = ""
        elif name == "c":
            self._end_cell()

    def text(self, text: str) -> None:
        """Characters, of which only those of a value matter."""
        if self._inside and text:
            self._has_value = True

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = place_of(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        self._kind = attributes.get("t", "")
        self._has_formula = self._has_value = False

    def _end_cell(self) -> None:
        look, (most_rows, most_columns) = self._look, self._limits
        if self._has_formula and not self._has_value:
            look.unsaved += 1
            self._note(look.unsaved_places)
        if not self._has_value:
            return
        if self._row > most_rows or self._column > most_columns:
            look.far += 1
            self._note(look.far_places)
            return
        look.filled += 1
        look.last_row = max(look.last_row, self._row)
        look.width = max(look.width, self._column)

    def _note(self, places: list[str]) -> None:
        note(places, self._row, self._column)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = place_of(first), place_of(last)
        if begin and end:
            self._look.merged.append(MergedCells(*begin, *end))
