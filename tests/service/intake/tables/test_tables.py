"""CSV files that are broken, foreign or none at all."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UnreadableTable
from service.intake import read_paste, read_source
from service.intake.reader import Choices
from service.intake.tables.csv_files import looks_like_table, separator_of
from service.review import Source, TablePlace


def _source(text: str, name: str = "a.csv") -> Source:
    return read_source(text.encode(), name)


def _codes(source: Source) -> list[str]:
    return [warning.code for warning in source.report.warnings]


def test_ragged_rows_are_kept_by_position_and_named() -> None:
    """A cell too many or too few shifts nothing; both rows are named for a person to check."""
    source = _source(
        "Issue key,Summary,Status\nHX-1,甲,Done,多出来的\nHX-2,乙\nHX-3,丙,To Do\nHX-4,丁,Done,,\n"
    )
    assert [t.state for t in source.tickets] == ["closed", "unknown", "open", "closed"]
    warning = next(w for w in source.report.warnings if w.code == "ragged_rows")
    assert "（第 2, 3 行）" in warning.zh
    assert "rows 2, 3" in warning.en
    extra = next(s for s in source.sentences if s.text == "多出来的")
    assert isinstance(extra.place, TablePlace)
    assert (extra.place.row, extra.place.column, extra.place.header) == (2, 4, "")
    assert source.report.rows_read == source.report.rows_kept == 4


def test_an_unknown_table_keeps_its_cells_and_says_its_columns() -> None:
    """No ticket is made up from a table that is no known export."""
    source = _source("模块,行数,负责人\n收费,120,沈知微\n药房,80,陆听澜\n")
    assert (source.kind, source.tickets, source.dialect) == ("table", (), "")
    assert [s.text for s in source.sentences if s.role == "body"][:3] == ["收费", "120", "沈知微"]
    warning = source.report.warnings[0]
    assert warning.code == "unknown_table"
    assert "模块, 行数, 负责人" in warning.zh
    assert "模块, 行数, 负责人" in warning.en


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Issue key,Summary,Status\r\n", "no rows"),
        ("Issue key,Summary,Status\r\n,,\r\n\r\n", "no rows"),
        ("标题\n", "no header"),
    ],
)
def test_a_table_without_header_or_rows_is_unreadable(text: str, says: str) -> None:
    """The error says which of the two is missing and what to do."""
    with pytest.raises(UnreadableTable, match=says):
        _source(text)


@pytest.mark.parametrize(
    "text", ["1201,挂号慢,已关闭\n1202,打印慢,激活\n", "2026-03-01,3\n2026-03-02,4\n"]
)
def test_a_table_without_a_header_keeps_every_row(text: str) -> None:
    """Its rows are data, and a person is asked what the columns are."""
    source = _source(text)
    assert (source.kind, source.report.rows_kept, _codes(source)) == ("table", 2, ["no_header"])
    assert all(s.role == "body" for s in source.sentences)


def test_columns_without_a_header_may_be_named_by_their_letter() -> None:
    """What a person says of column B makes tickets of a list without a header."""
    choices = Choices(columns={"[A]": "key", "[B]": "title", "[C]": "state_raw"})
    source = read_source(
        "1201,挂号慢,已关闭\n1202,打印慢,待办\n".encode(), "a.csv", choices=choices
    )
    assert [(t.key, t.title, t.state) for t in source.tickets] == [
        ("#1201", "挂号慢", "closed"),
        ("#1202", "打印慢", "open"),
    ]
    assert source.dialect == "mapped"


def test_a_header_may_be_made_of_months() -> None:
    """Years and days in later header cells are a header all the same."""
    source = _source("指标,2026-01,2026-02\n缺陷数,12,9\n")
    assert [s.text for s in source.sentences if s.role == "table_header"][1] == "2026-01"


def test_prose_called_csv_is_read_as_text() -> None:
    """The name of a file decides nothing when its lines have no cells."""
    source = _source("今天联调完成。\n还差两台前置机。\n")
    assert source.kind == "notes"
    assert len(source.sentences) == 2


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "export.txt", "paste"])
def test_a_ticket_export_is_known_by_content(separator: str, name: str) -> None:
    """By comma, semicolon or tab, in a file of any name or pasted."""
    rows = ["Issue key|Summary|Status|Assignee", "HX-1|“甲”，乙|Done|柏子衿"]
    text = "\n".join(rows).replace("|", separator)
    source = read_paste(text, 3) if name == "paste" else _source(text, name)
    assert source.dialect == "jira"
    assert source.tickets[0].title == "“甲”，乙"


def test_a_title_line_or_excels_hint_above_the_header() -> None:
    """The header of a known export is found below a title; row numbers are those of the file."""
    source = _source("三月缺陷清单,,\n\nIssue key,Summary,Status\nHX-1,甲,Done\n")
    assert source.tickets[0].key == "HX-1"
    title = next(s for s in source.sentences if s.text == "甲")
    assert isinstance(title.place, TablePlace)
    assert title.place.row == 4
    assert any(s.text == "三月缺陷清单" for s in source.sentences)
    assert _source("sep=;\n甲;乙\n1;2\n").report.rows_read == 1


def test_one_long_description_does_not_stop_the_file() -> None:
    """Python's default limit of 131,072 characters a cell is raised."""
    source = _source(f'Issue key,Summary,Status,Description\nHX-1,甲,Done,"{"长" * 200_000}"\n')
    assert len(source.tickets[0].description) == 200_000


