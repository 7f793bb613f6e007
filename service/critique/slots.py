"""Whether a slot is attached to a claim: the right kind of words, in the claim's own window.

What stands in front of a cue frames it ("6月未完成的接口联调，…"), and what a neighbouring bullet says
belongs to that bullet; so most shapes clear only after the cue, in its sentence or in the next two
sentences of its own bullet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.rule_forms import Need, Shape
from service.critique.owners import names_owner
from service.critique.segments import Item, Outline, Sentence, clause_of

REACH = 600
"""Code points that a window may hold on either side; keeps a text without any full stop cheap."""
_FOLLOWING = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and where its cue stands; `cue_start == cue_end` for checks of what is absent."""

    outline: Outline
    item: Item
    sentence: Sentence
    cue_start: int
    cue_end: int


def is_cleared(claim: Claim, clears: Sequence[tuple[Need, ...]]) -> bool:
    """Whether any entry of a rule's `clears` holds, all its needs attached."""
    return any(all(_holds(claim, need) for need in needs) for needs in clears)


def _holds(claim: Claim, need: Need) -> bool:
    return any(reads(need.shape, words) for words in _windows(claim, need.where))


def reads(shape: Shape, words: str) -> bool:
    """Whether a shape stands in some words (of the readable copy)."""
    if shape.reader == "owner":
        return names_owner(words)
    return bool(shape.pattern and shape.pattern.search(words))


def _windows(claim: Claim, where: str) -> Iterable[str]:
    copy, sentence = claim.outline.copy, claim.sentence
    low = max(sentence.start, claim.cue_start - REACH)
    high = min(sentence.end, claim.cue_end + REACH)
    if claim.item.cells and where in ("item", "sentence", "after_cue"):
        yield "; ".join(f"{head}:{cell}" if head else cell for head, cell in claim.item.cells)
    elif where == "claim":
        start, end = clause_of(claim.outline, sentence, claim.cue_start)
        yield copy[max(low, start) : min(high, end)]
    elif where == "before_cue":
        yield copy[low : claim.cue_start]
    elif where == "after_cue":
        yield copy[claim.cue_end : high]
        yield from _following(claim)
    elif where == "sentence":
        yield copy[low:high]
        yield from _following(claim)
    else:
        yield from _whole(claim)


def _following(claim: Claim) -> Iterable[str]:
    """The next two sentences of the same bullet, and those of the bullets under it."""
    sentences = claim.item.sentences
    at = sentences.index(claim.sentence) if len(sentences) < 8 else _index(claim)
    for sentence in sentences[at + 1 : at + 1 + _FOLLOWING]:
        own = sentence.bullet == claim.sentence.bullet
        if not own and sentence.depth <= claim.sentence.depth:
            return
        yield claim.outline.copy[sentence.start : min(sentence.end, sentence.start + REACH)]


def _whole(claim: Claim) -> Iterable[str]:
    """The item; of a long paragraph, the sentence with its neighbours."""
    item, copy = claim.item, claim.outline.copy
    if item.kind == "bullet":
        start, end = item.start, item.end
    else:
        at = _index(claim)
        near = item.sentences[max(0, at - 1) : at + 1 + _FOLLOWING]
        start, end = near[0].start, near[-1].end
    yield copy[max(start, claim.cue_start - REACH) : min(end, claim.cue_end + 2 * REACH)]


def _index(claim: Claim) -> int:
    low, high = 0, len(claim.item.sentences)
    while low < high:
        middle = (low + high) // 2
        if claim.item.sentences[middle].start < claim.sentence.start:
            low = middle + 1
        else:
            high = middle
    return low
