"""Any table at all: each filled cell is one sentence at its place, and the rows add up."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from service.documents.sources import source_from_lines, source_lines
from service.errors import UnreadableTable
from service.intake.reader import Choices, Given
from service.intake.reading import read_here
from service.intake.tables.mapping import preview
from service.intake.tables.sheets import MergedCells, Sheet, read_sheets
from service.review import Source, TablePlace

_WORDS = [
    *(
        "编号",
        "标题",
        "状态",
        "负责人",
        "截止日期",
        "序号",
        "计划",
        "完成",
        "Issue key",
        "Summary",
        "Status",
        "#",
    ),
    *(
        "已完成",
        "待办",
        "处理中",
        "Done",
        "2026-03-02",
        "07/06/2025",
        "43962",
        "1.2E+17",
        "?????",
        "None",
        "/",
    ),
]
_TEXT = st.text(alphabet='甲乙é😀（）a1 ,;"\n\r\t=#?/：', max_size=6)
_CELL = st.one_of(st.just(""), _TEXT, st.sampled_from(_WORDS))
_ROWS = st.lists(st.lists(_CELL, min_size=1, max_size=6), min_size=1, max_size=9)
_CHOICES = st.builds(
    Choices,
    columns=st.dictionaries(
        st.sampled_from(["标题", "编号", "状态", "[A]", "[B]", "甲"]),
        st.sampled_from(["title", "key", "state_raw", "due", "nonsense", ""]),
        max_size=3,
    ),
    states=st.dictionaries(
        st.sampled_from(["待办", "甲"]), st.sampled_from(["closed", "unknown"]), max_size=2
    ),
)


def _check(source: Source) -> None:
    report = source.report
    assert report.rows_read == report.rows_kept + len(report.refused)
    assert report.rows_read == sum(sheet.rows_read for sheet in report.sheets)
    assert sum(sheet.tickets for sheet in report.sheets) == len(source.tickets)
    known = {sentence.id for sentence in source.sentences}
    assert len(known) == len(source.sentences)
    for ticket in source.tickets:
        assert ticket.key
        assert set(ticket.cells.values()) <= known
    assert len({ticket.key for ticket in source.tickets}) == len(source.tickets)
    assert source_from_lines(source_lines(source)) == source
    preview(source)


@given(_ROWS, _CHOICES)
def test_any_csv(rows: list[list[str]], choices: Choices) -> None:
    """Ragged, quoted, with line ends and Han: the cells are those that csv reads, one sentence each."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    text = out.getvalue()
    if not text.strip():
        return
    try:
        source = read_here(
            text.encode(),
            "a.csv",
            choices=Choices(form="csv", columns=choices.columns, states=choices.states),
        )
    except UnreadableTable:
        return
    again = {
        (r, c): cell
        for r, row in enumerate(
            csv.reader(io.StringIO(source.text, newline=""), delimiter=_separator(source)), 1
        )
        for c, cell in enumerate(row, 1)
        if cell.strip()
    }
    found = [
        (s.place.row, s.place.column) for s in source.sentences if isinstance(s.place, TablePlace)
    ]
    assert len(found) == len(set(found))
    assert all(again[place] == s.text for place, s in zip(found, source.sentences, strict=True))
    _check(source)


def _separator(source: Source) -> str:
    from service.intake.tables.csv_files import separator_of

    return separator_of(source.text) or ","


_MERGED = st.builds(
    lambda row, column, rows, columns: MergedCells(row, column, row + rows, column + columns),
    *(st.integers(1, 5), st.integers(1, 4), st.integers(0, 2), st.integers(0, 2)),
)


@given(st.lists(_ROWS, min_size=1, max_size=3), st.lists(_MERGED, max_size=3), _CHOICES)
def test_any_workbook(
    sheets: list[list[list[str]]], merged: list[MergedCells], choices: Choices
) -> None:
    """Several sheets with merged ranges: every filled cell of the file is one sentence, no other is."""
    made = [
        Sheet(f"表{n}", list(enumerate(rows, start=1)), merged=merged, hidden=n == 2)
        for n, rows in enumerate(sheets, start=1)
    ]
    try:
        reading = read_sheets(made, Given("a.xlsx", b"", "", "p", choices))
    except UnreadableTable:
        return
    assert _filled(made) == [
        (s.place.sheet, s.place.row, s.place.column, s.text)
        for s in reading.sentences
        if isinstance(s.place, TablePlace)
    ]
    _check(
        Source(
            "a.xlsx",
            "0" * 64,
            "",
            reading.kind,
            "zh",
            "",
            reading.sentences,
            dialect=reading.dialect,
            tickets=reading.tickets,
            report=reading.report,
        )
    )


def _filled(sheets: Sequence[Sheet]) -> list[tuple[str, int, int, str]]:
    return [
        (sheet.name, number, column, text)
        for sheet in sheets
        for number, cells in sheet.rows
        for column, text in enumerate(cells, start=1)
        if text.strip()
    ]