def test_a_quote_that_is_never_closed_is_told() -> None:
    """The rows it swallowed are in one cell; a person is told which."""
    source = _source('Issue key,Summary,Status\nHX-1,甲,Done\nHX-2,"乙,Done\nHX-3,丙,Done\n')
    assert "open_quote" in _codes(source)


def test_columns_that_say_nothing_are_listed() -> None:
    """Columns without a field and columns without a value are named."""
    source = _source("Issue key,Summary,Status,Custom field (院区),Resolved\nHX-1,甲,Done,东,\n")
    texts = {w.code: w.zh for w in source.report.warnings}
    assert "院区" in texts["unmapped_columns"]
    assert "Resolved" in texts["empty_columns"]


def test_cells_that_begin_like_a_formula_are_told() -> None:
    """They stay text, word for word; an equals sign before a word is none."""
    source = _source(
        '编号,标题,状态\n1,"=HYPERLINK(""http://x.invalid"",""甲"")",待办\n2,=待确认,待办\n'
    )
    assert source.tickets[0].title == '=HYPERLINK("http://x.invalid","甲")'
    texts = {warning.code: warning.zh for warning in source.report.warnings}
    assert "1 格以公式开头（第 2 行）" in texts["formula_cells"]


def test_prose_with_commas_is_no_table() -> None:
    """Minutes with commas, lists of names and code stay text."""
    assert not looks_like_table("Present: Ines, Bruno, Lars\nWe agreed, finally, to go live.\n" * 3)
    assert not looks_like_table("甲,乙,丙\n丁,戊\n己\n庚,辛,壬\n癸\n")
    assert not looks_like_table("一行\n二行\n")
    assert looks_like_table("模块\t数量\t人\n收费\t1\t甲\n药房\t2\t乙\n检验\t3\t丙\n")
    assert separator_of("会议纪要\n内容") is None


_CELLS = st.text(alphabet='甲乙a1 ,;"\n\r\t=#', max_size=5)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_rows_are_read_as_csv_reads_them_or_refused(rows: list[list[str]]) -> None:
    """Below a known header nothing crashes, the count adds up, and each cell is what csv gives."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Issue key", "Summary", "Status"], *rows])
    data = out.getvalue().encode()
    if not any(cell.strip() for row in rows for cell in row):
        with pytest.raises(UnreadableTable, match="no rows"):
            read_source(data, "a.csv")
        return
    source = read_source(data, "a.csv")
    again = list(csv.reader(io.StringIO(source.text, newline="")))
    for sentence in source.sentences:
        assert isinstance(sentence.place, TablePlace)
        assert again[sentence.place.row - 1][sentence.place.column - 1] == sentence.text
    report = source.report
    assert report.rows_read == report.rows_kept + len(report.refused)
    assert report.rows_kept == len(source.tickets)
