"""Sheets -> their cells as sentences, and ticket records where a header is a known one.

A CSV file is one sheet without a name; a workbook has several, each with a header, a dialect and a
mapping of its own. A row is refused only as a ticket, never as text: each filled cell is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.errors import UnreadableTable
from service.intake.detect import day_in_name
from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.reader import Given, Reading
from service.intake.tables.columns import Columns, column_warnings
from service.intake.tables.headers import (
    HEADER_WITHIN,
    Header,
    Texts,
    find_header,
    holds_only_numbers,
)
from service.intake.tables.rows import Row
from service.intake.tables.sheet_notes import about_formulas, about_sheet
from service.intake.tables.tickets import TicketReader, Written
from service.review import (
    Cell,
    IntakeReport,
    IntakeWarning,
    Refusal,
    Sentence,
    SheetReport,
    SourceKind,
    TablePlace,
)

_STEP = 500
_EXCEL_HINT = re.compile(r"sep=.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A merged range, 1-based and inclusive: its text stands in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it stands in the file: the number (from 1) and the cells of each row, as text.

    Rows without a filled cell may be left out. `merged` are the merged ranges, whose other cells are
    empty in `rows`: the text of the first cell counts in all of them, and is one sentence.
    `since_1904` says that the workbook counts its days from 1904; `even` that each row must have as many
    cells as the header (a CSV file).
    """

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    hidden: bool = False
    merged: Sequence[MergedCells] = ()
    since_1904: bool = False
    even: bool = False


def read_sheets(sheets: Sequence[Sheet], given: Given, *, early: bool = False) -> Reading:
    """The reading of a CSV file or a workbook.

    `Choices.left_out` names sheets that a person does not want read; they are named in the report.
    Progress is told in rows; with `early`, sentences are told too while the rows are read, which a
    reader that changes them afterwards must not ask for. Raises UnreadableTable when no sheet has a
    filled cell, InputTooLarge for more than MOST_SENTENCES.
    """
    workbook = _Workbook(given, sum(len(sheet.rows) for sheet in sheets), early)
    for sheet in sheets:
        if sheet.name in given.choices.left_out:
            workbook.leave_out(sheet)
        else:
            workbook.read(sheet)
    return workbook.reading()


