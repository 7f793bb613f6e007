"""The checks that look at a whole review: good news only, last month not answered, problems unanswered.

Each is shown once, where the answer belongs. D03 finds every problem without a measure, so that the writer can
answer each in its place; `join_untreated` then makes one finding of those left. Without tickets, plan or
last month's actions beside the text, D01 and D02 judge the words alone and only suggest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.rule_forms import Rule, Rulebook
from service.critique.entries import Entries
from service.critique.findings import finding_of
from service.critique.inputs import CritiqueInputs
from service.critique.segments import Item, Outline, Sentence
from service.finding import Finding, Related, Severity
from service.text.lazy_patterns import lazy

ANSWERED = 0.4
"""Shared words from which an entry of the review answers one of last month's actions."""
TREATED = 0.25
"""Shared words from which a measure or task is about a problem."""
MOST_PROBLEMS = 200
"""Problems without a measure that are shown; a review with more has another fault."""
REACH = 2000
"""Code points of a problem that are read."""
_LABEL = re.compile(r"(?:问题|措施|行动|problem|measure|action)\s{0,2}(\d{1,3})", re.IGNORECASE)
_NO_PROBLEM = re.compile(
    r"(?:无|没有|暂无)(?:明显|重大)?(?:问题|风险)|小?问题(?:均|都|已|全部){1,3}(?:得到)?(?:妥善)?(?:处理|解决)"
    r"|no problems|(?<![a-z])none(?![a-z])",
    re.IGNORECASE,
)
_STATE = lazy(
    r"完成|已|未|没|关闭|延|改期|改到|取消|顺延|推迟|不再|继续|进行|待|转入|[0-9]{1,2}月[0-9]|[0-9]-[0-9]{2}"
    r"|(?<![a-z])(?:done|open|slip|drop|clos|finish|complet|still|will|moved|not|cancel|postpon|[0-9]{1,2} [a-z]{3})",
    re.IGNORECASE,
)
_MEASURES = lazy(r"(?:措施|对策|计划|measures?|actions?|plan)\s?\d{0,3}\s?:", re.IGNORECASE)
_ASIDE = lazy(r"\([^()]*\)")
_SECTIONS = ("progress", "problems", "lessons", "next_month")


def document_findings(book: Rulebook, outline: Outline, inputs: CritiqueInputs) -> list[Finding]:
    """The findings of the document rules that are on."""
    checks = {"D01": _good_news_only, "D02": _unclosed_last_month, "D03": _untreated_problems}
    found: list[Finding] = []
    for rule in book.rules:
        if rule.scope == "document" and rule.default != "off" and rule.id in checks:
            found.extend(checks[rule.id](rule, outline, inputs))
    return found


def join_untreated(book: Rulebook, outline: Outline, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with those of D03 that nobody answered joined into one, at the first such problem; the
    others are what it is `related` to."""
    left = [one for one in findings if one.rule_id == "D03" and one.suppressed is None]
    if len(left) < 2:
        return list(findings)
    left.sort(key=lambda one: one.start)
    first = left[0]
    joined = finding_of(
        outline,
        book.rule("D03"),
        first.start,
        first.end,
        section=first.section,
        item=first.item,
        item_type=first.item_type,
        related=tuple(Related(one.start, one.end, one.quote, "problem") for one in left[1:]),
        count=len(left),
    )
    dropped = set(map(id, left[1:]))
    return [joined if one is first else one for one in findings if id(one) not in dropped]


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
    left: list[str] = []
    if inputs.last_actions:
        entries = Entries(outline.copy[item.start : item.end] for item in outline.items)
        left = [one.text for one in inputs.last_actions if not _is_answered(one.text, entries)]
        if not left:
            return
    claimed = _first_claim(rule, outline)
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
            count=len(left) or 1,
        )
    elif left and outline.items:
        start, end = _heading_or_head(outline, "follow_up")
        yield finding_of(outline, rule, start, end, section="follow_up", count=len(left))


def _is_answered(action: str, entries: Entries) -> bool:
    """Whether an entry about the action says its state or a date."""
    return any(_STATE.search(text) for text in entries.about(action, ANSWERED))


def _first_claim(rule: Rule, outline: Outline) -> tuple[Sentence, tuple[int, int]] | None:
    """The first blanket claim about last month (上月各项工作均已落实到位)."""
    if rule.cues is None:
        return None
    for match in rule.cues.finditer(outline.copy):
        sentence = outline.sentence_at(match.start())
        if sentence and (cue := _cue_in(rule, outline, sentence)):
            return sentence, cue
    return None


def _untreated_problems(rule: Rule, outline: Outline, _: CritiqueInputs) -> Iterator[Finding]:
    problems = [
        item for item in outline.items if item.section == "problems" and item.type in rule.items
    ]
    if not problems:
        return
    entries = Entries(
        outline.copy[item.start : item.end]
        for item in outline.items
        if item.section in ("lessons", "next_month") or item.type == "action"
    )
    if not (entries.texts or _is_review(outline) or _MEASURES.search(outline.copy)):
        return  # minutes or a list of problems: nowhere promises measures
    numbers = {match[1] for text in entries.texts if (match := _LABEL.match(text))}
    shown = 0
    for item in problems:
        if _is_treated(rule, outline, item, entries, numbers):
            continue
        shown += 1
        if shown > MOST_PROBLEMS:
            return
        sentence = item.sentences[0]
        yield finding_of(
            outline,
            rule,
            sentence.start,
            sentence.end,
            section="problems",
            item=item.index,
            item_type=item.type,
            count=1,
        )


def _is_treated(
    rule: Rule, outline: Outline, item: Item, entries: Entries, numbers: set[str]
) -> bool:
    text = outline.copy[item.start : min(item.end, item.start + REACH)]
    if rule.exceptions is not None and rule.exceptions.search(text):
        return True
    if _NO_PROBLEM.search(text):
        return True
    number = _LABEL.match(text)
    if number and number[1] in numbers:
        return True
    return next(entries.about(text, TREATED), None) is not None


def _cue_of(rule: Rule, outline: Outline, item: Item) -> tuple[int, int] | None:
    """The cue of an item all of whose sentences are tokens (暂无问题), else None."""
    said = [one for one in item.sentences if not _ASIDE.fullmatch(outline.copy, one.start, one.end)]
    cues = [_cue_in(rule, outline, sentence) for sentence in said[:20]]
    return next(iter(cues), None) if all(cues) else None


def _cue_in(rule: Rule, outline: Outline, sentence: Sentence) -> tuple[int, int] | None:
    words = outline.copy[sentence.start : min(sentence.end, sentence.start + REACH)]
    match = rule.cues.search(words) if rule.cues else None
    if match and rule.exceptions is not None and rule.exceptions.search(words):
        return None
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
