"""The checks that look at a whole review: good news only, last month not answered, problems unanswered.

Each gives at most one finding, shown at the place where the answer belongs. Without tickets, plan or
last month's actions beside the text, D01 and D02 judge the words alone and only suggest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.rule_forms import Rule, Rulebook
from service.critique.findings import finding_of
from service.critique.inputs import CritiqueInputs
from service.critique.segments import Item, Outline, Sentence
from service.review import Finding, Related, Severity
from service.text.likeness import overlap, shape

ANSWERED = 0.4
"""Shared words from which an entry of the review answers one of last month's actions."""
TREATED = 0.25
"""Shared words from which a measure or task is about a problem."""
_LABEL = re.compile(r"(?:问题|措施|行动|problem|measure|action)\s{0,2}(\d{1,3})", re.IGNORECASE)
_KEY = re.compile(r"(?<![A-Za-z0-9])(?:A\d{1,3}|Q\d{1,3}|#\d{1,6}|[A-Z]{2,9}-\d{1,6})(?!\d)")
_NO_PROBLEM = re.compile(
    r"(?:无|没有|暂无)(?:明显|重大)?(?:问题|风险)|no problems|none", re.IGNORECASE
)
_SECTIONS = ("progress", "problems", "lessons", "next_month")


def document_findings(book: Rulebook, outline: Outline, inputs: CritiqueInputs) -> list[Finding]:
    """The findings of the document rules that are on."""
    checks = {"D01": _good_news_only, "D02": _unclosed_last_month, "D03": _untreated_problems}
    found: list[Finding] = []
    for rule in book.rules:
        if rule.scope == "document" and rule.default != "off" and rule.id in checks:
            found.extend(checks[rule.id](rule, outline, inputs))
    return found


def _good_news_only(rule: Rule, outline: Outline, inputs: CritiqueInputs) -> Iterator[Finding]:
    items = [item for item in outline.items if item.section == "problems"]
    count = len(inputs.open_tickets) + len(inputs.plan)
    token = [_cue_of(rule, outline, item) for item in items]
    if items and not all(token):
        return
    if items:
        first, cue = items[0], token[0]
        severity: Severity | None = None if count else "suggestion"
        yield finding_of(
            outline,
            rule,
            first.sentences[0].start,
            first.sentences[-1].end,
            section="problems",
            item=first.index,
            item_type=first.type,
            cue=cue,
            severity=severity,
            count=count,
        )
    elif count and _is_review(outline):
        start, end = _heading_or_head(outline, "problems")
        yield finding_of(outline, rule, start, end, section="problems", count=count)


def _unclosed_last_month(rule: Rule, outline: Outline, inputs: CritiqueInputs) -> Iterator[Finding]:
    claimed = next(
        ((s, cue) for s in _sentences(outline) if (cue := _cue_in(rule, outline, s))), None
    )
    texts = [outline.copy[item.start : item.end] for item in outline.items]
    left = [action.text for action in inputs.last_actions if not _is_answered(action.text, texts)]
    if inputs.last_actions and not left:
        return
    if claimed is not None:
        sentence, cue = claimed
        item = outline.items[sentence.item]
        yield finding_of(
            outline,
            rule,
            sentence.start,
            sentence.end,
            section=item.section,
            item=item.index,
            item_type=item.type,
            cue=cue,
            severity=None if left else "suggestion",
            count=len(left),
        )
    elif left and outline.items:
        start, end = _heading_or_head(outline, "follow_up")
        yield finding_of(outline, rule, start, end, section="follow_up", count=len(left))


def _is_answered(action: str, texts: Sequence[str]) -> bool:
    made = shape(action)
    keys = set(_KEY.findall(action))
    bare = "".join(action.split())
    return any(
        (keys and keys & set(_KEY.findall(text)))
        or bare in "".join(text.split())
        or overlap(made, shape(text)) >= ANSWERED
        for text in texts
    )


def _untreated_problems(rule: Rule, outline: Outline, _: CritiqueInputs) -> Iterator[Finding]:
    answers = [
        outline.copy[item.start : item.end]
        for item in outline.items
        if item.section in ("lessons", "next_month") or item.type == "action"
    ]
    open_items = [
        item
        for item in outline.items
        if item.section == "problems"
        and item.type in rule.items
        and not _is_treated(rule, outline, item, answers)
    ]
    if not open_items:
        return
    first = open_items[0]
    sentence = first.sentences[0]
    yield finding_of(
        outline,
        rule,
        sentence.start,
        sentence.end,
        section="problems",
        item=first.index,
        item_type=first.type,
        related=tuple(_related(outline, item) for item in open_items[1:]),
        count=len(open_items),
    )


def _is_treated(rule: Rule, outline: Outline, item: Item, answers: Sequence[str]) -> bool:
    text = outline.copy[item.start : item.end]
    if rule.exceptions is not None and rule.exceptions.search(text):
        return True
    if _NO_PROBLEM.search(text):
        return True
    number = _LABEL.match(text)
    keys = set(_KEY.findall(text))
    made = shape(text)
    for answer in answers:
        label = _LABEL.match(answer)
        if number and label and number[1] == label[1]:
            return True
        if keys & set(_KEY.findall(answer)) or overlap(made, shape(answer)) >= TREATED:
            return True
    return False


def _related(outline: Outline, item: Item) -> Related:
    sentence = item.sentences[0]
    quote = outline.text[sentence.start : sentence.end]
    return Related(sentence.start, sentence.end, quote, "problem")


def _cue_of(rule: Rule, outline: Outline, item: Item) -> tuple[int, int] | None:
    """The cue of an item all of whose sentences are tokens (暂无问题), else None."""
    cues = [_cue_in(rule, outline, sentence) for sentence in item.sentences]
    return next(iter(cues), None) if all(cues) else None


def _cue_in(rule: Rule, outline: Outline, sentence: Sentence) -> tuple[int, int] | None:
    words = outline.copy[sentence.start : sentence.end]
    if rule.cues is None or (rule.exceptions is not None and rule.exceptions.search(words)):
        return None
    match = rule.cues.search(words)
    return (sentence.start + match.start(), sentence.start + match.end()) if match else None


def _sentences(outline: Outline) -> Iterator[Sentence]:
    for item in outline.items:
        yield from item.sentences


def _is_review(outline: Outline) -> bool:
    """Whether the text has at least two of the sections of a review; notes have no problem section."""
    named = {heading.section for heading in outline.headings}
    named |= {item.section for item in outline.items}
    return len(named & set(_SECTIONS)) >= 2


def _heading_or_head(outline: Outline, section: str) -> tuple[int, int]:
    """The heading of the section, else the first words of the document."""
    for heading in outline.headings:
        if heading.section == section:
            return heading.start, heading.end
    if outline.headings:
        return outline.headings[0].start, outline.headings[0].end
    first = next(_sentences(outline))
    return first.start, first.end