class _Workbook:
    """Reads sheet after sheet; sentence ids run through all of them."""

    def __init__(self, given: Given, total: int, early: bool) -> None:
        self.given = given
        self.total = total
        self.early = early
        self.told = 0
        self.done = 0
        self.sentences: list[Sentence] = []
        self.tables = 0
        self.written = Written()
        self.refused: list[Refusal] = []
        self.warnings: list[IntakeWarning] = []
        self.reports: list[SheetReport] = []

    def leave_out(self, sheet: Sheet) -> None:
        """Say that a person did not want the sheet."""
        self.reports.append(SheetReport(sheet.name, hidden=sheet.hidden, left_out=True))
        self._warn(
            sheet.name,
            IntakeWarning("sheet_left_out", "按你的选择没有读。", "Not read, as chosen."),
        )

    def read(self, sheet: Sheet) -> None:
        """Number the cells of a sheet and read its rows."""
        self.tables += 1
        first = len(self.sentences)
        cells = _Cells(sheet, self.given, self.tables, self.sentences)
        header = find_header(cells.top(), self.given.choices)
        found = list(self._counted(cells.rows(header)))
        self.done += len(sheet.rows) - len(found)
        rows = [row for row in found if not holds_only_numbers(row.texts(), header)]
        columns = Columns.of(
            header, self.given.choices, max((row.width for row in rows), default=0)
        )
        before = len(self.written.tickets)
        refused: Sequence[Refusal] = ()
        if columns.dialect is not None:
            reader = TicketReader(
                columns, self.written, sheet=sheet.name, rows=rows, since_1904=sheet.since_1904
            )
            reader.read_all()
            refused = reader.refused
            self._warn(sheet.name, *reader.warnings())
        self.refused += refused
        self._warn(
            sheet.name,
            *about_sheet(sheet.rows, header, hidden=sheet.hidden, found=len(found), rows=len(rows)),
        )
        self._warn(sheet.name, *column_warnings(columns, rows, even=sheet.even))
        self._warn(sheet.name, *about_formulas(self.sentences[first:]))
        self.reports.append(
            SheetReport(
                name=sheet.name,
                header_row=header.row,
                rows_read=len(rows),
                rows_kept=len(rows) - len(refused),
                tickets=len(self.written.tickets) - before,
                dialect=columns.dialect.name if columns.dialect else "",
                hidden=sheet.hidden,
            )
        )

    def _counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, every few hundred of them told as progress."""
        for row in rows:
            self.done += 1
            if self.done % _STEP == 0:
                self.given.on_progress(self.done, self.total)
                self._tell()
            yield row

    def _tell(self) -> None:
        """Hand over the sentences that are new since the last time."""
        if self.early:
            self.given.on_sentences(self.sentences[self.told :])
            self.told = len(self.sentences)

    def reading(self) -> Reading:
        """The whole file. Its dialect is that of the sheet with most tickets."""
        if not self.sentences:
            raise UnreadableTable(
                zh=f"{self.given.name} 里没有填任何内容：请确认文件，再重新上传。",
                en=f"{self.given.name} has no filled cell: check the file and hand it in again.",
            )
        best = max(self.reports, key=lambda report: report.tickets)
        rows = sum(report.rows_read for report in self.reports)
        kind: SourceKind = "tickets" if self.written.tickets else "table" if rows else "empty"
        return Reading(
            kind=kind,
            text=self.given.text,
            sentences=tuple(self.sentences),
            dated=day_in_name(self.given.name),
            dialect=best.dialect if best.tickets else "",
            tickets=tuple(self.written.tickets),
            report=IntakeReport(
                rows_read=rows,
                rows_kept=rows - len(self.refused),
                refused=tuple(self.refused),
                warnings=tuple(self.warnings),
                sheets=tuple(self.reports),
            ),
        )

    def _warn(self, sheet: str, *warnings: IntakeWarning) -> None:
        """Keep warnings, each with the name of its sheet where sheets have names."""
        for one in warnings:
            zh, en = (f"工作表“{sheet}”：", f"Sheet “{sheet}”: ") if sheet else ("", "")
            self.warnings.append(IntakeWarning(one.code, zh + one.zh, en + one.en))


class _Cells:
    """Makes a sentence of each filled cell, in the order of the sheet."""

    def __init__(self, sheet: Sheet, given: Given, table: int, sentences: list[Sentence]) -> None:
        self.sheet = sheet
        self.given = given
        self.table = table
        self.sentences = sentences
        self.covers = _covers(sheet.merged)

    def top(self) -> list[Texts]:
        """The first filled rows as texts, merged ranges filled in."""
        found: list[Texts] = []
        origins: dict[tuple[int, int], str] = {}
        for number, cells in self.sheet.rows:
            texts = {c: text for c, text in enumerate(cells) if text.strip()}
            for column, origin in self.covers.get(number, ()):
                if (number, column) == origin and column in texts:
                    origins[origin] = texts[column]
                elif origin in origins:
                    texts.setdefault(column, origins[origin])
            if texts and not _is_hint(texts):
                found.append((number, texts))
            if len(found) > HEADER_WITHIN:
                break
        return found

    def rows(self, header: Header) -> Iterator[Row]:
        """The filled rows below the header; the cells above it become sentences too."""
        origins: dict[tuple[int, int], Sentence] = {}
        for number, cells in self.sheet.rows:
            texts = {c: text for c, text in enumerate(cells) if text.strip()}
            above = number < header.row
            if above and _is_hint(texts):
                continue
            filled = {c: self._cell(number, c, text, header) for c, text in texts.items()}
            for column, origin in self.covers.get(number, ()):
                if (number, column) == origin and column in filled:
                    origins[origin] = filled[column]
                elif origin in origins:
                    filled.setdefault(column, origins[origin])
            if texts and number > header.row:
                yield Row(number, len(cells), filled)

    def _cell(self, row: int, column: int, text: str, header: Header) -> Sentence:
        check_count(
            len(self.sentences), MOST_SENTENCES, self.given.name, zh="格", en="filled cells"
        )
        in_header = row in header.rows
        title = header.title(column) if in_header or row > header.row else ""
        sentence = Sentence(
            id=f"{self.given.prefix}.{len(self.sentences) + 1}",
            source=self.given.name,
            place=TablePlace(self.sheet.name, row, column + 1, title),
            text=text,
            role="table_header" if in_header else "body",
            cell=Cell(self.table, row, column + 1, title),
        )
        self.sentences.append(sentence)
        return sentence


def _covers(
    merged: Sequence[MergedCells],
) -> dict[int, list[tuple[int, tuple[int, int]]]]:
    """Row -> the merged columns (from 0) in it, each with the cell that holds its text."""
    found: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for one in merged:
        origin = (one.first_row, one.first_column - 1)
        for row in range(one.first_row, one.last_row + 1):
            for column in range(one.first_column - 1, one.last_column):
                found.setdefault(row, []).append((column, origin))
    return found


def _is_hint(texts: Mapping[int, str]) -> bool:
    """Excel's `sep=;` line."""
    return bool(_EXCEL_HINT.fullmatch("".join(texts.values()).strip()))
