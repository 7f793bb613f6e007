"""A meeting's chat as Zoom writes it: `HH:MM:SS<TAB>name:<TAB>text`, text on the lines below too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.intake.transcripts.utterances import (
    Line,
    Parsed,
    Piece,
    Utterance,
    lines_of,
    piece_of,
    seconds_of,
)

_MESSAGE = re.compile(
    r"(?P<time>\d\d:\d\d:\d\d)\t[ ]{0,8}(?P<name>[^\t]{1,120}?)[ ]{0,8}:?\t(?P<text>.*)$"
)
_FROM = re.compile(r"From\s+(.+?)\s+(?:to|To)\s+.+$")
_REACTION = re.compile(
    r"(?:Reacted to\b.*\bwith\s+\S+|Removed an? \S+ reaction from\b.*)\Z", re.DOTALL
)
_REPLY = re.compile(r"Replying to\s+([\"“].*?[\"”](?=[ \t]{0,8}(?:[\r\n]|$)))", re.DOTALL)
_FEWEST = 3
_FALLS = 1
"""Times may fall once: past midnight."""


def is_chat(text: str) -> bool:
    """Whether the text begins with a chat message and three or more follow in order."""
    found = (_MESSAGE.match(line.body) for line in lines_of(text) if line.body.strip())
    if next(found, None) is None:
        return False
    times = [seconds_of(match["time"]) for match in _heads(text)]
    falls = sum(later < earlier for earlier, later in pairwise(times))
    return len(times) >= _FEWEST and falls <= _FALLS


def read_chat(text: str) -> Parsed:
    """The messages in the order of the file; a line that begins none belongs to the one above."""
    parsed = Parsed("zoom_chat")
    message: list[Line] = []
    head: re.Match[str] | None = None
    for line in lines_of(text):
        found = _MESSAGE.match(line.body)
        if found is None:
            message.append(line)
            continue
        _close(text, head, message, parsed)
        head, message = found, [line]
    _close(text, head, message, parsed)
    return parsed


def _heads(text: str) -> Iterator[re.Match[str]]:
    return (found for line in lines_of(text) if (found := _MESSAGE.match(line.body)))


def _close(text: str, head: re.Match[str] | None, message: Sequence[Line], parsed: Parsed) -> None:
    """Puts one message, or the lines above the first, into `parsed`."""
    filled = [line for line in message if line.body.strip()]
    if head is None:
        parsed.head.extend((line.start, line.end) for line in filled)
        parsed.spoken += len(filled)
        return
    start = message[0].start + head.start("text")
    said = text[start : message[-1].end].strip()
    if _REACTION.match(said):
        parsed.ignored["reaction"] += len(filled)
        return
    name = _FROM.match(head["name"])
    pieces = tuple(_pieces(text, start, message))
    bare = not any(piece.start < message[0].end for piece in pieces)
    parsed.ignored["mark"] += bare
    parsed.spoken += len(filled) - bare
    if pieces:
        time = seconds_of(head["time"])
        parsed.utterances.append(Utterance(name[1] if name else head["name"], pieces, time))


def _pieces(text: str, start: int, message: Sequence[Line]) -> Iterator[Piece]:
    """The lines of a message; what it repeats of the message that it answers is quoted."""
    quoted_to = start
    reply = _REPLY.match(text, start, message[-1].end)
    if reply:
        quoted_to = reply.end()
        if piece := piece_of(text, start, quoted_to, quoted=True):
            yield piece
    for line in message:
        if piece := piece_of(text, max(line.start, quoted_to), line.end, "line"):
            yield piece
