"""Which entries of a review speak of a given matter, without comparing each with each.

An index from words to entries keeps a text of a thousand problems and a thousand measures cheap: of a
word that stands in very many entries, only the first ones count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from service.text.likeness import Shape, overlap, shape

_MOST = 100
_PAIRS = 3
_LONG = 6
_KEY = re.compile(r"(?<![A-Za-z0-9])(?:A\d{1,3}|Q\d{1,3}|#\d{1,6}|[A-Z]{2,9}-\d{1,6})(?!\d)")


class Entries:
    """The entries of a review (readable copies of their texts), ready to be asked."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(dict.fromkeys(texts))
        self._shapes: list[Shape] = []
        self._by_word: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            made = shape(text)
            self._shapes.append(made)
            for word in made.grams | keys_of(text):
                self._by_word.setdefault(word, []).append(number)

    def about(self, text: str, share: float) -> Iterator[str]:
        """Entries that name an id of `text`, hold at least that share of its words, or share several
        pairs of Han characters or one long Latin word with it."""
        made = shape(text)
        keys = keys_of(text)
        alike: Counter[int] = Counter()
        for word in made.grams | keys:
            alike.update(self._by_word.get(word, ())[:_MOST])
        named = {number for key in keys for number in self._by_word.get(key, ())[:_MOST]}
        for number, _ in alike.most_common(_MOST):
            other = self._shapes[number]
            whole = made.grams and made.grams <= other.grams  # a text of two words, said in full
            common = made.grams & other.grams
            if (
                number in named
                or whole
                or overlap(made, other) >= share
                or sum(not word.isascii() for word in common) >= _PAIRS
                or any(len(word) >= _LONG and word.isalpha() for word in common if word.isascii())
            ):
                yield self.texts[number]


def keys_of(text: str) -> frozenset[str]:
    """The ids in a text: A4, Q2, #4521, HIS-12."""
    return frozenset(_KEY.findall(text))
