"""Workbooks of Excel 2003 in XML, as web systems write them under the name .xls."""

from __future__ import annotations

import pytest

from service.errors import DamagedInput, UnsafeInput
from service.intake import Choices, read_source
from service.intake.reading import read_here
from service.review import TablePlace

BOOK = """<?xml version="1.0" encoding="{encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="s1"><NumberFormat ss:Format="0%"/></Style></Styles>
 <Worksheet ss:Name="工单"><Table>
  <Row><Cell ss:MergeAcross="4"><Data ss:Type="String">十月问题清单</Data></Cell>
   <Cell><Data ss:Type="String">备注</Data></Cell></Row>
  <Row ss:Index="3"><Cell><Data ss:Type="String">编号</Data></Cell>
   <Cell><Data ss:Type="String">标题</Data></Cell><Cell><Data ss:Type="String">状态</Data></Cell>
   <Cell><Data ss:Type="String">截止日期</Data></Cell><Cell><Data ss:Type="String">进度</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">1</Data></Cell>
   <Cell><Data ss:Type="String">导出慢&amp;卡😀</Data>
    <Comment><ss:Data>请核对</ss:Data></Comment></Cell>
   <Cell><Data ss:Type="String">已解决</Data></Cell>
   <Cell><Data ss:Type="DateTime">2026-10-31T00:00:00.000</Data></Cell>
   <Cell ss:StyleID="s1"><Data ss:Type="Number">0.95</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="藏"><Table><Row><Cell ss:Index="2"><Data ss:Type="Boolean">1</Data></Cell></Row></Table>
  <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_an_xml_workbook_is_read_as_one(encoding: str) -> None:
    """Whatever its encoding: sheets, places, days, percentages, merged titles; comments are no cells."""
    data = BOOK.format(encoding=encoding).encode(encoding, "replace")
    source = read_source(data, "工单.xls")
    assert (source.form, source.kind) == ("xls", "tickets")
    cells = {}
    for sentence in source.sentences:
        assert isinstance(sentence.place, TablePlace)
        cells[sentence.place.sheet, sentence.place.row, sentence.place.column] = sentence.text
    assert cells["工单", 1, 6] == "备注"
    assert [cells["工单", 4, column] for column in range(1, 6)] == [
        *("1", "导出慢&卡😀", "已解决", "2026-10-31", "95%")
    ]
    assert cells["藏", 1, 2] == "TRUE"
    assert [(sheet.name, sheet.hidden) for sheet in source.report.sheets] == [
        ("工单", False),
        ("藏", True),
    ]
    assert source.tickets[0].due == "2026-10-31"
    again = read_here(data, "工单.xls", choices=Choices(form="xls"))
    assert again.sentences == source.sentences


def test_cells_out_of_reach_are_told() -> None:
    """A cell far to the right costs nothing and is counted."""
    book = BOOK.format(encoding="utf-8").replace('Index="2"', 'Index="999999999"')
    (warning,) = (
        one
        for one in read_here(book.encode(), "a.xls").report.warnings
        if one.code == "cells_out_of_reach"
    )
    assert "1 more cells" in warning.en


def test_a_broken_or_hostile_one_is_refused() -> None:
    """A DOCTYPE, or XML that is cut off."""
    book = BOOK.format(encoding="utf-8")
    with pytest.raises(UnsafeInput, match="DOCTYPE"):
        read_source(book.replace("<Workbook", "<!DOCTYPE a><Workbook", 1).encode(), "a.xls")
    with pytest.raises(DamagedInput):
        read_source(book[:900].encode(), "a.xls")
    with pytest.raises(DamagedInput):
        read_here(book.replace('Index="3"', 'Index="x"').encode(), "a.xls")
