"""Mails (EML, MSG) -> sentences in messages, each message a block with its own day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.errors import EmptyInput
from service.intake.documents.document_reading import document_reading, hidden_text, not_read
from service.intake.documents.document_text import DocumentText, Line
from service.intake.mail import eml, msg
from service.intake.mail.letter import Letter
from service.intake.mail.thread import Message, messages_of
from service.intake.reader import Given, Reading
from service.review import Block, IntakeWarning


def read_eml(given: Given) -> Reading:
    """The reading of a mail file or a pasted mail. Raises EmptyInput, DamagedInput, EncryptedInput,
    InputTooLarge."""
    return _reading(given, eml.letter_of(given.data, given.text, given.name))


def read_msg(given: Given) -> Reading:
    """The reading of an Outlook message. Raises EmptyInput, DamagedInput, UnsupportedInput,
    InputTooLarge."""
    return _reading(given, msg.letter_of(given.data, given.name))


def attachments_of_eml(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Name as written and bytes of each file that came with a mail; pictures in its text are none.

    Raises DamagedInput, EncryptedInput.
    """
    for one in eml.letter_of(data, "", name).attachments:
        yield one.name, one.data


def attachments_of_msg(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The same of an Outlook message. Raises DamagedInput, UnsupportedInput."""
    for one in msg.letter_of(data, name).attachments:
        yield one.name, one.data


def _reading(given: Given, letter: Letter) -> Reading:
    document = DocumentText(given.name, given.prefix)
    document.add(_head(letter))
    newest = Message(letter.sender, letter.sent, letter.subject)
    blocks: list[Block] = []
    for message, parts in messages_of(letter.body, newest):
        first = len(document.sentences) if blocks else 0
        document.add(parts)
        if len(document.sentences) > first:
            title = "：".join(text for text in (message.sender, message.subject) if text)
            blocks.append(Block(first, len(document.sentences), message.sent, title))
    if not document.sentences:
        raise EmptyInput(
            zh=f"{given.name} 这封邮件里没有文字：请打开后把要用的内容复制过来粘贴。",
            en=f"The mail {given.name} has no text: open it, copy what you need and paste it.",
        )
    reading = document_reading(given, document, tuple(_warnings(letter, blocks)), kind="mail")
    # A mail is of the day it was sent on, whatever days it speaks of.
    return replace(
        reading,
        dated=letter.sent or (blocks[0].dated if blocks else "") or reading.dated,
        blocks=tuple(blocks) if len(blocks) > 1 else (),
        report=replace(
            reading.report,
            warnings=tuple(one for one in reading.report.warnings if one.code != "two_dates"),
        ),
    )


def _head(letter: Letter) -> Iterator[Line]:
    """Subject, sender and day as they are written in the headers; only the subject is more than a quote."""
    if letter.subject:
        yield Line(letter.subject, "heading", 1)
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in letter.subject + letter.sender)
    labels = ("发件人：", "收件人：", "日期：") if chinese else ("From: ", "To: ", "Date: ")
    for label, text in zip(labels, (letter.sender, letter.recipients, letter.date), strict=True):
        if text:
            yield Line(f"{label}{text}", "quote")


def _warnings(letter: Letter, blocks: Sequence[Block]) -> Iterator[IntakeWarning]:
    yield from hidden_text(letter.hidden)
    yield from not_read(letter.counts + Counter(images=letter.inline))
    if letter.attachments:
        names = "、".join(one.name for one in letter.attachments)
        yield IntakeWarning(
            "attachments",
            f"邮件有 {len(letter.attachments)} 个附件，不在这份资料里：{names}。直接上传的邮件，附件会各自读入；"
            "压缩包或邮件里的邮件，请把附件另存后上传。",
            f"The mail has {len(letter.attachments)} attachments, which are not part of this source: {names}. "
            "Those of a mail that is handed in itself are read one by one; of a mail in an archive or in "
            "another mail, save them and hand them in.",
        )
    if undated := sum(not block.dated for block in blocks) if len(blocks) > 1 else 0:
        yield IntakeWarning(
            "undated_messages",
            f"有 {undated} 封引用的邮件看不出日期：请核对它们是不是本月的。",
            f"{undated} quoted mails have no date: check whether they are of this month.",
        )
