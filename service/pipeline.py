"""The steps of a draft in order: read this file first.

sources -> fact cards -> matters -> last month answered -> four sections -> grounding -> ledger ->
findings. Each step is one function from values to values; nothing here reads or writes a store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from knowledge.rule_forms import Rulebook
from prompts import say
from service.critique import critique, inputs_of
from service.drafting.material import Material, Promised, Written
from service.drafting.rule_writer import write_sections
from service.errors import EmptyInput, WrongMonth
from service.export.markdown import draft_markdown
from service.facts.conflicts import Found, find_conflicts
from service.facts.ledger import build_ledger
from service.facts.notices import notices_of
from service.facts.origins import origins_of
from service.facts.period import read_period
from service.facts.rule_reader import read_facts
from service.facts.spellings import for_checking, with_joined_owners
from service.facts.talk import speakers_of
from service.follow_up import Answered, answer_last_month
from service.grounding import ground
from service.matters import Matter, group_matters
from service.recall import SimilarProblem, case_finder
from service.review import (
    Draft,
    Finding,
    Item,
    Language,
    Sentence,
    SignedReview,
    Source,
    SourceRef,
)

STEPS = ("facts", "follow_up", "drafting", "grounding", "critique")
"""The names that `progress` is called with, in order."""

Similar = Callable[[str], Sequence[SimilarProblem]]
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MONTH = re.compile(r"20\d{2}-(?:0[1-9]|1[0-2])")


def draft_month(
    *,
    project: str,
    month: str,
    sources: Sequence[Source],
    language: Language | None = None,
    last_review: SignedReview | None = None,
    similar: Similar | None = None,
    progress: Callable[[str], None] | None = None,
    spellings: Mapping[str, str] | None = None,
    rules: Rulebook | None = None,
) -> Draft:
    """The draft of one project's month from its sources, by rules.

    `language` defaults to that of most sources. `similar` finds like problems in past signed reviews.
    `spellings` are names as written and the persons whom somebody confirmed them to be: owners are
    joined by them, the evidence stays as written. `rules` are proved critique rules in place of the
    shipped ones.
    Raises WrongMonth for a month that is not YYYY-MM, EmptyInput when there is no source.
    """
    check_month(month)
    _require(sources)
    report = progress or (lambda _: None)
    language = language or _language_of(sources)
    report("facts")
    period = read_period(sources, month)
    read = period.sources
    cards = with_joined_owners(
        (card for source in read for card in read_facts(source, month) if period.reads(card)),
        spellings or {},
    )
    matters = group_matters(cards)
    conflicts = find_conflicts(matters)
    report("follow_up")
    answered = answer_last_month(last_review, matters, month=month, language=language)
    report("drafting")
    sentences = {sentence.id: sentence for source in sources for sentence in source.sentences}
    told = _within_month(matters, month)
    material = _material(month, language, told, sentences, answered, conflicts, last_review)
    written = write_sections(material)
    report("grounding")
    origins = origins_of(read, month)
    drafted = [origins.ask(_recurring(one.item, similar, language), language) for one in written]
    checked, cited = for_checking(drafted, sentences, spellings or {})
    judged = ground(
        checked,
        cited,
        month=month,
        language=language,
        speakers=speakers_of(read, spellings or {}),
    )
    items = tuple(
        replace(item, evidence=own.evidence) for item, own in zip(judged, drafted, strict=True)
    )
    draft = Draft(
        project=project,
        month=month,
        language=language,
        writer="rules",
        sources=tuple(SourceRef(s.name, s.sha256, s.encoding) for s in sources),
        items=items,
        cited=_cited(items, answered, conflicts, sentences),
        follow_up=tuple(one.entry for one in answered),
        ledger=build_ledger(
            matters,
            _placed(written),
            [one.entry for one in answered],
            read,
            language=language,
        ),
        conflicts=tuple(found.conflict for found in conflicts),
        notices=notices_of(
            period, cards, items, month=month, language=language, spellings=spellings or {}
        ),
    )
    report("critique")
    return replace(draft, findings=critique_draft(draft, sources, last_review, rules))


def check_month(month: str) -> None:
    """Raises WrongMonth unless `month` is written YYYY-MM and exists."""
    if not _MONTH.fullmatch(month):
        raise WrongMonth(
            zh=f"月份“{month}”不对：请写成 YYYY-MM，例如 2026-10。",
            en=f"The month “{month}” is not right: write it as YYYY-MM, for example 2026-10.",
        )


def critique_draft(
    draft: Draft,
    sources: Sequence[Source],
    last_review: SignedReview | None,
    rules: Rulebook | None = None,
) -> tuple[Finding, ...]:
    """Findings over the draft's exact Markdown, each with its item and candidate cases."""
    written = draft_markdown(draft)
    inputs = inputs_of(sources, last_review)
    result = critique(written.text, language=draft.language, inputs=inputs, book=rules)
    find = case_finder(read_period(sources, draft.month).sources)
    spans = [(start, end, item_id) for item_id, start, end in written.item_spans]
    findings = []
    for finding in result.findings:
        item_id = next((i for s, e, i in spans if s <= finding.start < e), "")
        findings.append(replace(finding, item_id=item_id, cases=tuple(find(finding))))
    return tuple(findings)


