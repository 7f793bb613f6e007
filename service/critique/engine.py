"""The decision: a claim is flagged when its cue is present and no clearing slot is attached to it.

One walk over the text tells which wordings may stand in which sentence (index); only those are tried
there, so the cost grows with what is found and hardly with the number of rules. A claim inside
quotation marks, or one that is negated, is not the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.rule_forms import Rule
from knowledge.wordings import leftmost
from service.critique.index import NEGATED, QUOTED, Group, Index, Sights, applies, index_of
from service.critique.outline import Item, Outline, Sentence
from service.critique.slots import Claim, Slots

_CUES_A_SENTENCE = 16
_CARDS_AN_ITEM = 20
"""Claims of one check that are looked at in one item; a bullet of a thousand sentences stays cheap."""
_NUMBERED = re.compile(r"\s{0,4}(?:[0-9]{1,2}[.、)]|\([0-9一二三四五六七八九十]{1,2}\))")
_NEAR = 200
"""Code points on either side of a cue in which quotation marks and exceptions are looked for."""


class Hit(NamedTuple):
    """A rule that fired on a claim [start, end); `cue` is None for checks of what is absent.

    `certain` is False where the rule alone cannot tell: its cue is one of `maybe`, or the item's type is
    a guess. Such a hit is no finding until a second reader says so.
    """

    rule: Rule
    item: Item
    sentence: Sentence
    start: int
    end: int
    cue: tuple[int, int] | None
    certain: bool = True


def find_hits(outline: Outline, rules: Sequence[Rule]) -> list[Hit]:
    """All hits of the sentence and action rules in the order of rules, at most one a sentence and rule,
    certain or not."""
    return _Run(outline, index_of(rules)).hits()


class _Run:
    """One text under one set of rules."""

    def __init__(self, outline: Outline, index: Index) -> None:
        self.outline = outline
        self.index = index
        self.sights = Sights(index, outline.copy, outline.sentence_starts)
        self.slots = Slots(outline, index, self.sights)
        self.found: list[list[Hit]] = [[] for _ in index.rules]
        self.unsure: list[list[Hit]] = [[] for _ in index.rules]

    def hits(self) -> list[Hit]:
        """Every hit, by rule."""
        index, outline = self.index, self.outline
        sentences, items = outline.sentences, outline.items
        shown: dict[int, int] = {}
        item: Item | None = None
        for number, mask in enumerate(self.sights.masks):
            mask &= index.cues
            if not mask:
                continue
            sentence = sentences[number]
            if item is None or item.index != sentence.item:
                item = items[sentence.item]
                shown = {}
            mask &= index.applicable(sentence.type, item.section)
            if mask:
                self._sentence(number, sentence, item, mask, shown)
        for order, rule in index.absent:
            self.found[order] = list(self._absent(rule))
        return [
            hit
            for sure, unsure in zip(self.found, self.unsure, strict=True)
            for hit in (*sure, *unsure)
        ]

    def _sentence(
        self, number: int, sentence: Sentence, item: Item, wanted: int, shown: dict[int, int]
    ) -> None:
        """Look for the cues that may stand in a sentence, and judge them list by list of each rule."""
        index, mask = self.index, self.sights.masks[number]
        needs, group_of, pattern = index.needs, index.group_of, index.pattern
        words = self.outline.copy[sentence.start : sentence.end]
        lists: list[tuple[Group, list[int]]] = []
        last: Group | None = None
        while wanted:
            low = wanted & -wanted
            wanted ^= low
            bit = low.bit_length() - 1
            need = needs[bit]
            if (need and mask & need != need) or pattern(bit).search(words) is None:
                continue  # most wordings: their words stand there, but not side by side
            group = group_of[bit]
            if group is not last:
                last = group
                lists.append((group, []))
            lists[-1][1].append(bit)
        told = -1
        for group, own in lists:
            key = group.order if group.certain else ~group.order
            if (not group.certain and told == group.order) or shown.get(key, 0) >= _CARDS_AN_ITEM:
                continue
            hit = self._hit(number, sentence, item, words, group, own)
            if hit is not None:
                shown[key] = shown.get(key, 0) + 1
                if group.certain:
                    told = group.order
                (self.found if group.certain else self.unsure)[group.order].append(hit)

    def _hit(
        self, number: int, sentence: Sentence, item: Item, words: str, group: Group, own: list[int]
    ) -> Hit | None:
        rule = group.rule
        for tried, (low, high) in enumerate(self._cues(sentence, words, own)):
            if tried >= _CUES_A_SENTENCE:
                return None
            if self._is_spoken_of(number, words, low, high, rule):
                continue
            start = sentence.start
            claim = Claim(number, item, sentence, start + low, start + high)
            if self.slots.is_cleared(claim, self.index.clears[rule.id]):
                continue
            certain = group.certain and _is_of_kind(rule, sentence)
            begin, end = self._extent(rule, sentence, start + low, start + high)
            return Hit(rule, item, sentence, begin, end, (start + low, start + high), certain)
        return None

    def _cues(self, sentence: Sentence, words: str, own: list[int]) -> Iterator[tuple[int, int]]:
        """Where the cues of some bits stand in the words of a sentence."""
        literal = self.index.wordings[own[0]].literal if len(own) == 1 else ""
        if not literal:
            return map(re.Match.span, leftmost([self.index.pattern(bit) for bit in own], words))
        return self._literals(sentence, literal)

    def _literals(self, sentence: Sentence, literal: str) -> Iterator[tuple[int, int]]:
        folded, start, size = self.sights.folded, sentence.start, len(literal)
        at = folded.find(literal, start, sentence.end)
        while at >= 0:
            yield at - start, at - start + size
            at = folded.find(literal, at + size, sentence.end)

    def _absent(self, rule: Rule) -> Iterator[Hit]:
        """What is absent from a bullet or row is said once, and of each part of it that a semicolon
        ends or that promises something. In running text only the day of a promise or of a plan is
        missed for sure: what else a sentence lacks there may go without saying."""
        clears, copy = self.index.clears[rule.id], self.outline.copy
        for item in self.outline.items:
            listed = item.kind != "paragraph" or _is_numbered_plan(item, copy)
            opens = True
            for number, sentence in enumerate(item.sentences, item.first):
                pledge = sentence.pledge and "action" in rule.items
                if item.kind != "paragraph" and not (opens or pledge):
                    continue
                typed = pledge or applies(rule, sentence.type, item.section)
                if not (typed or (sentence.maybe and applies(rule, sentence.maybe, item.section))):
                    continue
                opens = item.kind == "bullet" and copy[sentence.end - 1] == ";"
                claim = Claim(number, item, sentence, sentence.start, sentence.start)
                if not self.slots.is_cleared(claim, clears):
                    told = pledge or (typed and _is_of_kind(rule, sentence))
                    dated = "D" in rule.missing and (pledge or _is_planned(item, sentence, copy))
                    certain = told and (listed or dated)
                    yield Hit(rule, item, sentence, sentence.start, sentence.end, None, certain)

    def _is_spoken_of(self, number: int, words: str, start: int, end: int, rule: Rule) -> bool:
        """Whether a cue is quoted, negated or an exception: words that the writer does not claim."""
        mask, index = self.sights.masks[number], self.index
        excepted = mask & index.exceptions[rule.id]
        if not (excepted or mask & (index.quotes | index.negations)):
            return False
        low = max(0, start - _NEAR)
        near = words[low : end + _NEAR]
        start, end = start - low, end - low
        if mask & index.quotes and any(
            one.start() < start and end < one.end() for one in QUOTED.finditer(near)
        ):
            return True
        if mask & index.negations and NEGATED.search(near[max(0, start - 30) : start]):
            return True
        return bool(excepted) and any(
            one.start() < end and start < one.end()
            for one in leftmost(index.patterns(excepted, mask), near)
        )

    def _extent(self, rule: Rule, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        if rule.scope != "clause":
            return sentence.start, sentence.end
        first, last = self.slots.clause(sentence, start)
        text = self.outline.text
        while first < start and text[first].isspace():
            first += 1
        return first, max(last, end)


def _is_numbered_plan(item: Item, copy: str) -> bool:
    """Whether a line of a plan begins with a number that no blank follows: `1.5月中旬完成…`."""
    return item.section == "next_month" and _NUMBERED.match(copy, item.start) is not None


def _is_planned(item: Item, sentence: Sentence, copy: str) -> bool:
    """Whether a sentence stands in a paragraph that tells the plan, among others; a line of its own may
    be a signature, and `draft the note; Ann, 8 March` goes on behind its semicolon."""
    return (
        item.section == "next_month"
        and len(item.sentences) > 1
        and sentence.type == "action"
        and not copy.endswith(";", sentence.start, sentence.end)
    )


def _is_of_kind(rule: Rule, sentence: Sentence) -> bool:
    """Whether a sentence is surely one the rule looks at: whatever kind it may be, the rule means it."""
    return sentence.sure or "any" in rule.items or sentence.maybe in rule.items
