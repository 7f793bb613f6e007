"""Where sentences begin and end in Chinese, English and mixed text.

A sentence ends at 。！？；!? or ; and at a line end. An ASCII full stop ends one only before white
space or the end of the text, and never after a list number ("1. ") or a short abbreviation. Hard-
wrapped English prose is the one exception to the line end: a line that goes on in lower case below a
line without a closing mark belongs to the sentence above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HARD_ENDS = frozenset("。！？；!?;")
_CLOSERS = frozenset("”’」』）》】)\"'")
_LIST_NUMBER = re.compile(r"\s*(?:[-*+>]\s*)*\(?\d{1,3}\.$")
_ABBREVIATION = re.compile(r"(?:^|[^A-Za-z])(?:e\.g|i\.e|etc|vs|Mr|Ms|Mrs|Dr|No|approx|[A-Z])\.$")
_FARTHEST = 32
_CONTINUES = re.compile(r"[ \t]*[a-z][A-Za-z',-]* ")
_STARTS_BLOCK = re.compile(r"[ \t]*(?:[-*+>#|]|\d{1,3}[.)、]|```)")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of a text; never empty, no white space at either end."""

    start: int
    end: int


def split_sentences(text: str) -> Iterator[Span]:
    """The sentences of `text` in order; all characters outside them are white space."""
    for start, end in _paragraphs(text):
        yield from _split_paragraph(text, start, end)


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with hard-wrapped English prose joined."""
    begin: int | None = None
    previous = ""
    at = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        if begin is None:
            begin = at
        elif not goes_on(previous, body):
            yield begin, at
            begin = at
        previous = body
        at += len(line)
    if begin is not None:
        yield begin, at


def goes_on(previous: str, line: str) -> bool:
    """Whether a line belongs to the English prose of the line above it, which was only wrapped there."""
    before = previous.rstrip()
    if not before or (_STARTS_BLOCK.match(previous) and before.lstrip()[0] in "#|`>"):
        return False
    if not (before[-1].isascii() and (before[-1].isalnum() or before[-1] in ",)'\"")):
        return False
    return bool(_CONTINUES.match(line)) and " " in before.strip()


def _split_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    begin = at = start
    while at < end:
        if _ends_sentence(text, begin, at, end):
            at += 1
            while at < end and (text[at] in _HARD_ENDS or text[at] in _CLOSERS):
                at += 1
            span = trim(text, begin, at)
            if span:
                yield span
            begin = at
        else:
            at += 1
    span = trim(text, begin, end)
    if span:
        yield span


def _ends_sentence(text: str, begin: int, at: int, end: int) -> bool:
    character = text[at]
    if character == ";":
        return not _is_entity(text, begin, at)
    if character in "!?":
        after = text[at + 1] if at + 1 < end else " "
        return after.isspace() or after in _CLOSERS or after in "!?" or not after.isascii()
    if character in _HARD_ENDS:
        return True
    if character != ".":
        return False
    if at + 1 < end and not text[at + 1].isspace() and text[at + 1] not in _CLOSERS:
        return False
    # Only the near past is looked at: a line of 20 MB with a full stop in every word must not be
    # read again at each of them. No list number or abbreviation is longer.
    listed = at - begin < _FARTHEST and _LIST_NUMBER.match(text[begin : at + 1])
    return not (listed or _ABBREVIATION.search(text[max(begin, at - _FARTHEST) : at + 1]))


def _is_entity(text: str, begin: int, at: int) -> bool:
    """`&nbsp;` and `&#x20;` are characters, not sentence ends."""
    return bool(
        re.search(r"&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,6})$", text[max(begin, at - 10) : at])
    )
