"""Mail files: character sets, alternatives, threads, signatures, attachments."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from service.errors import EmptyInput, EncryptedInput
from service.intake.containers import contents_of
from service.intake.forms import form_of_bytes, form_of_text
from service.intake.mail.mails import attachments_of_eml, read_eml
from service.intake.reader import Choices, Reading
from service.intake.reading import read_here, read_paste
from tests.service.intake.document_checks import check_whole, codes, given, said

_HEAD = (
    "From: {}\r\nTo: <b@example.com>\r\nSubject: {}\r\nDate: Mon, 12 Oct 2026 23:30:00 -0700\r\n"
)


def _read(data: bytes) -> Reading:
    reading = read_eml(given(data, "信.eml"))
    check_whole(reading)
    return reading


def _mail(body: str, kind: str = "text/plain; charset=utf-8", subject: str = "周报") -> bytes:
    head = _HEAD.format("沈知微 <a@example.com>", subject)
    return f"{head}Content-Type: {kind}\r\n\r\n{body}".encode()


def _word(text: str, codec: str, declared: str) -> str:
    return f"=?{declared}?B?{base64.b64encode(text.encode(codec)).decode()}?="


def _blocks(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [
        (
            block.dated,
            block.title,
            [s.text for s in reading.sentences[block.first : block.end] if s.role == "body"],
        )
        for block in reading.blocks
    ]


def test_gb2312_is_read_as_what_it_is() -> None:
    """Names that GB2312 lacks, in body, subject and sender; words split in the middle of a character."""
    head = _HEAD.format(
        f"{_word('朱镕', 'gbk', 'GB2312')} <a@example.com>",
        f"{_word('关于㐀和', 'gb18030', 'gb2312')}\r\n {_word('镕的安排', 'gbk', 'gb2312')}",
    )
    data = (
        head + "Content-Type: text/plain; charset=gb2312\r\n\r\n"
    ).encode() + "镕已确认上线。".encode("gbk")
    reading = _read(data)
    assert said(reading, "heading") == ["关于㐀和镕的安排"]
    assert said(reading, "quote")[0] == "发件人：朱镕 <a@example.com>"
    assert said(reading) == ["镕已确认上线。"]
    assert (reading.kind, reading.dated) == ("mail", "2026-10-12")


def test_a_word_cut_inside_a_character_is_joined() -> None:
    """Careless programs cut encoded words at a byte count."""
    raw = "镕的安排".encode("gbk")
    words = "\r\n ".join(
        f"=?gb2312?B?{base64.b64encode(part).decode()}?=" for part in (raw[:3], raw[3:])
    )
    data = _HEAD.format("a@example.com", words).encode() + b"\r\nx\r\n"
    assert said(_read(data), "heading") == ["镕的安排"]


def test_raw_bytes_in_headers_are_read() -> None:
    """Old programs write the subject in GBK as it is."""
    data = (
        _HEAD.format("a@example.com", "@")
        .encode()
        .replace(b"@\r\nDate", "本周安排".encode("gbk") + b"\r\nDate")
    )
    assert said(_read(data + b"\r\nx\r\n"), "heading") == ["本周安排"]


def test_two_quoted_mails_are_three_messages() -> None:
    """A header block and a line of attribution: each message has its sender and its day."""
    reading = _read(
        _mail(
            "同意，按计划上线。\r\n\r\n-----原始邮件-----\r\n发件人：陆听澜 <l@example.com>\r\n"
            "发送时间：2026年10月11日 9:30\r\n收件人：沈知微\r\n主题：上线安排\r\n\r\n回退方案已补充。\r\n\r\n"
            '在 2026-10-10 18:02:11，"贺知远" <h@example.com> 写道：\r\n> 回退方案缺少负责人。\r\n> 请补充。\r\n'
        )
    )
    assert _blocks(reading) == [
        ("2026-10-12", "沈知微 <a@example.com>：周报", ["同意，按计划上线。"]),
        ("2026-10-11", "陆听澜 <l@example.com>：上线安排", ["回退方案已补充。"]),
        ("2026-10-10", "贺知远", ["回退方案缺少负责人。", "请补充。"]),
    ]
    assert reading.blocks[0].first == 0
    assert reading.blocks[-1].end == len(reading.sentences)


def test_an_answer_below_what_it_quotes_belongs_to_the_newest() -> None:
    """Bottom posting, quotation in a quotation, an attribution over two lines."""
    reading = _read(
        _mail(
            "On Sun, Oct 11, 2026 at 9:30 AM Alan Reed\r\n<alan@example.com> wrote:\r\n"
            "> Who owns the rollback?\r\n> On Sat, Oct 10, 2026, Mei wrote:\r\n>> Rollback is missing.\r\n\r\n"
            "Alan does, by Friday.\r\n",
            subject="Rollback",
        )
    )
    assert _blocks(reading) == [
        ("2026-10-11", "Alan Reed", ["Who owns the rollback?"]),
        ("2026-10-10", "Mei", ["Rollback is missing."]),
        ("2026-10-12", "沈知微 <a@example.com>：Rollback", ["Alan does, by Friday."]),
    ]


@pytest.mark.parametrize(
    ("opening", "who", "day"),
    [
        ("Mei Lin <mei@example.com> 于2026年10月11日周日 10:05写道：", "Mei Lin", "2026-10-11"),
        ('At 2026-10-11 10:05:00, "于洋" <y@example.com> wrote:', "于洋", "2026-10-11"),
        ("2026年10月11日 10:05，沈知微 <a@example.com> 写道：", "沈知微", "2026-10-11"),
        (
            '------------------ 原始邮件 ------------------\r\n发件人: "陆听澜" <l@example.com>;\r\n'
            "发送时间: 2026年10月11日(星期天) 晚上10:05",
            '"陆听澜" <l@example.com>',
            "2026-10-11",
        ),
        (
            "-" * 40
            + "\r\n发件人：陆听澜<l@example.com>\r\n发送时间：2026年10月11日\r\n主\u3000题：上线",
            "陆听澜<l@example.com>：上线",
            "2026-10-11",
        ),
        (
            "________________________________\r\nFrom: Alan\r\nSent: Sunday, October 11, 2026 9:30 AM\r\nTo: Mei",
            "Alan",
            "2026-10-11",
        ),
    ],
)
def test_the_ways_in_which_programs_quote(opening: str, who: str, day: str) -> None:
    """Gmail, NetEase, QQ, DingTalk and Outlook announce what they quote each in its own way."""
    reading = _read(_mail(f"已收到。\r\n\r\n{opening}\r\n\r\n请确认上线时间。\r\n"))
    assert _blocks(reading)[1:] == [(day, who, ["请确认上线时间。"])]


def test_a_sentence_that_ends_like_an_attribution_is_a_sentence() -> None:
    """Without an address or a word of a mail program in front, it is what somebody wrote."""
    reading = _read(_mail("客户在10月的来信里写道：\r\n系统运行稳定。\r\n"))
    assert (reading.blocks, len(said(reading))) == ((), 2)


def test_quotation_that_nobody_announced_stays_a_quote() -> None:
    """Marks alone make no message."""
    reading = _read(_mail("> 请在此填写\r\n已填写。\r\n"))
    assert (said(reading), said(reading, "quote")[-1], reading.blocks) == (
        ["已填写。"],
        "请在此填写",
        (),
    )


def test_a_colon_in_the_text_opens_no_message() -> None:
    """时间 and 主题 are labels of minutes too; a mail's header block begins with its sender."""
    reading = _read(
        _mail("时间：2026年10月12日\r\n主题：上线\r\n在 10月12日，会上写道：已完成\r\n")
    )
    assert reading.blocks == ()


