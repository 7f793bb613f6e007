"""A transcript before its turns are joined: who says what when, as spans of the decoded file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Layout = Literal[
    "teams_vtt",
    "zoom_vtt",
    "srt",
    "zoom_chat",
    "feishu_a",
    "feishu_b",
    "feishu_c",
    "tencent",
    "named",
]
"""How a transcript is written; "named" is any other text of `name: words` with or without times."""

Seam = Literal["flow", "line", "cut"]
"""How a piece goes on from the piece before: in the same line of speech, on a new line that may end a
sentence, or after a gap that does."""

Reason = Literal["mark", "note", "reaction"]
"""Why a line carries no speech: utterance ids, times and headers; comments and styles; reactions."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: `text[start:end] == body`, numbered from 1."""

    number: int
    start: int
    end: int
    body: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together in the file; no white space at either end. `quoted` are another's."""

    start: int
    end: int
    seam: Seam = "flow"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one entry of the file says. Times are seconds, None where there are none.

    `stem` names the utterance that the recorder cut into several entries; `part` counts recordings
    that were put into one file. `day` is the ISO day that a chat writes beside the time.
    """

    speaker: str
    pieces: tuple[Piece, ...]
    start: float | None = None
    end: float | None = None
    stem: str = ""
    part: int = 0
    day: str = ""


@dataclass(slots=True)
class Parsed:
    """A whole file: `head` are the spans of lines above the talk; every line that is not blank is
    counted once, as one with words (`spoken`) or under the reason why it has none."""

    layout: Layout
    utterances: list[Utterance] = field(default_factory=list)
    head: list[tuple[int, int]] = field(default_factory=list)
    spoken: int = 0
    ignored: Counter[Reason] = field(default_factory=Counter)


def lines_of(text: str) -> Iterator[Line]:
    """The lines; one ends at \\n, \\r\\n or \\r and nowhere else."""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        if match.end() > match.start():
            body = match.group().rstrip("\r\n")
            yield Line(number, match.start(), match.start() + len(body), body)


def seconds_of(clock: str) -> float:
    """`01:02:03.5`, `02:03`, `1:02:03,500` in seconds. Raises ValueError for anything else."""
    match = _CLOCK.fullmatch(clock.strip())
    if match is None:
        raise ValueError(clock)
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + (float(f"0.{fraction}") if fraction else 0.0)


def clock_of(seconds: float | None) -> str:
    """HH:MM:SS, "" for None."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def piece_of(
    text: str, start: int, end: int, seam: Seam = "flow", *, quoted: bool = False
) -> Piece | None:
    """The words in [start, end), None where only white space stands."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(start, end, seam, quoted) if start < end else None
