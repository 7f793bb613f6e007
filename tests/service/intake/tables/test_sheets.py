"""Workbooks as sheets: headers anywhere near the top, one mapping a sheet, nothing counted twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.errors import UnreadableTable
from service.intake.reader import Choices, Given, Reading
from service.intake.tables.sheets import MergedCells, Sheet, read_sheets
from service.review import TablePlace

HEADER = ("编号", "标题", "状态", "负责人")
ROWS = (("1", "退费后发票号不回收", "已完成", "沈知微"), ("2", "日结单差一分", "处理中", "陆听澜"))


def _read(*sheets: Sheet, choices: Choices | None = None) -> Reading:
    return read_sheets(sheets, Given("缺陷.xlsx", b"", "", "p", choices or Choices()))


def _sheet(*rows: Sequence[str], name: str = "三月", **more: object) -> Sheet:
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    return Sheet(name, filled, **more)  # type: ignore[arg-type]


def _codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.report.warnings]


@pytest.mark.parametrize("titles", [0, 1, 2])
def test_titles_above_the_header_stay_sentences(titles: int) -> None:
    """The header is found below them, and the row numbers are those of the sheet."""
    above = [("项目名称：云栖门诊", "", "", ""), ("统计人：沈知微", "", "", "")][:titles]
    reading = _read(_sheet(*above, HEADER, *ROWS))
    assert [t.title for t in reading.tickets] == ["退费后发票号不回收", "日结单差一分"]
    assert reading.report.sheets[0].header_row == titles + 1
    assert [s.role for s in reading.sentences[:titles]] == ["body"] * titles
    title = next(s for s in reading.sentences if s.text == "日结单差一分")
    assert title.place == TablePlace("三月", titles + 3, 2, "标题")


def test_a_header_of_two_rows_is_joined() -> None:
    """Groups over fields, merged or with empty cells after them, become 组/字段."""
    top = ("编号", "标题", "状态", "计划", "", "实际", "")
    below = ("", "", "", "开始", "完成", "开始", "完成")
    row = ("7", "扫码枪选型", "已完成", "2026-03-02", "2026-03-09", "2026-03-03", "2026-03-11")
    merged = [MergedCells(1, 4, 1, 5), MergedCells(1, 6, 1, 7), MergedCells(1, 1, 2, 1)]
    for ranges in ([], merged):
        reading = _read(_sheet(top, below, row, merged=ranges))
        ticket = reading.tickets[0]
        assert (ticket.planned_start, ticket.due) == ("2026-03-02", "2026-03-09")
        assert (ticket.actual_start, ticket.resolved) == ("2026-03-03", "2026-03-11")
        place = next(s for s in reading.sentences if s.text == "2026-03-09").place
        assert isinstance(place, TablePlace)
        assert place.header == "计划/完成"
        assert reading.report.rows_read == 1


def test_groups_above_a_header() -> None:
    """A row of groups over a full header is part of it."""
    reading = _read(_sheet(("基本信息", "", "处理", ""), ("编号", "标题", "状态", "负责人"), *ROWS))
    assert [t.assignee for t in reading.tickets] == ["沈知微", "陆听澜"]
    assert [s.role for s in reading.sentences[:6]] == ["table_header"] * 6


def test_each_sheet_has_a_header_and_a_dialect_of_its_own() -> None:
    """Four sheets, four mappings; the hidden one is told."""
    reading = _read(
        _sheet(HEADER, *ROWS, name="收费"),
        _sheet(
            ("Bug编号", "Bug标题", "Bug状态", "由谁创建"), ("9", "卡纸", "激活", ""), name="禅道"
        ),
        _sheet(("Key", "Summary", "Status"), ("HX-1", "限流", "Done"), name="Jira", hidden=True),
        _sheet(("模块", "行数"), ("收费", "12"), name="代码"),
    )
    assert [
        (r.name, r.dialect, r.rows_read, r.tickets, r.hidden) for r in reading.report.sheets
    ] == [
        ("收费", "sheet_zh", 2, 2, False),
        ("禅道", "zentao_bug", 1, 1, False),
        ("Jira", "jira", 1, 1, True),
        ("代码", "", 1, 0, False),
    ]
    assert "hidden_sheet" in _codes(reading)
    assert [s.id for s in reading.sentences] == [
        f"p.{n}" for n in range(1, len(reading.sentences) + 1)
    ]


def test_a_sheet_may_be_left_out() -> None:
    """A person's choice is obeyed and told."""
    reading = _read(
        _sheet(HEADER, *ROWS, name="一"),
        _sheet(HEADER, *ROWS, name="旧"),
        choices=Choices(left_out=("旧",)),
    )
    assert len(reading.tickets) == reading.report.rows_read == 2
    assert reading.report.sheets[1].left_out
    assert "工作表“旧”" in reading.report.warnings[-1].zh


