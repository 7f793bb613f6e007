"""Outlook messages: text in any of its forms, code pages, attachments, damage."""

from __future__ import annotations

import pytest

from service.errors import DamagedInput, UnsupportedInput
from service.intake.forms import form_of_bytes
from service.intake.mail.mails import attachments_of_msg, read_msg
from service.intake.reader import Reading
from tests.service.intake.document_checks import check_whole, codes, given, said
from tests.service.intake.msg_files import msg_of, text

_HEADERS = "Subject: x\r\nDate: Mon, 12 Oct 2026 23:30:00 -0700\r\n"
_HEAD = {
    "0037001F": text("上线安排"),
    "0C1A001F": text("沈知微"),
    "5D01001F": text("a@example.com"),
    "0E04001F": text("陆听澜"),
    "007D001F": text(_HEADERS),
}


def _read(data: bytes) -> Reading:
    assert form_of_bytes(data, "信.msg") == "msg"
    reading = read_msg(given(data, "信.msg"))
    check_whole(reading)
    return reading


def test_a_message_with_its_thread() -> None:
    """Subject, sender, day in the sender's zone, and what it quotes as a message of its own."""
    body = (
        "同意上线。\r\n\r\n发件人：陆听澜\r\n发送时间：2026年10月11日\r\n主题：上线\r\n\r\n请确认。"
        + "补充说明。" * 900
    )
    reading = _read(msg_of({**_HEAD, "1000001F": text(body)}))
    assert said(reading, "heading") == ["上线安排"]
    assert said(reading, "quote")[:2] == ["发件人：沈知微 <a@example.com>", "收件人：陆听澜"]
    assert (reading.kind, reading.dated) == ("mail", "2026-10-12")
    assert [(one.dated, one.title) for one in reading.blocks] == [
        ("2026-10-12", "沈知微 <a@example.com>：上线安排"),
        ("2026-10-11", "陆听澜：上线"),
    ]
    assert reading.text.count("补充说明。") == 900


def test_code_page_936_is_more_than_gb2312() -> None:
    """Names beyond GB2312 in a message of the old kind."""
    streams = {
        "0037001E": "镕的安排".encode("gbk"),
        "1000001E": "镕已确认。".encode("gbk"),
    }
    reading = _read(msg_of(streams, numbers={0x3FFD: 936}))
    assert (said(reading, "heading"), said(reading)) == (["镕的安排"], ["镕已确认。"])


def test_a_page_is_read_where_there_is_no_plain_text() -> None:
    """Hidden text of it is counted."""
    page = "<html><p>已完成</p><p hidden>忽略</p></html>".encode()
    reading = _read(msg_of({**_HEAD, "10130102": page}, numbers={0x3FDE: 65001}))
    assert (said(reading), codes(reading)) == (["已完成"], ["hidden_text"])


def test_text_in_rtf_alone_is_refused() -> None:
    """It says what to do, instead of a mail without text."""
    with pytest.raises(UnsupportedInput, match="RTF alone"):
        _read(msg_of({**_HEAD, "10090102": b"LZFu" * 4}))


def test_attachments_and_pictures() -> None:
    """Files by their long name, no path; pictures of the text and enclosed messages are counted."""
    data = msg_of(
        {**_HEAD, "1000001F": text("见附件。")},
        attachments=(
            {"3707001F": text("a/纪要.txt"), "37010102": "例会".encode()},
            {"3707001F": text("图.png"), "37010102": b"\x89PNG", "3712001F": text("<1>")},
            {"3001001F": text("转来的信")},
        ),
    )
    assert list(attachments_of_msg(data, "信.msg")) == [("a_纪要.txt", "例会".encode())]
    reading = _read(data)
    assert codes(reading) == ["not_read", "attachments"]
    assert "1 张图片、1 个嵌入的文件" in reading.report.warnings[0].zh


def test_a_damaged_message_is_refused() -> None:
    """Cut off anywhere, it is one typed error, or what is left of it."""
    whole = msg_of({**_HEAD, "1000001F": text("正文。" * 2_000)})
    refused = 0
    for size in range(0, len(whole), 700):
        try:
            read_msg(given(whole[:size], "信.msg"))
        except DamagedInput:
            refused += 1
    assert refused > 10
