"""The form of a file is told by its content, whatever it is called."""

from __future__ import annotations

import pytest

from evals.attack_files import docx, package, xlsx_parts
from service.intake import read_source
from service.intake.reading import READERS, read_here
from service.review import FORMS
from tests.service.intake.old_office import Rows, workbook

PAGE = (
    "<html><meta charset=utf-8><table><tr><td>编号</td><td>标题</td></tr>"
    "<tr><td>1</td><td>导出慢</td></tr></table></html>"
)
TALK = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v 王工>接口联调完成了。</v>\n"
EXPORT = "编号,标题,状态\n1,导出慢,已解决\n2,登录报错,处理中\n3,看板空白,新建\n"
ROWS: Rows = [["编号", "标题", "状态"], [1.0, "导出慢", "已解决"]]
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    '<c t="inlineStr"><is><t>编号</t></is></c><c t="inlineStr"><is><t>标题</t></is></c></row><row>'
    '<c><v>1</v></c><c t="inlineStr"><is><t>导出慢</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (PAGE.encode(), "工单.xls", "html"),
        (EXPORT.encode("gb18030"), "工单.xls", "csv"),
        (EXPORT.encode(), "工单.txt", "csv"),
        (EXPORT.replace(",", "\t").encode("utf-16"), "工单.xls", "csv"),
        (TALK.encode(), "会议.md", "transcript"),
        (docx(), "纪要.txt", "docx"),
        (docx(), "纪要.doc", "docx"),
        (package(xlsx_parts(SHEET)), "工单.xls", "xlsx"),
        (workbook({"一": ROWS}), "工单.xlsx", "xls"),
        (workbook({"一": ROWS}), "工单", "xls"),
    ],
)
def test_names_lie(data: bytes, name: str, form: str) -> None:
    """An HTML table or a CSV called .xls, a transcript called .md, a workbook of the other kind."""
    source = read_source(data, name)
    assert source.form == form
    assert source.sentences


def test_every_form_has_a_reader() -> None:
    """And nothing but forms has one."""
    assert set(READERS) == set(FORMS)


def test_words_that_begin_like_another_form_are_words() -> None:
    """A note that opens with a signature's letters is a note."""
    for text in ("PK 赛下周二开始。", "%PDF 导出慢，王工在查。", "MZ 门诊切换完成。", "{\\ 好。"):
        assert read_here(text.encode(), "a.md").form == "text"