def test_a_numbered_template_is_not_filled_in() -> None:
    """Rows with nothing but a number are no rows, and it is told."""
    rows = [(str(n), "", "", "") for n in range(1, 8)]
    reading = _read(_sheet(("序号", "标题", "状态", "负责人"), *rows))
    assert (reading.kind, reading.report.rows_read, reading.tickets) == ("empty", 0, ())
    assert "模板未填写" in reading.report.warnings[0].zh


def test_a_merged_cell_counts_in_all_its_rows_and_is_one_sentence() -> None:
    """Blanks outside the merged range stay blank."""
    reading = _read(
        _sheet(
            ("编号", "标题", "状态", "负责人"),
            ("1", "甲", "待办", "沈知微"),
            ("2", "乙", "待办", ""),
            ("3", "丙", "待办", ""),
            merged=[MergedCells(2, 4, 3, 4)],
        )
    )
    assert [t.assignee for t in reading.tickets] == ["沈知微", "沈知微", ""]
    assert [s.text for s in reading.sentences].count("沈知微") == 1
    assert reading.tickets[0].cells["assignee"] == reading.tickets[1].cells["assignee"]


def test_the_same_ticket_on_two_sheets_is_one() -> None:
    """A copied row is refused with both places; the same number for another ticket is another key."""
    reading = _read(
        _sheet(HEADER, *ROWS, name="沈知微"),
        _sheet(HEADER, ROWS[0], ("2", "打印机卡纸", "待办", ""), name="陆听澜"),
    )
    assert [t.key for t in reading.tickets] == ["#1", "#2", "陆听澜 #2"]
    refusal = reading.report.refused[0]
    assert (refusal.sheet, refusal.row) == ("陆听澜", 2)
    assert "工作表“沈知微”第 2 行" in refusal.zh
    assert reading.report.rows_read == 4 == reading.report.rows_kept + len(reading.report.refused)


def test_a_workbook_without_a_filled_cell_is_unreadable() -> None:
    """Sheet2 and Sheet3 may be empty, but not all of them."""
    with pytest.raises(UnreadableTable):
        _read(Sheet("Sheet1", []), Sheet("Sheet2", []))
    assert len(_read(_sheet(HEADER, *ROWS), Sheet("Sheet2", [])).tickets) == 2


def test_a_row_left_over_above_the_header_is_told() -> None:
    """It stays a sentence and is no ticket; a hand-made bug list is no 禅道 export."""
    row = ("Y-1", "发药单重复", "new", "高")
    reading = _read(_sheet(row, ("BUG编号", "BUG标题", "BUG状态", "严重程度"), row))
    assert [(t.key, t.state, t.severity_raw) for t in reading.tickets] == [("Y-1", "open", "高")]
    assert reading.dialect == "sheet_zh"
    assert "第 1 行" in next(w.zh for w in reading.report.warnings if w.code == "rows_above_header")


def test_what_people_write_beside_the_fields_is_kept() -> None:
    """备注 and 模块 of a hand-made list stay with the ticket, its running number does not."""
    header = ("序号", "标题", "状态", "严重程度", "备注", "模块")
    reading = _read(_sheet(header, ("1", "甲", "待办", "高", "见截图", "收费")))
    assert reading.tickets[0].extra == {"备注": "见截图", "模块": "收费"}
    assert not any(w.code == "unmapped_columns" for w in reading.report.warnings)
