"""Workbooks as people make them: titles, two-level headers, merged names, hidden sheets, formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from evals import attack_files
from evals.attack_files import package, xlsx_parts
from service.errors import (
    DamagedInput,
    InputError,
    InputTooLarge,
    UnreadableTable,
    UnsupportedInput,
)
from service.intake import Choices, read_source
from service.intake.reading import read_here
from service.intake.tables.cell_text import text_of
from service.intake.workbooks import xlsx
from service.intake.workbooks.sheet_parts import letters_of, place_of
from service.review import Source, TablePlace

moment = datetime
"""Cells have no time zone."""
HEADER = ("编号", "标题", "状态", "负责人")


def book_of(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    """A workbook as XlsxWriter writes it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        fill(book)
    return out.getvalue()


def sheet_of(*rows: Sequence[object], name: str = "工单") -> bytes:
    """A workbook of one sheet with these rows."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return book_of(fill)


def texts(source: Source, sheet: str = "工单") -> dict[tuple[int, int], str]:
    """The cells of a sheet by row and column."""
    found = {}
    for sentence in source.sentences:
        assert isinstance(sentence.place, TablePlace)
        if sentence.place.sheet == sheet:
            found[sentence.place.row, sentence.place.column] = sentence.text
    return found


def codes(source: Source) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in source.report.warnings]


def test_a_workbook_is_read_in_a_child() -> None:
    """By its content, whatever its name; in the language of its cells."""
    data = sheet_of(HEADER, (1, "导出慢😀", "已解决", "王工"))
    source = read_source(data, "工单.txt")
    assert source == read_here(data, "工单.txt")
    assert (source.form, source.kind, source.language) == ("xlsx", "tickets", "zh")
    assert source.encoding == source.text == ""


@pytest.mark.parametrize("titles", [0, 1, 2])
def test_title_rows_above_the_header(titles: int) -> None:
    """Merged titles stand above the header; they are kept, and the header is found below them."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        for row in range(titles):
            sheet.merge_range(row, 0, row, 3, f"水务项目问题清单{row}")
        sheet.write_row(titles, 0, HEADER)
        sheet.write_row(titles + 1, 0, (1, "导出慢", "已解决", "王工"))

    source = read_here(book_of(fill), "a.xlsx")
    assert source.report.sheets[0].header_row == titles + 1
    assert [ticket.assignee for ticket in source.tickets] == ["王工"]
    assert len(texts(source)) == titles + 8


def test_a_header_of_two_levels() -> None:
    """Group and field together name the column."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        sheet.merge_range(0, 0, 0, 1, "问题")
        sheet.merge_range(0, 2, 0, 3, "处理")
        sheet.write_row(1, 0, HEADER)
        sheet.write_row(2, 0, (1, "导出慢", "已解决", "王工"))

    source = read_here(book_of(fill), "a.xlsx")
    assert [(one.title, one.assignee) for one in source.tickets] == [("导出慢", "王工")]
    heads = {one.place.header for one in source.sentences if isinstance(one.place, TablePlace)}
    assert "处理/负责人" in heads


def test_merged_cells_reach_their_rows_and_no_further() -> None:
    """A merged owner counts in its three rows; an empty owner below stays empty."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, HEADER)
        for row in range(1, 5):
            sheet.write_row(row, 0, (row, f"第{row}个问题", "处理中"))
        sheet.merge_range(1, 3, 3, 3, "王工")

    source = read_here(book_of(fill), "a.xlsx")
    assert [ticket.assignee for ticket in source.tickets] == ["王工", "王工", "王工", ""]
    assert list(texts(source).values()).count("王工") == 1


def test_each_sheet_has_its_own_header_and_hidden_ones_are_marked() -> None:
    """Four sheets of four kinds, one hidden, one empty; a person can leave one out."""

    def fill(book: xlsxwriter.Workbook) -> None:
        for name, header, row in (
            ("用例", ("所属模块", "用例标题", "前置条件"), ("登录", "密码错三次", "已注册")),
            ("BUG", ("BUG编号", "BUG标题", "BUG状态", "严重程度"), (7, "导出慢", "激活", "严重")),
            ("任务", HEADER, (1, "补文档", "已完成", "王工")),
            ("Sheet4", (), ()),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, row)
        book.worksheets()[1].activate()
        book.worksheets()[0].very_hidden()

    data = book_of(fill)
    source = read_here(data, "a.xlsx")
    assert [(one.name, one.hidden) for one in source.report.sheets] == [
        ("用例", True),
        ("BUG", False),
        ("任务", False),
        ("Sheet4", False),
    ]
    assert {ticket.title for ticket in source.tickets} >= {"导出慢", "补文档"}
    assert "密码错三次" in texts(source, "用例").values()
    fewer = read_source(data, "a.xlsx", choices=Choices(left_out=("BUG",)))
    assert "导出慢" not in {one.text for one in fewer.sentences}
    assert [one.left_out for one in fewer.report.sheets] == [False, True, False, False]


