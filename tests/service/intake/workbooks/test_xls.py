"""Old workbooks, and what else begins as an old Office file."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import DamagedInput, EncryptedInput, InputError, UnsupportedInput
from service.intake import read_source
from service.intake.forms import form_of_bytes
from service.intake.reading import read_here
from service.review import Source, TablePlace
from tests.service.intake.old_office import Rows, compound, workbook

ROWS: Rows = [
    ["编号", "标题", "状态", "截止日期", "进度"],
    [1.0, "导出慢", "已解决", (46326.0, 165), (0.95, 164)],
    [2.0, "登录报错，重启后好😀", "处理中", None, (1.0, 164)],
]


def cells(source: Source) -> list[tuple[str, int, str]]:
    """Sheet, row and text of each cell."""
    found = []
    for sentence in source.sentences:
        assert isinstance(sentence.place, TablePlace)
        found.append((sentence.place.sheet, sentence.place.row, sentence.text))
    return found


def test_an_old_workbook_gives_tickets() -> None:
    """Cells as a person sees them, days as ISO text, percentages as such; read in a child."""
    source = read_source(workbook({"工单": ROWS}), "老.xls")
    assert source.form == "xls"
    assert source.language == "zh"
    assert [text for _, row, text in cells(source) if row == 2] == [
        *("1", "导出慢", "已解决", "2026-10-31", "95%")
    ]
    assert [ticket.title for ticket in source.tickets] == ["导出慢", "登录报错，重启后好😀"]
    assert source.tickets[0].due == "2026-10-31"


def test_sheets_and_merged_cells_of_an_old_workbook() -> None:
    """A hidden sheet is read and said to be hidden; a merged text counts in its whole range."""
    rows: Rows = [
        ["负责人", "编号", "标题", "状态"],
        ["王工", 1.0, "导出慢", "已解决"],
        [None, 2.0, "登录报错", "处理中"],
        [None, 3.0, "看板空白", "处理中"],
    ]
    book = workbook({"一": rows, "藏": rows}, hidden="藏", merged=[(1, 2, 0, 0)])
    source = read_here(book, "a.xls")
    assert [(sheet.name, sheet.hidden) for sheet in source.report.sheets] == [
        ("一", False),
        ("藏", True),
    ]
    assert [text for _, _, text in cells(source)].count("王工") == 2
    assert [one.assignee for one in source.tickets[:3]] == ["王工", "王工", ""]


def test_days_from_1904_and_truth_values() -> None:
    """A workbook of an old Macintosh counts from another day."""
    rows: Rows = [["编号", "标题", "日期"], [1.0, "甲", (44864.0, 165)], [True, "乙", (0.5, 165)]]
    source = read_here(workbook({"一": rows}, since_1904=True), "a.xls")
    texts = [text for _, _, text in cells(source)]
    assert "2026-10-31" in texts
    assert "TRUE" in texts
    assert "12:00" in texts


def test_a_password_is_said() -> None:
    """An encrypted old workbook, and a new one inside a compound file."""
    with pytest.raises(EncryptedInput, match="password"):
        read_here(workbook({"一": ROWS}, encrypted=True), "a.xls")
    with pytest.raises(EncryptedInput, match=r"a\.docx"):
        form_of_bytes(compound({"EncryptionInfo": b"", "EncryptedPackage": b"x"}), "a.docx")


@pytest.mark.parametrize("padding", [0, 500, 13_000])
def test_compound_files_are_told_by_their_streams(padding: int) -> None:
    """Wherever the directory stands, and whatever the file is called."""
    assert form_of_bytes(compound({"Workbook": b""}, padding), "a.doc") == "xls"
    mail = compound({"__properties_version1.0": b"", "Workbook": b""}, padding)
    assert form_of_bytes(mail, "a.xls") == "msg"
    for stream, suffix in (("WordDocument", ".doc"), ("PowerPoint Document", ".ppt")):
        with pytest.raises(UnsupportedInput, match=rf"\{suffix}\).*\.docx"):
            form_of_bytes(compound({"Other": b"", stream: b""}, padding), "a.xls")
    with pytest.raises(UnsupportedInput):
        form_of_bytes(compound({"Contents": b"Workbook"}, padding), "a.xls")


def test_a_directory_in_a_circle_is_damaged() -> None:
    """A chain that leads back to itself ends."""
    data = bytearray(compound({"Other": b""}))
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    with pytest.raises(DamagedInput):
        form_of_bytes(bytes(data), "a.xls")


@settings(max_examples=60)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_a_forged_old_workbook_is_read_or_refused(at: int, junk: bytes) -> None:
    """Whatever bytes are changed: no error but those of the house."""
    data = bytearray(workbook({"一": ROWS}))
    data[at : at + len(junk)] = junk
    with contextlib.suppress(InputError):
        read_here(bytes(data), "a.xls")
