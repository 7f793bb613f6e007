"""Workbooks written as one XML file (Excel 2003), which web systems call .xls -> sheets.

Only elements and attributes are followed; a DOCTYPE is refused, so that there are no entities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NoReturn
from xml.parsers import expat

from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.packages.archives import damaged, unsafe
from service.intake.reader import Given, Reading
from service.intake.tables.cell_text import text_of
from service.intake.tables.sheets import MergedCells, Sheet, read_sheets
from service.intake.workbooks.sheet_parts import (
    MOST_COLUMNS,
    MOST_ROWS,
    Look,
    clamped,
    note,
    notes_on,
)

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 2048


def is_xml_workbook(text: str) -> bool:
    """Whether a text is a workbook of Excel 2003."""
    head = text[:_HEAD].lstrip()
    return head.startswith("<") and SPACE in head and "Workbook" in head


def read_xml_workbook(text: str, given: Given) -> Reading:
    """The reading of such a workbook. Raises UnsafeInput, DamagedInput, UnreadableTable,
    InputTooLarge."""
    follower = _Follower(given.name)
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = follower.doctype
    parser.StartElementHandler = follower.start
    parser.EndElementHandler = follower.end
    parser.CharacterDataHandler = follower.text
    parser.buffer_text = True
    try:
        parser.Parse(text.lstrip().encode("utf-8", "replace"), True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(given.name) from error
    notes = [
        one for grid in follower.sheets for one in notes_on(grid.name, grid.look, grid.look.filled)
    ]
    reading = read_sheets([grid.sheet() for grid in follower.sheets], given)
    report = replace(reading.report, warnings=(*notes, *reading.report.warnings))
    return replace(reading, report=report)


@dataclass(slots=True)
class _Grid:
    """A sheet on the way: rows by number, and what is counted of it."""

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    hidden: bool = False

    def put(self, row: int, column: int, text: str) -> None:
        """Set a cell within reach, count one beyond it; both count from 1."""
        look = self.look
        if row > MOST_ROWS or not 0 < column <= MOST_COLUMNS:
            look.far += 1
            note(look.far_places, row, column)
            return
        look.filled += 1
        look.last_row, look.width = max(look.last_row, row), max(look.width, column)
        cells = self.rows.setdefault(row, [])
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = text

    def sheet(self) -> Sheet:
        """The sheet, its rows in order."""
        merged = clamped(self.look.merged, self.look.last_row, self.look.width)
        return Sheet(self.name, sorted(self.rows.items()), self.hidden, merged or ())


class _Follower:
    """Follows the elements: sheets, rows, cells and their data; comments are passed over."""

    def __init__(self, name: str) -> None:
        self.sheets: list[_Grid] = []
        self._name = name
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = self._column = self._next = self._cells = 0
        self._cell_style = self._type = ""
        self._said: list[str] = []
        self._inside = ""

    def doctype(self, *_: object) -> NoReturn:
        """A DOCTYPE is refused, wherever it stands."""
        raise unsafe(
            self._name,
            "它的 XML 里有 DOCTYPE 声明，可能去读别的文件",
            "its XML declares a DOCTYPE, which can pull in other files",
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        name = tag.rpartition(":")[2]
        if name == "Style":
            self._style = plain.get("ID", "")
        elif name == "NumberFormat":
            self._formats[self._style] = plain.get("Format", "General")
        elif name == "Worksheet":
            self.sheets.append(_Grid(plain.get("Name", "")))
            self._row = 0
        elif name == "Row":
            self._row = int(plain.get("Index", self._row + 1))
            self._next = 1
        elif name == "Cell":
            self._begin_cell(plain)
        elif name == "Comment":
            self._inside = "Comment"
        elif name in {"Data", "Visible"} and self._inside != "Comment":
            self._inside, self._type, self._said = name, plain.get("Type", ""), []

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition(":")[2]
        if name != self._inside:
            return
        said = "".join(self._said)
        self._inside, self._said = "", []
        if name == "Visible" and self.sheets:
            self.sheets[-1].hidden = said.strip() in {"SheetHidden", "SheetVeryHidden"}
        elif name == "Data" and said and self.sheets:
            self._cells += 1
            check_count(self._cells, MOST_SENTENCES, self._name, zh="格", en="filled cells")
            self.sheets[-1].put(self._row, self._column, self._shown(said))

    def text(self, text: str) -> None:
        """Characters, of which those of data count."""
        if self._inside in {"Data", "Visible"}:
            self._said.append(text)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = int(attributes.get("Index", self._next))
        self._cell_style = attributes.get("StyleID", "")
        across, down = (int(attributes.get(key, 0)) for key in ("MergeAcross", "MergeDown"))
        self._next = self._column + 1 + across
        if (across or down) and self.sheets:
            place = (self._row, self._column, self._row + down, self._column + across)
            self.sheets[-1].look.merged.append(MergedCells(*place))

    def _shown(self, said: str) -> str:
        """The data as a person sees it, by its type and number format."""
        shape = self._formats.get(self._cell_style, "General")
        try:
            if self._type == "Number":
                number = float(said)
                return text_of(number, "0%" if shape == "Percent" else shape)
            if self._type == "DateTime":
                return text_of(datetime.fromisoformat(said), "")
            if self._type == "Boolean":
                return text_of(said.strip() == "1")
        except ValueError:
            return said
        return said
