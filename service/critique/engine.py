"""The decision: a claim is flagged when its cue is present and no clearing slot is attached to it.

Each rule's cues are looked for once over the whole text, so the cost grows with the text and not with
the number of sentences. A claim inside quotation marks, or one that is negated, is not the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.rule_forms import Rule
from service.critique.segments import Item, Outline, Sentence, clause_of
from service.critique.slots import Claim, is_cleared

_CUES_A_SENTENCE = 16
_CARDS_AN_ITEM = 20
"""Claims of one check that are looked at in one item; a bullet of a thousand sentences stays cheap."""
_QUOTED = re.compile(
    r"“[^“”\r\n]{0,200}”|「[^「」\r\n]{0,200}」|『[^『』\r\n]{0,200}』|\"[^\"\r\n]{0,200}\""
)
_NEGATED = re.compile(
    r"(?:不再|不要|不得|禁止|杜绝|避免|拒绝|不能|不许|取消|防止)[^,。;!?]{0,8}$"
    r"|(?:no longer|avoid|instead of|stop)[a-z ]{0,20}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hit:
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
    hits: list[Hit] = []
    for rule in rules:
        if rule.default == "off" or rule.scope == "document":
            continue
        if rule.cues is None and rule.maybe is None:
            hits += _absence_hits(outline, rule)
            continue
        sure = list(_cue_hits(outline, rule, rule.cues)) if rule.cues else []
        hits += sure
        if rule.maybe is not None:
            told = {hit.sentence.start for hit in sure}
            unsure = _cue_hits(outline, rule, rule.maybe)
            hits += [
                replace(hit, certain=False) for hit in unsure if hit.sentence.start not in told
            ]
    return hits


def _applies(rule: Rule, item: Item) -> bool:
    return ("any" in rule.items or item.type in rule.items) and (
        "any" in rule.sections or (item.section or "other") in rule.sections
    )


def _cue_hits(outline: Outline, rule: Rule, cues: re.Pattern[str]) -> Iterator[Hit]:
    done: Sentence | None = None
    current: Sentence | None = None
    tried = 0
    shown = (-1, 0)
    for match in cues.finditer(outline.copy):
        sentence = current
        if sentence is None or match.start() >= sentence.end or match.start() < sentence.start:
            sentence = outline.sentence_at(match.start())
            current, tried = sentence, 0
        tried += 1
        if sentence is None or sentence is done or tried > _CUES_A_SENTENCE:
            continue
        item = outline.items[sentence.item]
        shown = shown if shown[0] == item.index else (item.index, 0)
        if shown[1] >= _CARDS_AN_ITEM:
            continue
        cue = match.span()
        if not _applies(rule, item) or not _is_claim(outline, rule, sentence, cue):
            continue
        if not is_cleared(Claim(outline, item, sentence, *cue), rule.clears):
            done = sentence
            shown = (item.index, shown[1] + 1)
            start, end = _extent(outline, rule, sentence, cue)
            yield Hit(rule, item, sentence, start, end, cue, item.sure or "any" in rule.items)


def _absence_hits(outline: Outline, rule: Rule) -> Iterator[Hit]:
    for item in outline.items:
        if not _applies(rule, item):
            continue
        sentence = item.sentences[0]
        claim = Claim(outline, item, sentence, sentence.start, sentence.start)
        if not is_cleared(claim, rule.clears):
            yield Hit(rule, item, sentence, sentence.start, sentence.end, None, item.sure)


def _is_claim(outline: Outline, rule: Rule, sentence: Sentence, cue: tuple[int, int]) -> bool:
    low, high = max(sentence.start, cue[0] - 200), min(sentence.end, cue[1] + 200)
    words = outline.copy[low:high]
    start, end = cue[0] - low, cue[1] - low
    if any(quoted.start() < start and end < quoted.end() for quoted in _QUOTED.finditer(words)):
        return False
    if _NEGATED.search(words[max(0, start - 30) : start]):
        return False
    if rule.exceptions is None:
        return True
    return not any(
        one.start() < end and start < one.end() for one in rule.exceptions.finditer(words)
    )


def _extent(
    outline: Outline, rule: Rule, sentence: Sentence, cue: tuple[int, int]
) -> tuple[int, int]:
    if rule.scope != "clause":
        return sentence.start, sentence.end
    start, end = clause_of(outline, sentence, cue[0])
    end = max(end, cue[1])
    while start < cue[0] and outline.text[start].isspace():
        start += 1
    return start, end
