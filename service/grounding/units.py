"""Which units of a draft and of its source are the same."""

from __future__ import annotations

from service.text.numbers import Quantity
from service.text.units import COUNT

COUNTED = frozenset(("", COUNT, "person", "time"))
"""What is counted in any word: 42 个, 42 张, 42 people, 42 times, 42."""


def same_unit(wanted: str, other: Quantity, *, in_table: bool) -> bool:
    """Counters are one class; a bare number in a table cell has its unit in the header."""
    if wanted == other.unit or (wanted in COUNTED and other.unit in COUNTED):
        return True
    return in_table and not other.unit