def test_a_template_that_nobody_filled_in() -> None:
    """Numbers down a column are no tickets."""
    source = read_here(sheet_of(HEADER, *((n,) for n in range(1, 198))), "a.xlsx")
    assert source.tickets == ()
    assert "unfilled_template" in codes(source)


def test_serial_days_without_a_format_and_days_from_1904() -> None:
    """43962 under a heading of a day is a day; so is a real date, whatever its format."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, ("编号", "标题", "状态", "创建日期", "截止日期"))
        sheet.write_row(1, 0, (1, "导出慢", "已解决", 43962))
        shape = book.add_format({"num_format": 'yyyy"年"m"月"d"日";@'})
        sheet.write_datetime(1, 4, moment(2026, 10, 31), shape)

    source = read_here(book_of(fill), "a.xlsx")
    assert (source.tickets[0].created, source.tickets[0].due) == ("2020-05-11", "2026-10-31")
    old = read_here(book_of(fill, date_1904=True), "a.xlsx")
    assert (old.tickets[0].created, old.tickets[0].due) == ("2024-05-12", "2026-10-31")


def test_formulas_without_a_saved_result_are_told_with_their_places() -> None:
    """Their cells are empty; a formula that gives "" or a number was saved and is read."""
    source = read_here(attack_files.formulas(), "a.xlsx")
    (warning,) = (one for one in source.report.warnings if one.code == "formulas_without_result")
    assert "D2, D3" in warning.zh
    assert "D2, D3" in warning.en

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, (1, "导出慢", "已解决"))
        sheet.write_formula(2, 0, "=1+1", None, 2)
        sheet.write_formula(2, 1, '="登录"&"报错"', None, "登录报错")

    saved = read_here(book_of(fill), "a.xlsx")
    assert "formulas_without_result" not in codes(saved)
    assert texts(saved)[3, 2] == "登录报错"
    nothing = '<row r="3"><c r="A3" t="str"><f>IF(1,"","x")</f><v></v></c></row>'
    empty = read_here(_with_sheet(_row(1, *HEADER) + _row(2, "1", "甲") + nothing), "a.xlsx")
    assert "formulas_without_result" not in codes(empty)


def test_far_cells_are_counted_and_the_rest_is_read() -> None:
    """A cell at the end of the sheet costs nothing and is told."""
    source = read_source(attack_files.far_cell(), "a.xlsx")
    assert len(source.tickets) == 2
    (warning,) = (one for one in source.report.warnings if one.code == "cells_out_of_reach")
    assert "XFD1048576" in warning.zh


def test_rows_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last row that is read is read; the cells below it are counted."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    rows = [(n, f"第{n}个问题", "处理中", "王工") for n in range(1, 5)]
    source = read_here(sheet_of(HEADER, *rows), "a.xlsx")
    assert [ticket.title for ticket in source.tickets] == ["第1个问题", "第2个问题"]
    (warning,) = (one for one in source.report.warnings if one.code == "cells_out_of_reach")
    assert "8 more cells" in warning.en
    assert "A4" in warning.en


def _with_sheet(rows: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose sheet part is written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return package(
        xlsx_parts(
            f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        )
    )


def _row(number: int | None, *cells: str) -> str:
    place = f' r="{number}"' if number else ""
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row{place}>{inner}</row>"


def test_a_sheet_that_claims_another_size() -> None:
    """A dimension that is too small hides nothing; one too large costs nothing."""
    rows = _row(None, *HEADER) + _row(None, "1", "导出慢", "已解决", "王工")
    for claim in ("A1", "A1:XFD1048576", "B7:C9"):
        source = read_here(_with_sheet(rows, before=f'<dimension ref="{claim}"/>'), "a.xlsx")
        assert len(texts(source, "一")) == 8


def test_rows_out_of_order_are_told() -> None:
    """openpyxl passes over a row whose number goes back; what is lost so is counted."""
    rows = _row(1, *HEADER) + _row(9, "1", "甲", "已解决", "王工") + _row(5, "2", "乙", "", "")
    source = read_here(_with_sheet(rows), "a.xlsx")
    assert "cells_lost" in codes(source)


def test_merged_ranges_without_end_are_left_alone() -> None:
    """A range over the whole sheet ends where the cells end; very many are not filled in."""
    rows = _row(1, *HEADER) + _row(2, "1", "导出慢", "已解决", "王工")
    whole = '<mergeCells><mergeCell ref="A3:XFD1048576"/><mergeCell ref="?"/></mergeCells>'
    assert len(read_here(_with_sheet(rows, whole), "a.xlsx").tickets) == 1
    many = '<mergeCell ref="A1:D2"/>' * 20_000
    source = read_here(_with_sheet(rows, f"<mergeCells>{many}</mergeCells>"), "a.xlsx")
    assert "merged_ranges_ignored" in codes(source)


def test_comments_and_pictures_are_counted() -> None:
    """What stands beside the cells is not read, and that is said."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, (1, "导出慢", "已解决", "王工"))
        sheet.write_comment("A2", "请核对")
        sheet.write_comment("B2", "已核对")

    (warning,) = (
        one
        for one in read_here(book_of(fill), "a.xlsx").report.warnings
        if one.code == "beside_the_cells"
    )
    assert "2 条批注" in warning.zh


