"""What the signs of a statement weigh together, without naming each of them.

`KindReader.read(statement_signs(...))` says the same; this is how it is said fast. Characters, pairs and
words are looked up only where the weights know them, and what depends on the place alone is added once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import ahocorasick  # type: ignore[import-not-found]  # it ships no types

from service.critique.kind_reader import KindReader, kind_reader
from service.critique.kind_signs import (
    Words,
    edge_signs,
    kind_words,
    named_signs,
    other_groups,
    place_signs,
)
from service.critique.segments import Item, Outline

_CHARACTER = re.compile(r"[\u4e00-\u9fff0%]")
_PAIR = re.compile(r"[\u4e00-\u9fff0%]{2}")
_MOST = 4096
"""Edges whose weights are kept."""


class KindWeights:
    """The weights of a reader, ready to be added up. A weight holds those for all kinds (KindReader)."""

    def __init__(self, reader: KindReader) -> None:
        self._packed, self._start = reader.packed
        self._characters = frozenset(filter(_CHARACTER.fullmatch, self._packed))
        self._sections: dict[str, dict[str, int]] = {}
        self._places: dict[tuple[str, str, bool, str, str], int] = {}
        self._edges: dict[tuple[str, str], int] = {}
        words = kind_words()
        signs = {pair: [pair] for pair in filter(_PAIR.fullmatch, self._packed)}
        self._groups = {group for some in words.latin.values() for group in some} | {"done"}
        for word, group in (entry for entries in words.han.values() for entry in entries):
            signs.setdefault(word, []).append(group)
            self._groups.add(group)
        self._automaton: Any = ahocorasick.Automaton()
        for word, own in signs.items():
            self._automaton.add_word(word, tuple(own))
        self._automaton.make_automaton()

    def total(
        self, outline: Outline, item: Item, words: str, *, first: bool, before: str, alone: str
    ) -> int:
        """What the signs of a statement weigh, as `KindReader.odds_of` takes it. `words` and `first` as
        for kind_signs.signs_of; `before` is the kind ahead, `alone` what the section alone makes of it."""
        section = item.section or "none"
        table = self._sections.get(section) or self._table(section)
        read = Words(words)
        text = read.text
        met = {sign for _, signs in self._automaton.iter(f"^{text}$") for sign in signs}
        if read.latin or "了" in text:
            met |= other_groups(read)
        named = named_signs(outline, item, read) - met  # `done` may be both a group and a word
        weigh = self._packed
        total = sum(map(weigh.__getitem__, weigh.keys() & named), self._start)
        total = sum(map(weigh.__getitem__, self._characters.intersection(text)), total)
        total = sum(map(table.__getitem__, met), total)
        place = (section, item.kind, first, before, alone)
        own = self._places.get(place)
        if own is None:
            own = self._places[place] = self._sum(
                place_signs(section, item.kind, first)
                | {f"before:{before}", f"alone:{alone}", f"alone:{alone}@{item.kind}"}
            )
        edge = (text[:2], text[-2:])
        ends = self._edges.get(edge)
        if ends is None:
            if len(self._edges) >= _MOST:
                self._edges.clear()
            ends = self._edges[edge] = self._sum(edge_signs(text))
        return total + own + ends

    def _table(self, section: str) -> dict[str, int]:
        """What pairs and groups weigh in a section."""
        weigh = self._packed
        table = {sign: one for sign, one in weigh.items() if _PAIR.fullmatch(sign)}
        for group in self._groups:
            table[group] = weigh.get(group, 0) + weigh.get(f"{group}@{section}", 0)
        self._sections[section] = table
        return table

    def _sum(self, signs: frozenset[str]) -> int:
        weigh = self._packed
        return sum(map(weigh.__getitem__, weigh.keys() & signs))


@cache
def kind_weights() -> KindWeights:
    """The weights of the shipped reader."""
    return KindWeights(kind_reader())
