"""Do two statements speak of one thing? Han bigrams and Latin words, with numbers as a veto.

Containment of the shorter text's bigrams in the longer one's, because one source names a matter in
full and the next in half a line. Two texts whose numbers differ are two matters ("20.03 的适配" and
"22.03 的适配"), however alike the words are.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from dataclasses import dataclass

from service.text.lazy_patterns import lazy

_DIGITS = lazy(r"\d+(?:\.\d+)*")
_EMPTY_WORDS = lazy(
    r"的|了|和|与|及|对|将|在|并|等|进行|工作|问题|情况|方面"
    r"|(?<![a-z])(?:the|and|for|with|this|that|a|an|of|to|in|on|is|are|be|as|we|i)(?![a-z])"
)
_EMPTY_HAN = re.compile("[的了和与及对将在并等]|进行|工作|问题|情况|方面")
_LETTER = re.compile("[a-z]")
_RUNS = re.compile(r"[a-z0-9]{2,}|[\u3400-\u9fff]+")

SAME = 0.62
"""Containment from which two texts of one kind are one matter (set on the project's own months)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is compared: the Han bigrams and Latin words of a text, and the numbers in it."""

    grams: frozenset[str]
    numbers: frozenset[str]


def shape(text: str) -> Shape:
    """The comparable form of a text: NFKC, lower case; a Latin word is one gram, plural or not."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return Shape(_grams(folded), frozenset(_DIGITS.findall(folded)))


def grams(text: str) -> frozenset[str]:
    """The grams of a text's shape alone, for whoever does not ask about numbers."""
    return _grams(unicodedata.normalize("NFKC", text).lower())


def _grams(folded: str) -> frozenset[str]:
    # Without Latin letters the shorter pattern does the same at a third of the cost.
    empty = _EMPTY_WORDS if _LETTER.search(folded) else _EMPTY_HAN
    found: set[str] = set()
    for run in _RUNS.findall(empty.sub("", folded)):
        if run.isascii():
            found.add(run.rstrip("s") if len(run) > 3 else run)
        else:
            found.update(map(operator.add, run, run[1:]))
    return frozenset(found)


def likeness(one: Shape, other: Shape) -> float:
    """0 to 1: how much of the shorter text the longer one holds; 0 when their numbers differ."""
    if (
        one.numbers
        and other.numbers
        and not (one.numbers <= other.numbers or other.numbers <= one.numbers)
    ):
        return 0.0
    return overlap(one, other)


def overlap(one: Shape, other: Shape) -> float:
    """As `likeness`, but numbers do not matter."""
    shorter, longer = sorted((one.grams, other.grams), key=len)
    if len(shorter) < 4:
        return 1.0 if shorter and shorter == longer else 0.0
    return len(shorter & longer) / len(shorter)
