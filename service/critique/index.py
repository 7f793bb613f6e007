"""All wordings of a set of rules in one automaton: one walk over a text tells which may stand where.

Every wording has a bit. A word of its rarest set of anchors, met in the text, sets the bit in the
stretch it stands in; its other sets have bits too. Wordings whose bits are not all set cannot match there
and are never tried. A stretch is a sentence with what stands between it and the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.anchors import anchors_of, fold_case
from knowledge.rule_forms import Need, Rule, Shape
from knowledge.wordings import Wording, Wordings, compiled
from service.critique.word_finder import word_finder
from service.text.lazy_patterns import lazy

QUOTED = lazy(
    r"“[^“”\r\n]{0,200}”|「[^「」\r\n]{0,200}」|『[^『』\r\n]{0,200}』|\"[^\"\r\n]{0,200}\""
)
NEGATED = lazy(
    r"(?:不再|不要|不得|禁止|杜绝|避免|拒绝|不能|不许|取消|防止)[^,。;!?]{0,8}$"
    r"|(?:no longer|avoid|instead of|stop)[a-z ]{0,20}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The cues or the `maybe` of one rule: the bits of its wordings, lowest first."""

    rule: Rule
    order: int
    mask: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """A need with the bits of its shape; a shape that code reads has none."""

    shape: Shape
    where: str
    mask: int


class Index:
    """The wordings of some rules, ready to be looked for. Costs a few milliseconds to make."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.always = 0
        self.needs: list[int] = []
        self._flags = 0
        self.wordings: list[Wording] = []
        self._anchored: dict[str, int] = {}
        self._sets: dict[tuple[str, ...], int] = {}
        self._shapes: dict[int, int] = {}
        self.cues = 0
        self.absent: list[tuple[int, Rule]] = []
        self.groups: list[Group] = []
        self.group_of: dict[int, Group] = {}
        self.exceptions: dict[str, int] = {}
        self.clears: dict[str, tuple[tuple[Requirement, ...], ...]] = {}
        for order, rule in enumerate(self.rules):
            self._add_rule(order, rule)
        self._add_sets()
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self.wordings)
        self.quotes = self._flag(tuple('“「『"'))
        self.negations = self._flag(anchors_of(NEGATED.pattern)[0])
        self._applicable: dict[tuple[str, str], int] = {}
        self._automaton = word_finder(self._anchored, 0)

    def masks(self, folded: str, starts: Sequence[int]) -> list[int]:
        """The bits of each stretch; stretch n runs from starts[n] to the next start."""
        always = self.always
        found = [always] * len(starts)
        if not starts or not self._anchored:
            return found
        ends = [*starts[1:], len(folded) + 1]
        at, until, mask = 0, ends[0], always
        for end, bits in self._automaton.iter(folded):
            while end >= until:
                found[at] = mask
                at += 1
                until, mask = ends[at], always
            mask |= bits
        found[at] = mask
        return found

    def mask(self, folded: str) -> int:
        """The bits of one text."""
        mask = self.always
        if self._anchored:
            for _, bits in self._automaton.iter(folded):
                mask |= bits
        return mask

    def applicable(self, item_type: str, section: str) -> int:
        """The bits of the cues of all rules that look at such an item."""
        key = (item_type, section)
        mask = self._applicable.get(key)
        if mask is None:
            mask = 0
            for group in self.groups:
                if applies(group.rule, item_type, section):
                    mask |= group.mask
            self._applicable[key] = mask
        return mask

    def patterns(self, wanted: int, mask: int) -> list[re.Pattern[str]]:
        """The patterns of the wanted bits, in their order, that can match where `mask` is."""
        found = []
        while wanted:
            low = wanted & -wanted
            wanted ^= low
            bit = low.bit_length() - 1
            need = self.needs[bit]
            if mask & need == need:
                found.append(self.pattern(bit))
        return found

    def pattern(self, bit: int) -> re.Pattern[str]:
        """The pattern of a bit, compiled when it is first needed."""
        found = self._compiled[bit]
        if found is None:
            found = self._compiled[bit] = compiled(self.wordings[bit].pattern)
        return found

    def _add_rule(self, order: int, rule: Rule) -> None:
        if rule.default == "off" or rule.scope == "document":
            return
        if rule.cues is None and rule.maybe is None:
            self.absent.append((order, rule))
        for own, certain in ((rule.cues, True), (rule.maybe, False)):
            if own is not None:
                group = Group(rule, order, self._add(own), certain)
                self.groups.append(group)
                self.cues |= group.mask
                self.group_of.update(dict.fromkeys(bits_of(group.mask), group))
        self.exceptions[rule.id] = self._add(rule.exceptions) if rule.exceptions else 0
        self.clears[rule.id] = tuple(
            tuple(sorted(map(self._requirement, needs), key=_costs)) for needs in rule.clears
        )

    def _requirement(self, need: Need) -> Requirement:
        key = id(need.shape)
        if key not in self._shapes:
            self._shapes[key] = self._add(need.shape.pattern) if need.shape.pattern else 0
        return Requirement(need.shape, need.where, self._shapes[key])

    def _add(self, own: Wordings) -> int:
        mask = 0
        for part in own.parts:
            bit = 1 << len(self.wordings)
            self.wordings.append(part)
            if part.anchors:
                self._anchor(bit, part.anchors[0])
            else:
                self.always |= bit
            mask |= bit
        return mask

    def _add_sets(self) -> None:
        """Give bits to the sets of anchors behind the rarest; many wordings share theirs."""
        for part in self.wordings:
            need = 0
            for words in part.anchors[1:]:
                if words not in self._sets:
                    self._sets[words] = self._flag(words)
                need |= self._sets[words]
            self.needs.append(need)

    def _flag(self, words: tuple[str, ...]) -> int:
        """A bit of its own for a set of words."""
        self._flags += 1
        bit = 1 << (len(self.wordings) + self._flags)
        self._anchor(bit, words)
        return bit

    def _anchor(self, bit: int, words: tuple[str, ...]) -> None:
        for word in words:
            self._anchored[word] = self._anchored.get(word, 0) | bit


class Sights:
    """What one text may hold where; made by one walk over it."""

    def __init__(self, index: Index, copy: str, starts: Sequence[int]) -> None:
        self.folded = fold_case(copy)
        self.masks = index.masks(self.folded, starts)
        self._starts = starts

    def between(self, start: int, end: int) -> int:
        """The bits of all stretches that [start, end) touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        mask = self.masks[first]
        for at in range(first + 1, len(self._starts)):
            if self._starts[at] >= end:
                break
            mask |= self.masks[at]
        return mask


def _costs(need: Requirement) -> bool:
    """Whether a need is read by code: asked last, since most entries fail by their words before."""
    return not need.mask


def applies(rule: Rule, item_type: str, section: str) -> bool:
    """Whether a rule looks at items of a type in a section."""
    return ("any" in rule.items or item_type in rule.items) and (
        "any" in rule.sections or (section or "other") in rule.sections
    )


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the set bits from the lowest up."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Same:
    """Rules told apart by identity, which is cheap; whoever holds this keeps them alive."""

    __slots__ = ("_key", "rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._key = tuple(map(id, self.rules))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._key == other._key


def index_of(rules: Sequence[Rule]) -> Index:
    """The index of these rules; those of the last few sets of rules are kept."""
    return _made(_Same(rules))


@lru_cache(maxsize=8)
def _made(same: _Same) -> Index:
    return Index(same.rules)