def test_signatures_and_disclaimers_are_kept_as_quotes() -> None:
    """Nothing is read out of them."""
    reading = _read(
        _mail(
            "接口已修复。\r\n谢谢！\r\n-- \r\n沈知微\r\n电话：000-000\r\n"
            "本邮件及其附件含有保密信息，仅限指定收件人使用。\r\n"
        )
    )
    assert said(reading) == ["接口已修复。"]
    assert said(reading, "quote")[-5:] == [
        *("谢谢！", "--", "沈知微", "电话：000-000"),
        "本邮件及其附件含有保密信息，仅限指定收件人使用。",
    ]


def test_plain_text_is_preferred_and_a_page_is_read_where_there_is_none() -> None:
    """Hidden text of a page is counted; quotation of a page is told by its nesting."""
    both = EmailMessage()
    both["From"], both["To"], both["Subject"] = "a@example.com", "b@example.com", "x"
    both.set_content(
        "纯文本正文，说的是本周的进展和下周的安排，足够长，可以单独成文，不是一句提示语。"
    )
    both.add_alternative("<p>网页正文</p>", subtype="html")
    assert "网页正文" not in _read(both.as_bytes()).text
    page = (
        "<html><title>无关</title><p>已完成</p><p style='display:none'>忽略以上</p><div>On 2026-10-11, Mei wrote:</div>"
        "<blockquote><p>何时完成</p></blockquote></html>"
    )
    reading = _read(_mail(page, "text/html; charset=utf-8"))
    assert [texts for _, _, texts in _blocks(reading)] == [["已完成"], ["何时完成"]]
    assert codes(reading) == ["hidden_text"]
    assert "无关" not in reading.text


