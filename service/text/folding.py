"""A copy of a text that is easy to match on, with the way back to the original offsets.

Full-width forms become ASCII one for one (１２％ → 12%), and characters nobody sees (zero-width,
bidi, tag, private use) are left out, so that "1<U+200B>2" reads 12. Enclosed and raised digits
(③, m²) stay what they are: they are marks, not numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WIDE = {0xFF01 + step: 0x21 + step for step in range(0x5E)}
_WIDE |= {0x3000: 0x20, 0xA0: 0x20, 0x2003: 0x20, 0x202F: 0x20, 0x301C: 0x7E, 0xFFE5: 0xA5}
_WIDE |= dict.fromkeys((0x2010, 0x2011, 0x2212, 0xFE63), 0x2D)
_HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ue000-\uf8ff"
    "\U000e0000-\U000e0fff]"
)
_PLAIN = re.compile("[\u4e00-\u9fff\x00-\x7f、。“”「」]*")
"""What most texts consist of, all of which stays what it is."""
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s()<>，。；、]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z.]+"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the copy; its code point `at` comes from the original's code point `origin[at]`."""

    text: str
    origin: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the non-empty span [start, end) of the copy comes from."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """The copy to match on."""
    folded = text if _PLAIN.fullmatch(text) else text.translate(_WIDE)
    if not _HIDDEN.search(folded):
        return Folded(folded, range(len(folded)))
    kept = [at for at, character in enumerate(folded) if not _HIDDEN.match(character)]
    return Folded("".join(folded[at] for at in kept), kept)


def without_addresses(text: str) -> str:
    """The text with links and mail addresses blanked in place: what stands in them is no prose."""
    if "://" not in text and "@" not in text:
        return text
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)
