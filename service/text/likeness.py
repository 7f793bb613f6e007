"""Do two statements speak of the same thing? Character bigrams, with numbers and versions as a veto.

Containment of the shorter text's bigrams in the longer one's, because one source names a matter in
full and the next in half a line. Two texts whose numbers differ are two matters ("20.03 的适配" and
"22.03 的适配"), however alike the words are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_EMPTY_WORDS = re.compile(
    r"的|了|和|与|及|对|将|在|并|等|进行|工作|问题|情况|方面|the|and|for|with|this|that"
)

SAME = 0.62
"""Containment from which two texts of the same kind are one matter (set on the project's own months)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is compared: the bigrams of a text and the numbers in it."""

    grams: frozenset[str]
    numbers: frozenset[str]


def shape(text: str) -> Shape:
    """The comparable form of a text: NFKC, lower case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = _EMPTY_WORDS.sub("", folded)
    numbers = frozenset(_DIGITS.findall(folded))
    kept = [character if character.isalnum() else "" for character in folded]
    grams = frozenset(a + b for a, b in zip(kept, kept[1:], strict=False) if a and b)
    return Shape(grams, numbers)


def likeness(one: Shape, other: Shape) -> float:
    """0 to 1: how much of the shorter text stands in the longer one; 0 when their numbers differ."""
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
