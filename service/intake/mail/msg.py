"""A mail as Outlook saves it (MSG) -> a letter.

Text is decoded here, not by the library: it takes code page 936 for gb2312 and fails at the first name
that is not in it.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from olefile import OleFileIO
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from service.errors import DamagedInput, UnsupportedInput
from service.intake.documents.document_text import Part
from service.intake.documents.html import page_parts
from service.intake.mail.charsets import decoded
from service.intake.mail.eml import day_of
from service.intake.mail.letter import Attachment, Letter
from service.intake.mail.plain_body import plain_lines

_SUBJECT, _BODY, _HTML, _RTF, _HEADERS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_SENDER, _SENDER_ADDRESS, _TO = 0x0C1A, 0x5D01, 0x0E04
_SENT, _DELIVERED, _CODE_PAGE, _BODY_CODE_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_LONG_NAME, _NAME, _DISPLAY, _DATA, _CONTENT_ID = 0x3707, 0x3704, 0x3001, 0x3701, 0x3712
_FAULTS = (OSError, KeyError, IndexError, ValueError, AttributeError, RecursionError, struct.error)
"""What the libraries raise at a damaged file; each was provoked by a cut one."""
_TEXT, _BYTES_TEXT, _BINARY = 0x001F, 0x001E, 0x0102
_HEAD_BYTES = 32


def letter_of(data: bytes, name: str) -> Letter:
    """The letter in a file. Raises DamagedInput, or UnsupportedInput where its text is in a form that is
    not read."""
    try:
        with OleFileIO(data) as file:
            return _letter(Storage.from_ole(file), name)
    except _FAULTS as error:
        raise DamagedInput(
            zh=f"{name} 不是完好的 Outlook 邮件：请在 Outlook 里打开，另存为 .eml 或把文字粘贴过来。",
            en=f"{name} is no sound Outlook message: open it in Outlook, save it as .eml or paste its text.",
        ) from error


def _letter(storage: Storage, name: str) -> Letter:
    properties = Properties(storage, _HEAD_BYTES)
    charset = _charset(properties.int_prop_value(_CODE_PAGE))
    body_charset = _charset(properties.int_prop_value(_BODY_CODE_PAGE)) or charset
    plain = _text(storage, _BODY, body_charset)
    hidden, counts = 0, Counter[str]()
    body: tuple[Part, ...] = tuple(plain_lines(plain))
    if not plain.strip():
        page = _text(storage, _HTML, body_charset)
        body, hidden, counts = page_parts(page) if page.strip() else ((), 0, counts)
        if not body and _stream(storage, _RTF, _BINARY):
            raise UnsupportedInput(
                zh=f"{name} 的正文只有 RTF 格式，不能读：请在 Outlook 里另存为 .eml，或把文字粘贴过来。",
                en=f"{name} has its text in RTF alone, which is not read: save it as .eml in Outlook, or "
                "paste its text.",
            )
    files = list(storage.iter_attachment_storages())
    inline = sum(_is_inline(one) for one in files)
    attachments = tuple(_attachments(files, charset))
    counts["objects"] += len(files) - inline - len(attachments)
    sender = _text(storage, _SENDER, charset)
    address = _text(storage, _SENDER_ADDRESS, charset)
    date, sent = _dates(properties, _text(storage, _HEADERS, charset))
    return Letter(
        subject=_text(storage, _SUBJECT, charset),
        sender=f"{sender} <{address}>" if address and address != sender else sender,
        recipients=_text(storage, _TO, charset),
        date=date,
        sent=sent,
        body=body,
        attachments=attachments,
        hidden=hidden,
        inline=inline,
        counts=counts,
    )


def _dates(properties: Properties, headers: str) -> tuple[str, str]:
    """When it was sent, as written and as a day. The header counts most, because it names the sender's
    zone; the property of the message is UTC."""
    for line in headers.splitlines():
        if line.lower().startswith("date:"):
            date = line[5:].strip()
            return date, day_of(date)
    moment = properties.date_prop_value(_SENT) or properties.date_prop_value(_DELIVERED)
    return (f"{moment:%Y-%m-%d %H:%M} UTC", moment.date().isoformat()) if moment else ("", "")


def _attachments(files: list[Storage], charset: str | None) -> Iterator[Attachment]:
    for number, file in enumerate(files, start=1):
        data = _stream(file, _DATA, _BINARY)
        if data and not _is_inline(file):
            name = next(
                (
                    text
                    for pid in (_LONG_NAME, _NAME, _DISPLAY)
                    if (text := _text(file, pid, charset))
                ),
                f"附件{number}",
            )
            yield Attachment(name.replace("/", "_").replace("\\", "_"), data)


def _is_inline(file: Storage) -> bool:
    """A picture that stands in the text."""
    name = _text(file, _LONG_NAME, None) or _text(file, _NAME, None)
    picture = name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emz", ".wmz"))
    return picture and bool(_text(file, _CONTENT_ID, None))


def _text(storage: Storage, pid: int, charset: str | None) -> str:
    """A property of text, "" where there is none."""
    wide = _stream(storage, pid, _TEXT)
    if wide:
        return wide.decode("utf-16-le", "replace").replace("\0", "").strip("\ufeff")
    narrow = _stream(storage, pid, _BYTES_TEXT) or _stream(storage, pid, _BINARY)
    return decoded(narrow, charset).replace("\0", "")


def _stream(storage: Storage, pid: int, kind: int) -> bytes:
    wanted = f"__substg1.0_{pid:04X}{kind:04X}"
    return next(
        (stream.bytes_ for stream in storage.streams if stream.name.upper() == wanted.upper()), b""
    )


def _charset(code_page: int | None) -> str | None:
    if code_page is None:
        return None
    return {65001: "utf-8", 1200: "utf-16-le", 54936: "gb18030"}.get(code_page, f"cp{code_page}")