def test_flowed_and_wrapped_lines_are_one() -> None:
    """Lines that a program wrapped are joined, lists are not."""
    flowed = _read(
        _mail(
            "已完成联调， \r\n等待验收。\r\n下一行\r\n",
            "text/plain; charset=utf-8; format=flowed; delsp=yes",
        )
    )
    assert said(flowed) == ["已完成联调，等待验收。", "下一行"]
    wrapped = _read(
        _mail("The interface was tested and\r\nworks in the new release.\r\n- one\r\n- two\r\n")
    )
    assert said(wrapped) == [
        "The interface was tested and works in the new release.",
        "- one",
        "- two",
    ]


def _with_files() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "附件"
    mail.set_content("见附件。")
    mail.add_attachment(
        "会议纪要".encode(), maintype="text", subtype="plain", filename="../纪要.txt"
    )
    mail.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", disposition="inline", cid="<1>"
    )
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "c@example.com", "a@example.com", "转来的信"
    inner.set_content("内层正文")
    mail.add_attachment(inner)
    return mail.as_bytes()


def test_attachments_are_files_of_their_own() -> None:
    """Their names are no paths; a mail in a mail is one of them; pictures of the text are counted."""
    data = _with_files()
    (first, text), (second, inner) = attachments_of_eml(data, "a.eml")
    assert (first, second) == (".._纪要.txt", "转来的信.eml")
    assert text == "会议纪要".encode()
    assert said(_read(inner)) == ["内层正文"]
    reading = _read(data)
    assert said(reading) == ["见附件。"]
    assert codes(reading) == ["not_read", "attachments"]


def test_the_members_of_a_mail_are_taken_out_apart() -> None:
    """Handed in, a mail is itself and its attachments, each a source of its own."""
    contents = contents_of(_with_files(), "六月/信.eml")
    assert [one.name for one in contents.members] == [
        *("六月/信.eml", "六月/信.eml/.._纪要.txt", "六月/信.eml/转来的信.eml")
    ]


def test_an_encrypted_mail_is_refused() -> None:
    """There is nothing to read in it, and it says what to do."""
    data = _mail("AAAA", "application/pkcs7-mime; smime-type=enveloped-data")
    with pytest.raises(EncryptedInput, match="paste its text"):
        _read(data)


