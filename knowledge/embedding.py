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


def embed(text: str) -> numpy.ndarray[tuple[int], numpy.dtype[numpy.float32]]:
    """A vector of length 1 with `DIMENSION` numbers; the same on every machine."""
    import numpy

    vector = numpy.zeros(DIMENSION, dtype=numpy.float32)
    for gram in grams(text) or [text or "\x00"]:
        vector[zlib.crc32(gram.encode("utf-8", "surrogatepass")) % DIMENSION] += 1.0
    return vector / numpy.linalg.norm(vector)
