"""Is one stretch of lines a copy of another? Blanks, numbering, punctuation and case do not count.

People paste last month's minutes below the new ones, and add a status line here and there. What is
compared is the order of lines, so two lists that share single lines are no copies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FEWEST_LINES = 3
"""Lines that a stretch needs before it can be called a copy: shorter ones are alike by chance."""
FEWEST_CHARACTERS = 30
_NUMBERING = re.compile(
    r"^(?:[\s\-*+•·●○◆■>#]|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、，,](?!\d)|[①-⑳])+"
)
_NO_WORD = re.compile(r"[\W_]+")


def line_key(line: str) -> str:
    """What of a line is compared; "" for a line without a letter, a digit or a Han character."""
    folded = unicodedata.normalize("NFKC", line)
    return _NO_WORD.sub("", _NUMBERING.sub("", folded)).lower()


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two stretches of line keys say the same, line by line, and enough of it to tell."""
    return list(one) == list(other) and _tells_enough(one)


def is_held_by(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether `longer` says all that `shorter` says, in its order, and adds only a few lines."""
    added = len(longer) - len(shorter)
    if not 0 <= added <= max(2, len(shorter) // 2) or not _tells_enough(shorter):
        return False
    rest = iter(longer)
    return all(key in rest for key in shorter)


def _tells_enough(keys: Sequence[str]) -> bool:
    return len(keys) >= FEWEST_LINES and sum(map(len, keys)) >= FEWEST_CHARACTERS