def test_a_strict_workbook_says_how_to_save_it() -> None:
    """Its elements have other names, so it would look empty."""
    parts = xlsx_parts("<worksheet/>")
    ordinary = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(ordinary, strict)
    with pytest.raises(UnsupportedInput, match="Strict"):
        read_source(package(parts), "a.xlsx")


def test_too_many_cells_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted first; as many as are allowed are read."""
    data = sheet_of(HEADER, (1, "导出慢", "已解决", "王工"))
    monkeypatch.setattr(xlsx, "MOST_SENTENCES", 8)
    read_here(data, "a.xlsx")
    monkeypatch.setattr(xlsx, "MOST_SENTENCES", 7)
    monkeypatch.setattr(xlsx, "read_sheets", lambda *_: pytest.fail("read"))
    with pytest.raises(InputTooLarge, match="7 filled cells"):
        read_here(data, "a.xlsx")


def test_a_workbook_without_its_parts_is_damaged() -> None:
    """Missing parts, wrong XML, a shared string that is not there: an error that helps."""
    parts = xlsx_parts("<worksheet>")
    with pytest.raises(DamagedInput):
        read_here(package(parts), "a.xlsx")
    for gone in ("xl/workbook.xml", "_rels/.rels"):
        rest = {name: part for name, part in xlsx_parts("<worksheet/>").items() if name != gone}
        with pytest.raises(InputError):
            read_source(package(rest), "a.xlsx")
    rows = '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'
    with pytest.raises(DamagedInput):
        read_here(_with_sheet(rows), "a.xlsx")
    with pytest.raises(UnreadableTable):
        read_here(_with_sheet(""), "a.xlsx")


def test_ten_thousand_rows_go_by_with_progress() -> None:
    """All of them become tickets, and this process hears how far it is while it waits."""
    rows = [(n, f"第{n}个问题", "处理中", "王工") for n in range(1, 10_001)]
    heard: list[tuple[int, int]] = []
    source = read_source(
        sheet_of(HEADER, *rows), "a.xlsx", on_progress=lambda *at: heard.append(at)
    )
    assert len(source.tickets) == source.report.rows_kept == 10_000
    assert len(heard) > 10
    assert heard == sorted(heard)
    assert all(0 < done <= total for done, total in heard)
    assert heard[-1][0] > 0.9 * heard[-1][1]


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (3, "General", "3"),
        (3.0, "0.00", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.00", "1234567.5"),
        (1e21, "General", "1000000000000000000000"),
        (float("inf"), "General", "inf"),
        (12345678901234567890, "General", "12345678901234567890"),
        (0.95, "0%", "95%"),
        (0.9537, "0.0%", "95.4%"),
        (0.125, "0%;[Red]-0%", "13%"),
        (-0.05, "0.00%", "-5.00%"),
        (0.5, '0"%"', "0.5"),
        (7, "00000", "00007"),
        (7, '"T"000', "007"),
        (moment(2026, 10, 31), "m/d/yyyy", "2026-10-31"),
        (moment(2026, 10, 31, 9, 30), "yyyy-mm-dd hh:mm", "2026-10-31 09:30"),
        (moment(2026, 10, 31, 9, 29, 59, 999_999), "hh:mm", "2026-10-31 09:30"),
        (moment(2026, 10, 1), 'yyyy"年"m"月"', "2026-10"),
        (moment(2026, 10, 1), "[$-804]mmm-yy", "2026-10"),
        (date(2026, 10, 31), "General", "2026-10-31"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (timedelta(minutes=-90, seconds=-1), "[h]:mm", "-1:30:01"),
        ("第一行_x000D_\n第二行", "@", "第一行\r\n第二行"),
        ("_xD83D_", "@", "_xD83D_"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_cells_as_a_person_sees_them(value: object, shape: str, text: str) -> None:
    """Days in ISO, percentages as shown, numbers in full and without the noise of fractions."""
    assert text_of(value, shape) == text


@given(st.integers(1, 18_278), st.integers(1, 9_999_999))
def test_places_are_read_and_written(column: int, row: int) -> None:
    """Letters and numbers of a place give each other back."""
    assert place_of(f"{letters_of(column)}{row}") == (row, column)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_value(number: float) -> None:
    """What is written out is the number, to the fifteen digits that a workbook keeps."""
    text = text_of(number)
    assert float(text) == pytest.approx(number, rel=1e-14, abs=1e-300)
    assert abs(number) > 1e30 or 0 < abs(number) < 1e-15 or "e" not in text
