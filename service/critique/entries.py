"""Which entries of a review speak of a given matter, without comparing each with each.

An index from words to entries keeps a text of a thousand problems and a thousand measures cheap: of a
word that stands in very many entries, only the first ones count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.text.likeness import grams

_MOST = 100
_PAIRS = 3
_LONG = 6
_FEW = 4
"""Words from which on a share of them says anything."""
_KEY = re.compile(r"(?<![A-Za-z0-9])(?:A\d{1,3}|Q\d{1,3}|#\d{1,6}|[A-Z]{2,9}-\d{1,6})(?!\d)")


class Entries:
    """The entries of a review (readable copies of their texts), ready to be asked."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(dict.fromkeys(texts))
        self._grams: list[frozenset[str]] = []
        self._by_word: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            made = grams(text)
            self._grams.append(made)
            for word in made:
                self._by_word.setdefault(word, []).append(number)
            for word in keys_of(text):
                self._by_word.setdefault(word, []).append(number)

    def about(self, text: str, share: float) -> Iterator[str]:
        """Entries that name an id of `text`, hold at least that share of its words, or share several
        pairs of Han characters or one long Latin word with it."""
        made = grams(text)
        told: set[int] = set()
        for key in keys_of(text):
            told.update(self._by_word.get(key, ())[:_MOST])
        common: dict[int, int] = {}
        known = self._by_word.keys() & made
        for word in known:
            if len(word) >= _LONG and word.isascii() and word.isalpha():
                told.update(self._by_word[word][:_MOST])
        for number in told:
            yield self.texts[number]
        for word in known:
            if not word.isascii():
                for number in self._by_word[word][:_MOST]:
                    count = common[number] = common.get(number, 0) + 1
                    if count == _PAIRS and number not in told:
                        told.add(number)
                        yield self.texts[number]
        for word in known:
            if word.isascii():
                for number in self._by_word[word][:_MOST]:
                    common[number] = common.get(number, 0) + 1
        for number, count in common.items():
            if number not in told:
                own = self._grams[number]
                least = min(len(made), len(own))
                whole = count == len(made)  # a text of two words, said in full
                if whole or (least >= _FEW and count >= share * least):
                    yield self.texts[number]


def keys_of(text: str) -> frozenset[str]:
    """The ids in a text: A4, Q2, #4521, HIS-12."""
    return frozenset(_KEY.findall(text))