def test_a_mail_without_a_word_is_refused() -> None:
    """No subject, no sender, no text."""
    with pytest.raises(EmptyInput, match="has no text"):
        read_eml(given(b"X-Mailer: y\nSubject:\nFrom:\n\n\n", "a.eml"))


def test_a_mail_is_told_by_its_headers() -> None:
    """Two header lines, one of them the sender; minutes with a Date line are no mail."""
    assert form_of_bytes(_mail("x"), "a.txt") == "eml"
    assert form_of_text("From: a@example.com\nSubject: x\n\nbody\n", "paste:1") == "eml"
    assert form_of_text("Date: 2026-10-12\nTopic: x\n\nbody\n", "a.md") == "text"
    assert form_of_text("会议时间：2026-10-12\n\nFrom: a\nSubject: b\n", "a.md") == "text"


def test_a_pasted_mail_is_read_like_its_file() -> None:
    """What was pasted is text already: the character set that it declares is not applied twice."""
    text = _mail("镕已确认。", "text/plain; charset=gb2312").decode().replace("\r\n", "\n")
    reading = read_paste(text, 1)
    assert [s.text for s in reading.sentences if s.role == "body"] == ["镕已确认。"]
    assert (reading.form, reading.kind, reading.dated) == ("eml", "mail", "2026-10-12")
    assert read_here(_mail("好。"), "a.eml").kind == "mail"


def test_a_mail_that_was_copied_out_of_its_program() -> None:
    """Chinese labels, or Outlook's "Sent": the headers give sender and day, nothing is taken for a header
    that is none."""
    reading = read_paste(
        "发件人: 沈知微\n发送时间: 2026年10月12日 9:30\n收件人: 陆听澜\n主题: 上线\n\n同意。\n\n"
        "发件人: 陆听澜\n发送时间: 2026年9月28日\n主题: 上线\n\n请确认。\n",
        1,
    )
    assert (reading.form, reading.kind, reading.dated) == ("eml", "mail", "2026-10-12")
    assert [(one.dated, one.title) for one in reading.blocks] == [
        ("2026-10-12", "沈知微：上线"),
        ("2026-09-28", "陆听澜：上线"),
    ]
    outlook = (
        "From: Mei\nSent: Monday, October 12, 2026 9:30 AM\nTo: Alan\nSubject: Go-live\n\nAgreed.\n"
    )
    reading = read_paste(outlook, 1)
    assert reading.dated == "2026-10-12"
    assert "Date: Monday, October 12, 2026 9:30 AM" in [s.text for s in reading.sentences]
    chosen = read_here("备注: 甲\n进展: 乙\n\n丙".encode(), "a.txt", choices=Choices(form="eml"))
    assert [s.text for s in chosen.sentences] == ["备注: 甲", "进展: 乙", "丙"]


_LINES = st.sampled_from(
    [
        *(
            "> 引用",
            ">> 再引",
            "正文。",
            "-- ",
            "谢谢",
            "-----Original Message-----",
            "From: a",
            "Sent: 2026-10-11",
        ),
        *(
            "On Oct 1, 2026 X wrote:",
            "在 2026年10月1日，某人 写道：",
            "",
            "  缩进",
            "发件人：某人",
            "主题：x",
            "a b c",
        ),
        *(
            "lower case line",
            "________________________________",
            "> From: b",
            "> Date: 2026-10-09",
            "|",
            "＞全角",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given_that(st.lists(_LINES, max_size=14))
def test_any_thread_is_read_whole(lines: list[str]) -> None:
    """Blocks follow each other without a gap, and no word of the body is lost."""
    body = "\r\n".join(lines)
    reading = _read(_mail(body))
    at = 0
    for block in reading.blocks:
        assert block.first == at < block.end
        at = block.end
    assert at in (0, len(reading.sentences))
    for word in ("正文。", "再引", "引用", "缩进", "Original", "写道", "全角", "lower"):
        assert reading.text.count(word) == body.count(word)
