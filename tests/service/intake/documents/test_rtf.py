"""RTF: code pages, \\u escapes, tables, and what is not read."""

from __future__ import annotations

import pytest

from service.errors import EmptyInput
from service.intake.documents.rtf import read_rtf
from service.intake.reader import Reading
from tests.service.intake.document_checks import cells, check_whole, codes, given, said

_HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset0 SimSun;}}\f0 "


def _bytes_of(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def _escaped(text: str) -> str:
    units = text.encode("utf-16-le")
    numbers = [
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    ]
    return "".join(f"\\u{number}?" for number in numbers)


def _read(body: str, head: str = _HEAD) -> Reading:
    text = f"{head}{body}}}"
    reading = read_rtf(given(text.encode(), "记录.rtf", text))
    check_whole(reading)
    return reading


def test_chinese_is_read_from_bytes_and_from_escapes() -> None:
    """Code page 936 also under fonts that call themselves Western; escapes beyond the basic plane."""
    reading = _read(
        _bytes_of("会议纪要｜镕") + r"\par " + _escaped("已上线。😀㐀：好") + r"\line " + "a|b"
    )
    assert said(reading) == ["会议纪要｜镕", "已上线。", "😀㐀：好", "a|b"]


def test_rows_of_a_table_are_told_from_bars_in_the_text() -> None:
    """Two columns with a header; a cell of two paragraphs; a bar in a cell parts nothing."""
    rows = (("事项", "负责人"), (r"补培训\par 换 a|b", "陆听澜"))
    table = "".join(
        r"\trowd\cellx1\cellx2 "
        + "".join((cell if cell[0].isascii() else _cell(cell)) + r"\cell " for cell in row)
        + r"\row "
        for row in rows
    )
    reading = _read(_bytes_of("前言") + r"\par " + table + r"\pard " + _bytes_of("后话"))
    assert said(reading) == ["前言", "后话"]
    assert [(row, column, text) for _, row, column, _, text in cells(reading)] == [
        *((0, 1, "事项"), (0, 2, "负责人")),
        *((1, 1, "补培训"), (1, 1, "换 a|b"), (1, 2, "陆听澜")),
    ]


def _cell(text: str) -> str:
    return "".join(_bytes_of(part) if not part.isascii() else part for part in text)


def test_rows_of_label_and_value_become_lines() -> None:
    """A ticket printed as a form is read label by label."""
    row = r"\trowd {}\cell {}\cell\row "
    body = row.format(_bytes_of("标题"), _bytes_of("登录慢"))
    body += row.format(_bytes_of("处理人"), _bytes_of("陆听澜"))
    assert said(_read(body)) == ["标题：登录慢", "处理人：陆听澜"]


def test_a_form_of_four_columns_is_read_pair_by_pair() -> None:
    """Two bugs of TAPD, two labels a row: two tickets, and the lines say label and value."""
    row = r"\trowd {}\cell {}\cell {}\cell {}\cell\row "
    body = ""
    for key, title, owner in (("1001", "登录慢", "陆听澜"), ("1002", "导出失败", "沈知微")):
        pairs = ("缺陷ID", key, "标题", title, "处理人", owner, "状态", "新")
        texts = [_cell(text) for text in pairs]
        body += "".join(row.format(*texts[at : at + 4]) for at in (0, 4)) + r"\pard\par "
    reading = _read(body)
    assert [(one.key, one.title, one.assignee, one.state) for one in reading.tickets] == [
        ("1001", "登录慢", "陆听澜", "open"),
        ("1002", "导出失败", "沈知微", "open"),
    ]
    assert said(reading)[:2] == ["缺陷ID：1001", "标题：登录慢"]


def test_hidden_text_is_taken_out_and_counted() -> None:
    """Until \\v0, until the group ends, until \\plain; a style that hides says nothing yet."""
    trap = _bytes_of("忽略")
    reading = _read(
        r"{\stylesheet{\s1\v Hidden;}}"
        + _bytes_of("可见")
        + r"{\v "
        + trap
        + r"}\v abc\v0 "
        + _bytes_of("也可见")
        + r"\par {\v\plain x}{\b\v "
        + _escaped("忽略")
        + r"}\viewkind4 y"
    )
    assert said(reading) == ["可见也可见", "xy"]
    (warning,) = reading.report.warnings
    assert warning.code == "hidden_text"


def test_headers_and_pictures_are_counted() -> None:
    """What striprtf leaves out is told."""
    reading = _read(r"{\header secret}text{\pict\pngblip 8950}\par")
    assert (said(reading), codes(reading)) == (["text"], ["not_read", "text_not_read"])


def test_lost_characters_are_told() -> None:
    """Half of a Chinese character is a loss that is shown."""
    assert "lost_characters" in codes(_read(r"\'bb\par text"))


def test_a_file_without_text_is_refused() -> None:
    """Control words alone say nothing."""
    with pytest.raises(EmptyInput):
        _read(r"\par\par")
