"""The engine without any haste: every wording is tried on every sentence, every shape in every window.

What it finds is what the real engine must find; it says the meaning of the rules in few lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.rule_forms import Need, Rule
from service.critique.index import NEGATED, QUOTED
from service.critique.outline import Item, Outline, Sentence, clauses_of
from service.critique.owners import names_owner
from service.critique.participants import participants
from service.critique.title_lines import title_above

Found = tuple[str, int, int, tuple[int, int] | None, bool]
REACH = 600
ANOTHER = re.compile(
    r"\s{0,4}(?:[一二三四五六七八九]是|其[一二三四五六七]|第[一二三四五六七八九][,、])"
)


def plain_hits(outline: Outline, rules: Sequence[Rule]) -> list[Found]:
    """(rule, start, end, cue, certain) of every hit, by rule."""
    found: list[Found] = []
    for rule in rules:
        if rule.scope == "document" or rule.default == "off":
            continue
        if rule.cues is None and rule.maybe is None:
            found += _absent(outline, rule)
            continue
        sure = dict(_by_sentence(outline, rule, rule.cues.pattern)) if rule.cues else {}
        found += [(*hit, certain) for hit, certain in sure.values()]
        for start, (hit, _) in (
            _by_sentence(outline, rule, rule.maybe.pattern) if rule.maybe else ()
        ):
            if start not in sure:
                found.append((*hit, False))
    return found


def _by_sentence(
    outline: Outline, rule: Rule, pattern: str
) -> Iterator[tuple[int, tuple[tuple[str, int, int, tuple[int, int]], bool]]]:
    cues = re.compile(pattern, re.IGNORECASE)
    for item in outline.items:
        shown = 0
        for sentence in item.sentences:
            if not _applies(rule, item, sentence):
                continue
            if shown == 20:
                break
            words = outline.copy[sentence.start : sentence.end]
            for match in list(cues.finditer(words))[:16]:
                low, high = sentence.start + match.start(), sentence.start + match.end()
                if _is_spoken_of(words, *match.span(), rule):
                    continue
                if _is_cleared(outline, item, sentence, low, high, rule):
                    continue
                shown += 1
                start, end = _extent(outline, rule, sentence, low, high)
                certain = _is_of_kind(rule, sentence)
                yield sentence.start, ((rule.id, start, end, (low, high)), certain)
                break


def _absent(outline: Outline, rule: Rule) -> Iterator[Found]:
    for item in outline.items:
        plan = item.section == "next_month"
        number = r"\s{0,4}(?:[0-9]{1,2}[.、)]|\([0-9一二三四五六七八九十]{1,2}\))"
        listed = item.kind != "paragraph" or (
            plan and bool(re.match(number, outline.copy[item.start : item.end]))
        )
        over = False
        for one in item.sentences:
            pledge = one.pledge and "action" in rule.items
            if over and not pledge:
                continue
            typed = pledge or _applies(rule, item, one)
            if not typed and not (
                one.maybe and one.maybe in rule.items and _in_section(rule, item)
            ):
                continue
            semicolon = outline.copy[one.start : one.end].endswith(";")
            over = item.kind == "row" or (item.kind == "bullet" and not semicolon)
            if not _is_cleared(outline, item, one, one.start, one.start, rule):
                planned = plan and len(item.sentences) > 1 and one.type == "action"
                dated = "D" in rule.missing and (pledge or (planned and not semicolon))
                told = pledge or (typed and _is_of_kind(rule, one))
                yield rule.id, one.start, one.end, None, told and (listed or dated)


def _applies(rule: Rule, item: Item, sentence: Sentence) -> bool:
    return ("any" in rule.items or sentence.type in rule.items) and _in_section(rule, item)


def _is_of_kind(rule: Rule, sentence: Sentence) -> bool:
    return sentence.sure or "any" in rule.items or sentence.maybe in rule.items


def _in_section(rule: Rule, item: Item) -> bool:
    return "any" in rule.sections or (item.section or "other") in rule.sections


def _is_spoken_of(words: str, start: int, end: int, rule: Rule) -> bool:
    low = max(0, start - 200)
    near, start, end = words[low : end + 200], start - low, end - low
    if any(one.start() < start and end < one.end() for one in QUOTED.finditer(near)):
        return True
    if NEGATED.search(near[max(0, start - 30) : start]):
        return True
    if rule.exceptions is None:
        return False
    exceptions = re.compile(rule.exceptions.pattern, re.IGNORECASE)
    return any(one.start() < end and start < one.end() for one in exceptions.finditer(near))


def _is_cleared(
    outline: Outline, item: Item, sentence: Sentence, low: int, high: int, rule: Rule
) -> bool:
    people = participants(outline.copy)

    def holds(need: Need) -> bool:
        pattern = need.shape.pattern
        for words in _windows(outline, item, sentence, low, high, need.where):
            if need.shape.reader == "owner" and words and names_owner(words, people):
                return True
            if pattern and re.search(pattern.pattern, words, re.IGNORECASE):
                return True
        return False

    return any(all(holds(need) for need in needs) for needs in rule.clears)


def _windows(
    outline: Outline, item: Item, sentence: Sentence, low: int, high: int, where: str
) -> Iterator[str]:
    copy = outline.copy
    first, last = max(sentence.start, low - REACH), min(sentence.end, high + REACH)
    if item.cells and where in ("item", "entry", "sentence", "after_cue", "rest"):
        yield "; ".join(f"{head}:{cell}" if head else cell for head, cell in item.cells)
    elif where == "title":
        place = title_above(outline, item)
        if place:
            yield copy[place[0] : place[1]]
    elif where == "claim":
        start, end = _clause(outline, sentence, low)
        yield copy[max(first, start) : min(last, end)]
    elif where == "before_cue":
        yield copy[first:low]
    elif where == "entry" and item.kind != "bullet":
        yield copy[first:last]
    elif where in ("item", "entry"):
        at = item.sentences.index(sentence)
        near = item.sentences[max(0, at - 1) : at + 3]
        whole = (item.start, item.end)
        start, end = whole if item.kind == "bullet" else (near[0].start, near[-1].end)
        yield copy[max(start, low - REACH) : min(end, high + 2 * REACH)]
    else:
        if where != "next":
            yield copy[high if where in ("after_cue", "rest") else first : last]
        if where == "rest":
            return
        at = item.sentences.index(sentence)
        for after in item.sentences[at + 1 : at + 3]:
            if after.bullet != sentence.bullet and after.depth <= sentence.depth:
                return
            if ANOTHER.match(copy, after.start):
                return
            yield copy[after.start : min(after.end, after.start + REACH)]


def _clause(outline: Outline, sentence: Sentence, at: int) -> tuple[int, int]:
    return next((start, end) for start, end in clauses_of(outline, sentence) if end >= at)


def _extent(
    outline: Outline, rule: Rule, sentence: Sentence, low: int, high: int
) -> tuple[int, int]:
    if rule.scope != "clause":
        return sentence.start, sentence.end
    start, end = _clause(outline, sentence, low)
    while start < low and outline.text[start].isspace():
        start += 1
    return start, max(end, high)
