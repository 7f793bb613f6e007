"""What the signs of a statement weigh together, without naming each of them.

`KindReader.read(statement_signs(...))` says the same; this is how it is said fast. Characters, pairs and
words are looked up only where the weights know them, and what depends on the place alone is added once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from service.critique.kind_reader import KindReader, shipped_reader
from service.critique.kind_signs import (
    Words,
    edge_signs,
    kind_words,
    named_signs,
    other_groups,
    place_signs,
    shape_signs,
)
from service.critique.segments import Item, Outline
from service.critique.word_finder import word_finder

_MOST = 4096
"""Edges whose weights are kept."""


class KindWeights:
    """The weights of a reader, ready to be added up. A weight holds those for all kinds (KindReader)."""

    def __init__(self, reader: KindReader) -> None:
        self._packed, self._start = reader.packed
        self._known = reader.known
        self._characters = frozenset(
            sign for sign in self._known if len(sign) == 1 and _is_han(sign)
        )
        self._sections: dict[str, _Table] = {}
        self._places: dict[tuple[str, str, bool, str, str], int] = {}
        self._edges: dict[tuple[str, str], int] = {}
        self._shapes: dict[tuple[str, ...], int] = {}
        words = kind_words()
        signs = {sign: [sign] for sign in self._known if len(sign) == 2 and _is_han(sign)}
        groups = {group for some in words.latin.values() for group in some} | {"done"}
        for word, group in (entry for entries in words.han.values() for entry in entries):
            signs.setdefault(word, []).append(group)
            groups.add(group)
        self._groups = frozenset(groups)
        self._automaton = word_finder({word: tuple(own) for word, own in signs.items()}, ())

    def total(
        self, outline: Outline, item: Item, words: str, *, first: bool, before: str, alone: str
    ) -> int:
        """What the signs of a statement weigh, as `KindReader.odds_of` takes it. `words` and `first` as
        for kind_signs.signs_of; `before` is the kind ahead, `alone` what the section alone makes of it."""
        section = item.section or "none"
        table = self._sections.get(section)
        if table is None:
            table = self._sections[section] = _Table(self._packed, self._groups, section)
        read = Words(words)
        text = read.text
        met = {sign for _, signs in self._automaton.iter(f"^{text}$") for sign in signs}
        if read.latin or "了" in text:
            met |= other_groups(read)
        weigh = self._packed
        if read.latin or item.cells or not item.section:
            named = named_signs(outline, item, read) - met  # `done` may be both a group and a word
            total = sum(map(weigh.__getitem__, self._known & named), self._start)
        else:
            total = self._shape(shape_signs(read))
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

    def _shape(self, shape: tuple[str, ...]) -> int:
        """What the shape of some words weighs, where nothing else of them has a name."""
        own = self._shapes.get(shape)
        if own is None:
            own = self._shapes[shape] = self._start + self._sum(frozenset(shape))
        return own

    def _sum(self, signs: frozenset[str]) -> int:
        return sum(map(self._packed.__getitem__, self._known & signs))


class _Table(dict[str, int]):
    """What pairs and groups of words weigh in a section, made when first asked for."""

    def __init__(self, packed: Mapping[str, int], groups: frozenset[str], section: str) -> None:
        super().__init__()
        self._packed, self._groups, self._section = packed, groups, section

    def __missing__(self, sign: str) -> int:
        made = self._packed[sign]
        if sign in self._groups:
            made += self._packed[f"{sign}@{self._section}"]
        self[sign] = made
        return made


def _is_han(sign: str) -> bool:
    """Whether a sign consists of what kind_signs takes for Chinese text."""
    return all("\u4e00" <= one <= "\u9fff" or one in "0%" for one in sign)


@cache
def kind_weights() -> KindWeights:
    """The weights of the shipped readers."""
    return KindWeights(shipped_reader())
