"""Do two numbers of one sentence contradict each other: a part above its whole, a fall that goes up?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from service.grounding.evidence import Doubt, Reading
from service.grounding.movement import movement
from service.grounding.units import COUNTED
from service.review import Both
from service.text.numbers import Quantity

VALUED = ("quantity", "weak")
"""The kinds of numbers that have a value."""
_OF_WHOLE = re.compile(r"\s?(?:[a-z-]+\s){0,3}(?:out )?of (?:the |all )?$|\s?/\s?$", re.IGNORECASE)
_ITS_PART = re.compile(r"其中|of which|of (?:them|these|those)\b")


def check_pairs(draft: Reading) -> Iterator[Doubt]:
    """A part that is more than its whole, a fall that goes up."""
    numbers = [one for one in draft.numbers if one.kind in VALUED]
    for one, other in pairwise(numbers):
        alike = one.unit == other.unit or {one.unit, other.unit} <= COUNTED
        if alike and is_part_of(draft, one, other) and one.value > other.value:
            yield _impossible(draft.text[one.start : other.end])
        between = draft.text[one.end : other.start].lower()
        if one.unit == other.unit and _ITS_PART.search(between) and other.value > one.value:
            yield _impossible(draft.text[one.start : other.end])
        left = movement(draft.text, one.start, one.end)
        right = movement(draft.text, other.start, other.end)
        if left.role == "from" and right.role == "to" and one.unit in ("", other.unit):
            way = right.way or left.way
            if way and (way == "up") != (other.value > one.value):
                yield _impossible(draft.text[one.start : other.end])


def is_part_of(draft: Reading, one: Quantity, other: Quantity) -> bool:
    """Whether they are written as a part of a whole: 69 of 467."""
    return one.end <= other.start and bool(_OF_WHOLE.fullmatch(draft.text[one.end : other.start]))


def _impossible(raw: str) -> Doubt:
    return Doubt(
        Both(
            zh=f"「{raw}」自相矛盾：部分大于整体，或升降方向与数值不符。",
            en=f"“{raw}” contradicts itself: a part above its whole, or a direction against its values.",
        ),
        code="direction",
        token=raw,
    )
