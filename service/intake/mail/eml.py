"""A mail as programs save it (EML) -> a letter."""

from __future__ import annotations

import mimetypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, message_from_string
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from service.errors import DamagedInput, EncryptedInput
from service.intake.documents.document_text import Line, Part
from service.intake.documents.html import page_parts
from service.intake.forms import is_mail
from service.intake.mail.charsets import decoded, header_text
from service.intake.mail.letter import Attachment, Letter
from service.intake.mail.plain_body import plain_lines
from service.intake.mail.thread import day_in

_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_FEW = 40
_HEAD = 65_536


def letter_of(data: bytes, text: str, name: str) -> Letter:
    """The letter in a file; `text` is that of a paste, "" for a file, whose bytes are read.

    What does not begin with headers is all body: a mail that was copied out of its program.

    Raises DamagedInput, EncryptedInput.
    """
    head = text[:_HEAD].encode("utf-8", "replace") if text else data
    if not is_mail(head):
        return Letter(body=tuple(plain_lines(text or decoded(data, None))))
    try:
        # compat32, not policy.default: that one decodes headers by what they declare, and loses
        # characters where gb2312 stands for more than it says.
        if text:
            message = message_from_string(text, policy=compat32)
        else:
            message = message_from_bytes(data, policy=compat32)
        taken = _Taken(as_text=bool(text))
        taken.take(message)
    except RecursionError as error:
        raise DamagedInput(
            zh=f"{name} 里的邮件一层套一层，读不了：请把要用的那一封另存后再交。",
            en=f"{name} has mails in mails without end: save the one you need and hand that in.",
        ) from error
    if taken.sealed and not taken.body:
        raise EncryptedInput(
            zh=f"{name} 是加密邮件：请在邮件程序里打开，把文字粘贴过来。",
            en=f"{name} is an encrypted mail: open it in your mail program and paste its text.",
        )
    raw = {key.lower(): str(value) for key, value in reversed(list(message.raw_items()))}
    charset = message.get_content_charset()
    said = {
        key: header_text(raw[key], charset)
        for key in ("subject", "from", "to", "date", "sent")
        if key in raw
    }
    return Letter(
        subject=said.get("subject", ""),
        sender=said.get("from", ""),
        recipients=said.get("to", ""),
        date=said.get("date") or said.get("sent", ""),
        # "Sent:" is what Outlook calls the date when a mail is copied out of it.
        sent=day_of(raw.get("date", "")) or day_in(said.get("sent", "")),
        body=tuple(taken.body),
        attachments=tuple(taken.attachments),
        hidden=taken.hidden,
        inline=taken.inline,
        counts=taken.counts,
    )


def day_of(date: str) -> str:
    """The ISO day of a Date header, in the zone it is written in; "" where it is none."""
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


@dataclass(slots=True)
class _Taken:
    """What was taken out of a message so far."""

    as_text: bool
    body: list[Part] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    hidden: int = 0
    inline: int = 0
    sealed: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, part: Message) -> None:
        kind = part.get_content_type()
        self.sealed = self.sealed or kind in _SEALED
        if kind == "message/rfc822" or (kind.startswith("message/") and part.is_multipart()):
            self._enclosed(part)
        elif kind == "multipart/alternative":
            self._alternative(_inner(part))
        elif part.is_multipart():
            for inner in _inner(part):
                self.take(inner)
        elif self._is_text(part):
            self.body.extend(self._parts(part))
        elif kind.startswith("image/") and part.get_content_disposition() != "attachment":
            self.inline += 1
        elif kind not in ("application/pgp-encrypted", "application/pkcs7-signature"):
            self._attach(part)

    def _alternative(self, choices: Sequence[Message]) -> None:
        """The plain text; the page where there is none, or where the plain text only says so."""
        texts = [one for one in choices if self._is_text(one)]
        plain = next((one for one in texts if one.get_content_type() == "text/plain"), None)
        other = [one for one in choices if one is not plain]
        if plain is not None:
            words = "".join(self._text(plain).split())
            others = sum(len(one.get_payload()) for one in other if not one.is_multipart())
            if words and (len(words) >= _FEW or not other or others < 20 * _FEW):
                self.body.extend(self._parts(plain))
                for one in other:  # calendars and pictures that came as another form of the text
                    if not self._is_text(one):
                        self._take_beside(one)
                return
        for one in other:
            self.take(one)

    def _take_beside(self, part: Message) -> None:
        for inner in part.walk():
            if not inner.is_multipart() and not self._is_text(inner):
                self.take(inner)

    def _is_text(self, part: Message) -> bool:
        return (
            part.get_content_type() in ("text/plain", "text/html")
            and part.get_content_disposition() != "attachment"
            and part.get_filename() is None
        )

    def _parts(self, part: Message) -> Iterator[Part]:
        text = self._text(part)
        if part.get_content_type() == "text/html":
            parts, hidden, counts = page_parts(text)
            self.hidden += hidden
            self.counts += counts
            yield from (one for one in parts if not _is_page_title(one, parts))
            return
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        yield from plain_lines(
            text, flowed=flowed, delsp=str(part.get_param("delsp", "")).lower() == "yes"
        )

    def _text(self, part: Message) -> str:
        packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
        payload = part.get_payload()
        if (
            self.as_text
            and isinstance(payload, str)
            and packed not in ("base64", "quoted-printable")
        ):
            return payload
        data = part.get_payload(decode=True)
        text = decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())
        return text.replace("\0", "").removeprefix("\ufeff")

    def _attach(self, part: Message) -> None:
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            ending = mimetypes.guess_extension(part.get_content_type()) or ""
            self.attachments.append(Attachment(self._name(part, ending), data))

    def _enclosed(self, part: Message) -> None:
        """A mail in a mail is a file of its own."""
        for inner in _inner(part):
            subject = header_text(str(dict(inner.raw_items()).get("Subject", "")))
            ending = "" if subject.lower().endswith(".eml") else ".eml"
            name = f"{subject}{ending}" if subject else self._name(part, ".eml")
            self.attachments.append(Attachment(_safe(name), _bytes_of(inner)))

    def _name(self, part: Message, ending: str) -> str:
        name = header_text(part.get_filename() or "", part.get_content_charset())
        return _safe(name) or f"附件{len(self.attachments) + 1}{ending}"


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _bytes_of(message: Message) -> bytes:
    """An enclosed mail as a file. The library writes bytes only of what came as bytes: text that was
    pasted, or headers that it had to mend, goes out as UTF-8."""
    try:
        return message.as_bytes()
    except UnicodeError:
        return message.as_string().encode("utf-8", "surrogateescape")


def _is_page_title(part: Part, parts: Sequence[Part]) -> bool:
    """The title of a page that is a mail's body says nothing that its subject does not."""
    return part is parts[0] and isinstance(part, Line) and part.role == "quote" and not part.quoted


def _safe(name: str) -> str:
    """A name that is one line and no path."""
    return re.sub(r"[\x00-\x1f/\\]+", "_", name).strip()
