"""Turns a text into numbers without a model: hashed character uni- and bigrams.

Such a vector says which characters stand in a text, not what it means; it is therefore called
lexical. It is never zero, because a zero vector is as near to one text as to any other.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from knowledge.ranking import grams

if TYPE_CHECKING:
    import numpy

NAME = "lexical"
DIMENSION = 2048


class _Slots(dict[str, int]):
    """Where each gram counts; a text repeats few of them, and hashing is what takes the time."""

    def __missing__(self, gram: str) -> int:
        slot = zlib.crc32(gram.encode("utf-8", "surrogatepass")) % DIMENSION
        if len(self) < _MOST_SLOTS:
            self[gram] = slot
        return slot


_MOST_SLOTS = 200_000
_SLOTS = _Slots()


def embed(text: str) -> numpy.ndarray[tuple[int], numpy.dtype[numpy.float32]]:
    """A vector of length 1 with `DIMENSION` numbers; the same on every machine."""
    import numpy

    slots = [_SLOTS[gram] for gram in grams(text) or [text or "\x00"]]
    vector = numpy.bincount(slots, minlength=DIMENSION).astype(numpy.float32)
    return vector / numpy.linalg.norm(vector)
