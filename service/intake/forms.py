"""Which form a file is of: its bytes and first lines decide, its name only helps.

`.xls` may be HTML, `.md` may be a transcript, `.txt` a ticket export: names lie.
"""

from __future__ import annotations

from pathlib import PurePath

from service.intake.tables import looks_like_table, separator_of
from service.review import Form

TABLE_SUFFIXES = frozenset({".csv", ".tsv"})


def form_of_bytes(data: bytes, name: str) -> Form | None:  # noqa: ARG001 - readers to come
    """The form of what is no text, by its first bytes; None for text, or for nothing known."""
    return None


def form_of_text(text: str, name: str) -> Form:
    """The form of a decoded text; notes and minutes are "text"."""
    return "csv" if _is_table(text, name) else "text"


def _is_table(text: str, name: str) -> bool:
    """A table by its content; a file that is called one is, unless it has lines without any cells."""
    if PurePath(name).suffix.lower() in TABLE_SUFFIXES:
        one_line = len(text.strip().splitlines()) < 2
        return one_line or separator_of(text) is not None
    return looks_like_table(text)
