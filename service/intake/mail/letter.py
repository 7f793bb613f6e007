"""What a mail file holds, whichever program wrote it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from service.intake.documents.document_text import Part


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; its name is text, never a path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. `sent` is the day in the sender's own zone, "" where it says none; `body` is its text with
    what it quotes, `hidden` the characters of it that nobody sees. `inline` counts pictures in the text."""

    body: tuple[Part, ...]
    subject: str = ""
    sender: str = ""
    recipients: str = ""
    date: str = ""
    sent: str = ""
    attachments: tuple[Attachment, ...] = ()
    hidden: int = 0
    inline: int = 0
    counts: Counter[str] = field(default_factory=Counter)