def _require(sources: Sequence[Source]) -> None:
    if not sources:
        raise EmptyInput(
            zh="没有资料：请粘贴文字或上传至少一个文件。",
            en="No sources: paste some text or upload at least one file.",
        )


def _language_of(sources: Sequence[Source]) -> Language:
    """Chinese as soon as Chinese is written in earnest: notes hold long English tables and logs."""
    prose = [one for one in sources if one.kind != "attachment"] or sources
    han = sum(len(_HAN.findall(source.text)) for source in prose)
    latin = sum(len(_LATIN.findall(source.text)) for source in prose)
    return "zh" if 20 * han >= latin and han else "en"


def _within_month(matters: Sequence[Matter], month: str) -> tuple[Matter, ...]:
    """Leaves out what ended before the month: a ticket closed long ago is no result of it."""
    return tuple(
        matter
        for matter in matters
        if not (
            matter.state in ("closed", "cancelled", "resolved")
            and _last_day(matter) < f"{month}-01"
            and _last_day(matter)
        )
    )


def _last_day(matter: Matter) -> str:
    return max((card.fields.actual_date or card.said_on for card in matter.cards), default="")


def _material(
    month: str,
    language: Language,
    matters: tuple[Matter, ...],
    sentences: Mapping[str, Sentence],
    answered: Sequence[Answered],
    conflicts: Sequence[Found],
    last_review: SignedReview | None,
) -> Material:
    promised: dict[str, Promised] = {}
    for one in answered:
        for matter_id in one.matters:
            promised.setdefault(
                matter_id,
                Promised(one.entry.action, one.entry.due, one.entry.due_raw, one.overdue),
            )
    figures = {
        item.fields.metric: item.fields.after
        for item in (last_review.items if last_review else ())
        if item.kind == "result" and item.fields.metric
    }
    clashes = {
        found.matter: " / ".join(claim.value for claim in found.conflict.claims)
        for found in conflicts
    }
    meetings = [
        card.said_on
        for matter in matters
        for card in matter.cards
        if card.kind == "conclusion" and card.said_on.startswith(month)
    ]
    return Material(
        month,
        language,
        matters,
        sentences,
        promised,
        figures,
        clashes,
        last_meeting=max(meetings, default=""),
    )


def _recurring(item: Item, similar: Similar | None, language: Language) -> Item:
    """A problem like one of a past signed review asks whether it has come back."""
    if similar is None or item.kind != "problem":
        return item
    found = next(iter(similar(item.text)), None)
    if found is None:
        return item
    question = say(language, "questions", "recurring", month=found.month, text=found.text[:60])
    return replace(item, questions=(*item.questions, question))


def _placed(written: Sequence[Written]) -> dict[str, tuple[str, bool]]:
    return {matter: (one.item.id, one.grouped) for one in written for matter in one.matters}


def _cited(
    items: Sequence[Item],
    answered: Sequence[Answered],
    conflicts: Sequence[Found],
    sentences: Mapping[str, Sentence],
) -> dict[str, Sentence]:
    named: dict[str, None] = {}
    for item in items:
        named.update(dict.fromkeys(item.evidence))
    for one in answered:
        named.update(dict.fromkeys(one.entry.evidence))
    for found in conflicts:
        for claim in found.conflict.claims:
            named.update(dict.fromkeys(claim.evidence))
    return {name: sentences[name] for name in named if name in sentences}


__all__ = ["STEPS", "check_month", "critique_draft", "draft_month"]
