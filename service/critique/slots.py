"""Whether a slot is attached to a claim: the right kind of words, in the claim's own window.

What stands in front of a cue frames it ("6月未完成的接口联调，…"), and what a neighbouring bullet says
belongs to that bullet; so most shapes clear only after the cue, in its sentence or in the next two
sentences of its own bullet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.anchors import fold_case
from service.critique.index import Index, Requirement, Sights
from service.critique.outline import Item, Outline, Sentence, clauses_of
from service.critique.owners import names_owner
from service.critique.participants import participants
from service.critique.title_lines import title_above

REACH = 600
"""Code points that a window may hold on either side; keeps a text without any full stop cheap."""
_FOLLOWING = 2
ANOTHER = re.compile(
    r"\s{0,4}(?:[一二三四五六七八九]是|其[一二三四五六七]|第[一二三四五六七八九][,、])"
)
"""What opens the next matter of a list in running text: it answers nothing about the one before."""


@dataclass(slots=True)
class Claim:
    """A claim and where its cue stands; `cue_start == cue_end` for checks of what is absent. `number`
    is that of its sentence in the outline."""

    number: int
    item: Item
    sentence: Sentence
    cue_start: int
    cue_end: int


class Slots:
    """Answers for one text whether shapes are attached to its claims. Several rules ask about the same
    shape in the same window, so answers are kept."""

    def __init__(self, outline: Outline, index: Index, sights: Sights) -> None:
        self._outline = outline
        self._index = index
        self._sights = sights
        self._answers: dict[tuple[int, int, int], bool] = {}
        self._people: frozenset[str] | None = None
        self._above: tuple[Item | None, tuple[int, int] | None] = (None, None)
        self._titles: dict[tuple[int, int], int] = {}
        self._clauses: tuple[Sentence | None, tuple[tuple[int, int], ...]] = (None, ())

    def is_cleared(self, claim: Claim, clears: Sequence[tuple[Requirement, ...]]) -> bool:
        """Whether any entry of a rule's `clears` holds, all its needs attached."""
        item = claim.item
        alone = len(item.sentences) == 1 and not item.cells
        within = self._sights.masks[claim.number] if alone else -1
        for needs in clears:
            for need in needs:
                if need.mask and not need.mask & within and need.where != "title":
                    break  # none of its words stands in the one sentence that could answer
                if not self._holds(claim, need):
                    break
            else:
                return True
        return False

    def clause(self, sentence: Sentence, at: int) -> tuple[int, int]:
        """The clause of a sentence that holds the code point `at`."""
        if self._clauses[0] is not sentence:
            self._clauses = (sentence, tuple(clauses_of(self._outline, sentence)))
        clauses = self._clauses[1]
        for start, end in clauses:
            if end >= at:
                return start, end
        return clauses[-1]

    def _holds(self, claim: Claim, need: Requirement) -> bool:
        where, sentence = need.where, claim.sentence
        if claim.item.cells and where in ("item", "entry", "sentence", "after_cue", "rest"):
            return self._row_holds(claim.item, need)
        if where == "item" or (where == "entry" and claim.item.kind == "bullet"):
            return self._whole_holds(claim, need)
        if where == "title":
            return self._title_holds(claim.item, need)
        low = max(sentence.start, claim.cue_start - REACH)
        high = min(sentence.end, claim.cue_end + REACH)
        mask = self._sights.masks[claim.number]
        if where == "entry":
            return self._reads(need, mask, low, high)
        if where == "next":
            return self._follows(claim, need)
        if where == "before_cue":
            return self._reads(need, mask, low, claim.cue_start)
        if where == "claim":
            if need.mask and not need.mask & mask:
                return False
            start, end = self.clause(sentence, claim.cue_start)
            return self._reads(need, mask, max(low, start), min(high, end))
        begin = claim.cue_end if where in ("after_cue", "rest") else low
        if where == "rest":
            return self._reads(need, mask, begin, high)
        return self._reads(need, mask, begin, high) or self._follows(claim, need)

    def _follows(self, claim: Claim, need: Requirement) -> bool:
        """Whether a shape stands in the next two sentences of the same bullet, or of those under it."""
        sentence, sentences = claim.sentence, self._outline.sentences
        for at in range(claim.number + 1, min(claim.number + 1 + _FOLLOWING, len(sentences))):
            after = sentences[at]
            if after.item != sentence.item:
                return False
            if after.bullet != sentence.bullet and after.depth <= sentence.depth:
                return False
            if ANOTHER.match(self._outline.copy, after.start):
                return False
            end = min(after.end, after.start + REACH)
            if self._reads(need, self._sights.masks[at], after.start, end):
                return True
        return False

    def _whole_holds(self, claim: Claim, need: Requirement) -> bool:
        """Whether a shape stands in the item; of a long paragraph, in the sentence's neighbourhood."""
        item = claim.item
        start, end = item.start, item.end
        if item.kind != "bullet":
            at = claim.number - item.first
            near = item.sentences[max(0, at - 1) : at + 1 + _FOLLOWING]
            start, end = near[0].start, near[-1].end
        start, end = max(start, claim.cue_start - REACH), min(end, claim.cue_end + 2 * REACH)
        mask = 0
        if need.mask:
            alone = len(item.sentences) == 1
            sights = self._sights
            mask = sights.masks[claim.number] if alone else sights.between(start, end)
        return self._reads(need, mask, start, end)

    def _reads(self, need: Requirement, mask: int, start: int, end: int) -> bool:
        """Whether a shape stands in [start, end), of which no more than `mask` can hold."""
        if start >= end or (need.mask and not need.mask & mask):
            return False
        key = (id(need.shape), start, end)
        answer = self._answers.get(key)
        if answer is None:
            words = self._outline.copy[start:end]
            answer = self._answers[key] = self._stands(need, mask, words)
        return answer

    def _stands(self, need: Requirement, mask: int, words: str) -> bool:
        """Whether a shape stands in some words with these bits."""
        if need.shape.reader == "owner":
            if self._people is None:
                self._people = participants(self._outline.copy)
            return names_owner(words, self._people)
        index, wanted = self._index, need.mask & mask
        needs = index.needs
        while wanted:
            low = wanted & -wanted
            wanted ^= low
            bit = low.bit_length() - 1
            also = needs[bit]
            if (not also or mask & also == also) and index.pattern(bit).search(words):
                return True
        return False

    def _title_holds(self, item: Item, need: Requirement) -> bool:
        """The same for the line that an entry stands under."""
        if self._above[0] is not item:
            self._above = (item, title_above(self._outline, item))
        place = self._above[1]
        if place is None:
            return False
        mask = self._titles.get(place)
        if mask is None:
            words = self._outline.copy[place[0] : place[1]]
            mask = self._titles[place] = self._index.mask(fold_case(words))
        return self._reads(need, mask, *place)

    def _row_holds(self, item: Item, need: Requirement) -> bool:
        """The same for a row of a table: its cells under their headers."""
        key = (id(need.shape), -1, item.index)
        answer = self._answers.get(key)
        if answer is None:
            words = "; ".join(f"{head}:{cell}" if head else cell for head, cell in item.cells)
            mask = self._index.mask(fold_case(words)) if need.mask else 0
            answer = self._answers[key] = self._stands(need, mask, words)
        return answer
