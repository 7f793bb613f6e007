"""Alternative wordings of one thing, kept apart so that only those whose anchors stand in a text are
tried there, and compiled only when they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge.anchors import anchors_of, fold_case


@dataclass(frozen=True, slots=True)
class Wording:
    """One pattern. A word of each set of its `anchors` stands in whatever it matches; without anchors
    it has to be tried on every text. `literal` is the one text it matches (folded), "" when it matches
    several or looks around."""

    pattern: str
    anchors: tuple[tuple[str, ...], ...]
    literal: str = ""


@dataclass(frozen=True)
class Wordings:
    """Wordings of which the first that matches at the leftmost place counts. Together they are used
    like a compiled pattern; matches ignore case."""

    parts: tuple[Wording, ...]

    @property
    def pattern(self) -> str:
        """All wordings as one pattern."""
        return "|".join(part.pattern for part in self.parts)

    def search(self, text: str) -> re.Match[str] | None:
        """The leftmost match."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right, none within another."""
        folded = fold_case(text)
        if self._gate is not None and not self._gate.search(folded):
            return iter(())
        return leftmost(
            [
                compiled(part.pattern)
                for part in self.parts
                if all(any(word in folded for word in words) for words in part.anchors)
            ],
            text,
        )

    @cached_property
    def _gate(self) -> re.Pattern[str] | None:
        """Finds a word of the rarest anchors of any part; None when a part has no anchors."""
        if not all(part.anchors for part in self.parts):
            return None
        words = {word for part in self.parts for word in part.anchors[0]}
        return re.compile("|".join(re.escape(word) for word in sorted(words)))


def leftmost(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What the patterns, joined in this order as alternatives, match from left to right."""
    if len(patterns) == 1:
        yield from patterns[0].finditer(text)
        return
    found = [(match, one) for one in patterns if (match := one.search(text))]
    while found:
        first = min(found, key=_start)[0]  # the earlier pattern where two begin at one place
        yield first
        end = first.end()
        found = [
            (match, one)
            for earlier, one in found
            if (match := earlier if earlier.start() >= end else one.search(text, end))
        ]


def _start(found: tuple[re.Match[str], re.Pattern[str]]) -> int:
    return found[0].start()


_HAN_CLASS = re.compile(r"\[(?:\\u4e00-\\u9fff|\u4e00-\u9fff)(?:A-Za-z|a-zA-Z)?(?:0-9)?\]")
"""Sets in which case makes no difference; ignoring it in the whole Han range takes milliseconds."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a wording, ready to search."""
    return re.compile(_HAN_CLASS.sub(r"(?-i:\g<0>)", pattern), re.IGNORECASE)


def wordings(patterns: Iterable[str]) -> Wordings | None:
    """The patterns as wordings, the longest first; None without any."""
    ordered = sorted((one for one in patterns if one), key=len, reverse=True)
    return Wordings(tuple(_wording(one) for one in ordered)) if ordered else None


def together(*several: Wordings | None) -> Wordings | None:
    """The wordings of several lists as one; None without any."""
    return wordings(part.pattern for one in several if one for part in one.parts)


def _wording(pattern: str) -> Wording:
    anchors = anchors_of(pattern)
    first = anchors[0] if anchors else ()
    plain = len(first) == 1 and pattern.lower() == f"(?:{re.escape(first[0])})"
    return Wording(pattern, anchors, first[0] if plain else "")
