"""The plain text of a mail -> lines, with how deep each is quoted; lines that were wrapped are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.intake.documents.document_text import Line
from service.text.sentences import goes_on

_MARKS = re.compile(r"(?:[>＞][ \t]?)+")
_SIGNATURE = "-- "


def plain_lines(text: str, *, flowed: bool = False, delsp: bool = False) -> Iterator[Line]:
    """The lines of a body. `flowed` and `delsp` are as its content type says (RFC 3676)."""
    waiting = ""
    depth = 0
    soft = False
    for raw in text.splitlines():
        quoted, line = _depth(raw)
        if flowed and line.startswith(" "):
            line = line[1:]
        if waiting and quoted == depth and line.strip():
            if soft:
                waiting = (waiting[:-1] if delsp else waiting) + line
                soft = flowed and line.endswith(" ") and line != _SIGNATURE
                continue
            if not flowed and goes_on(waiting, line):
                waiting = f"{waiting.rstrip()} {line.strip()}"
                continue
        yield from _line(waiting, depth)
        waiting, depth = line, quoted
        soft = flowed and line.endswith(" ") and line != _SIGNATURE
    yield from _line(waiting, depth)


def _line(text: str, depth: int) -> Iterator[Line]:
    body = text.rstrip() if text != _SIGNATURE else text
    if body.strip():
        margin = body[: len(body) - len(body.lstrip())]
        yield Line(body.lstrip(), margin=margin, quoted=depth)


def _depth(line: str) -> tuple[int, str]:
    """How many marks of quotation a line begins with, and the line without them."""
    marks = _MARKS.match(line)
    if marks is None:
        return 0, line
    return len(re.findall("[>＞]", marks.group())), line[marks.end() :]
