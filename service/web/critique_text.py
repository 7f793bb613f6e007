"""A critiqued text in blocks of lines, each with its marks and the findings that begin in it.

Marked pieces join to the text: no character is lost or moved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.review import Finding

_HEADING = re.compile(r"#{1,6}\s")
MOST_CARDS = 40
"""Findings of one part of a page."""
MOST_CHARACTERS = 30_000
"""Code points after which a part ends with the line."""


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A run of characters; `finding` is the number of the finding that marks it, 0 for none. `begins`
    is where its mark begins."""

    text: str
    finding: int
    severity: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, [start, end) of the text, and the numbers of the findings that begin
    there. A heading, and a line with findings, is a block of its own."""

    start: int
    end: int
    pieces: tuple[MarkedPiece, ...]
    findings: tuple[int, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Part:
    """As many blocks as a page shows at once; `number` counts from 1."""

    number: int
    blocks: tuple[Block, ...]


def marked_pieces(text: str, findings: Sequence[Finding]) -> tuple[MarkedPiece, ...]:
    """`text` cut at the edges of findings, which are numbered from 1 in their order; where several
    overlap, the one that begins first marks."""
    numbered = sorted(enumerate(findings, 1), key=lambda pair: (pair[1].start, pair[0]))
    pieces: list[MarkedPiece] = []
    at = 0
    for number, finding in numbered:
        start = max(at, finding.start)
        if finding.end <= start:
            continue
        if at < start:
            pieces.append(MarkedPiece(text[at:start], 0, ""))
        marked = text[start : finding.end]
        pieces.append(MarkedPiece(marked, number, finding.severity, start == finding.start))
        at = finding.end
    if at < len(text):
        pieces.append(MarkedPiece(text[at:], 0, ""))
    return tuple(pieces)


def parts_of(text: str, findings: Sequence[Finding], *, apart: int = -1) -> tuple[Part, ...]:
    """The whole text in parts; at least one. The line of the code point `apart` is a block of its own."""
    parts: list[Part] = []
    held: list[Block] = []
    cards = characters = 0
    for block in _blocks(text, findings, apart):
        full = cards + len(block.findings) > MOST_CARDS or characters > MOST_CHARACTERS
        if held and full:
            parts.append(Part(len(parts) + 1, tuple(held)))
            held, cards, characters = [], 0, 0
        held.append(block)
        cards += len(block.findings)
        characters += block.end - block.start
    return (*parts, Part(len(parts) + 1, tuple(held)))


def _blocks(text: str, findings: Sequence[Finding], apart: int) -> Iterator[Block]:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    by_line: dict[int, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        by_line.setdefault(bisect_right(starts, finding.start) - 1, []).append(number)
    if apart >= 0:
        by_line.setdefault(bisect_right(starts, apart) - 1, [])
    pieces = _Pieces(marked_pieces(text, findings))
    first = 0
    size = 0
    for at, line in enumerate(lines):
        here = at in by_line or _HEADING.match(line) is not None
        long = size + len(line) > MOST_CHARACTERS
        if (here or long) and first < at:
            yield _block(starts, first, at, lines, pieces, ())
            first, size = at, 0
        if here:
            yield _block(starts, at, at + 1, lines, pieces, tuple(by_line.get(at, ())))
            first, size = at + 1, 0
        else:
            size += len(line)
    if first < len(lines):
        yield _block(starts, first, len(lines), lines, pieces, ())


def _block(
    starts: Sequence[int],
    first: int,
    last: int,
    lines: Sequence[str],
    pieces: _Pieces,
    findings: tuple[int, ...],
) -> Block:
    start, end = starts[first], starts[last]
    heading = last == first + 1 and _HEADING.match(lines[first]) is not None
    return Block(start, end, tuple(pieces.until(end)), findings, heading)


class _Pieces:
    """Hands the pieces out block by block, cutting those that go on in the next one."""

    def __init__(self, pieces: Sequence[MarkedPiece]) -> None:
        self._pieces = iter(pieces)
        self._rest: MarkedPiece | None = None
        self._at = 0

    def until(self, end: int) -> Iterator[MarkedPiece]:
        """The pieces from where the last call ended up to the code point `end`."""
        while self._at < end:
            piece = self._rest or next(self._pieces)
            left = end - self._at
            if len(piece.text) > left:
                self._rest = MarkedPiece(piece.text[left:], piece.finding, piece.severity)
                piece = MarkedPiece(piece.text[:left], piece.finding, piece.severity, piece.begins)
            else:
                self._rest = None
            self._at += len(piece.text)
            yield piece
