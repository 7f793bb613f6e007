"""A stored draft as its review page shows it: items with their state, evidence and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from service.archive.records import StoredDraft
from service.errors import Language
from service.review import (
    SECTION_TITLES,
    SECTIONS,
    Answer,
    Decision,
    Finding,
    FollowUp,
    Item,
    SectionKey,
)
from service.web.citations import Citation, Citations
from service.web.field_views import FieldView, field_views, unknown_fields
from service.web.texts import text

NUMERALS: Mapping[SectionKey, str] = dict(zip(SECTIONS, "1234", strict=True))
ItemState = Literal["open", "accept", "edit", "needs_case", "reject", "confirm"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person had typed into a card when it was refused, and why."""

    target: str
    text: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding on an item, in the language of the page."""

    rule_id: str
    severity: str
    message: str
    question: str
    skeleton: str
    cases: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One card: the item after the last decision on it."""

    id: str
    number: str
    kind: str
    text: str
    original: str
    claim: str
    status: str
    state: ItemState
    by: str
    reason: str
    fields: tuple[FieldView, ...]
    unknown: str
    doubts: tuple[str, ...]
    questions: tuple[str, ...]
    findings: tuple[FindingView, ...]
    evidence: tuple[Citation, ...]
    typed: str
    refused: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """One of last month's actions: what the sources say, and the person's answer."""

    id: str
    number: str
    text: str
    owner: str
    due: str
    proposed: Answer
    answer: Answer
    answered: bool
    note: str
    question: str
    evidence: tuple[Citation, ...]
    refused: str

    @property
    def settled(self) -> bool:
        """Whether it has an answer; one that the sources do not give needs a person's."""
        return self.answered or self.proposed != "unknown"


@dataclass(frozen=True, slots=True)
class SectionView:
    """One of the four sections with its count of decided items."""

    key: SectionKey
    title: str
    numeral: str
    entries: tuple[ItemView, ...]

    @property
    def total(self) -> int:
        """How many items the section has."""
        return len(self.entries)

    @property
    def decided(self) -> int:
        """How many of them have a decision that stands at sign-off."""
        return sum(is_settled(item.state) for item in self.entries)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a draft is, and what stands in the way of signing it."""

    decided: int
    total: int
    undecided: int
    blocked: tuple[ItemView, ...]
    waiting: tuple[ItemView, ...]


def is_settled(state: ItemState) -> bool:
    """Whether a state is a decision that sign-off can use; a case that is awaited is not."""
    return state not in {"open", "needs_case"}


class DraftView:
    """Everything the review page of one draft shows, in the language of the page."""

    def __init__(
        self,
        stored: StoredDraft,
        source_ids: Mapping[str, str],
        language: Language,
        typed: Typed | None = None,
    ) -> None:
        self._draft = stored.draft
        self._language = language
        self._typed = typed
        self._last = {decision.target: decision for decision in stored.decisions}
        self.citations = Citations(stored.draft.cited, source_ids, language)
        self.numbers = item_numbers(stored.draft.items)
        self.sections = tuple(self._section(key) for key in SECTIONS)
        self.follow_up = tuple(
            self._action(action, f"0.{position}")
            for position, action in enumerate(stored.draft.follow_up, 1)
        )

    @property
    def follow_up_progress(self) -> Progress:
        """How many of last month's actions have an answer, from the sources or from a person."""
        settled = sum(action.settled for action in self.follow_up)
        total = len(self.follow_up)
        return Progress(settled, total, total - settled, (), ())

    @property
    def progress(self) -> Progress:
        """How far what needs a person's word is: items, and actions the sources do not answer."""
        items = [item for section in self.sections for item in section.entries]
        asked = [action for action in self.follow_up if action.proposed == "unknown"]
        decided = sum(is_settled(item.state) for item in items)
        decided += sum(action.answered for action in asked)
        blocked = tuple(i for i in items if i.status == "blocked" and not is_settled(i.state))
        waiting = tuple(i for i in items if i.state == "needs_case" and i not in blocked)
        total = len(items) + len(asked)
        undecided = total - decided - len(blocked) - len(waiting)
        return Progress(decided, total, undecided, blocked, waiting)

    def _section(self, key: SectionKey) -> SectionView:
        entries = tuple(self._item(item) for item in self._draft.section(key))
        return SectionView(key, SECTION_TITLES[self._language][key], NUMERALS[key], entries)

    def _item(self, item: Item) -> ItemView:
        decision = self._last.get(item.id)
        state = _state(decision)
        edited = decision.after if decision and state == "edit" else ""
        by_hand = state == "confirm" or (state == "edit" and item.status == "blocked")
        typed = self._typed if self._typed and self._typed.target == item.id else None
        return ItemView(
            id=item.id,
            number=self.numbers[item.id],
            kind=text(f"kind.{item.kind}", self._language),
            text=edited or item.text,
            original=item.text if edited and edited != item.text else "",
            claim="human" if by_hand else item.claim,
            status=item.status,
            state=state,
            by=decision.by if decision else "",
            reason=typed.reason if typed else (decision.reason if decision else ""),
            fields=field_views(item, self._language, self.numbers),
            unknown=unknown_fields(item, self._language),
            doubts=item.doubts,
            questions=item.questions,
            findings=self._findings(item.id),
            evidence=self.citations.of(item.evidence),
            typed=typed.text if typed else "",
            refused=typed.message if typed else "",
        )

    def _findings(self, item_id: str) -> tuple[FindingView, ...]:
        return tuple(
            finding_view(finding, self.citations, self._language)
            for finding in self._draft.findings
            if finding.item_id == item_id and finding.suppressed is None
        )

    def _action(self, action: FollowUp, number: str) -> ActionView:
        decision = self._last.get(action.id)
        answer = decision.answer if decision and decision.answer else None
        typed = self._typed if self._typed and self._typed.target == action.id else None
        return ActionView(
            id=action.id,
            number=number,
            text=action.action,
            owner=action.owner,
            due=action.due or action.due_raw,
            proposed=action.answer,
            answer=answer or action.answer,
            answered=answer is not None,
            note=action.note,
            question=action.question,
            evidence=self.citations.of(action.evidence),
            refused=typed.message if typed else "",
        )


def finding_view(finding: Finding, citations: Citations, language: Language) -> FindingView:
    """A finding with its texts in `language` and its cases as citations."""
    zh = language == "zh"
    skeleton = finding.skeleton
    return FindingView(
        rule_id=finding.rule_id,
        severity=finding.severity,
        message=finding.message.zh if zh else finding.message.en,
        question=finding.question.zh if zh else finding.question.en,
        skeleton=(skeleton.zh if zh else skeleton.en) if skeleton else "",
        cases=citations.of_cases(finding.cases),
    )


def item_numbers(items: tuple[Item, ...]) -> dict[str, str]:
    """The number a reader sees for each item: section and position, like "2.3"."""
    numbers: dict[str, str] = {}
    for key in SECTIONS:
        members = [item for item in items if item.section == key]
        numbers.update(
            {item.id: f"{NUMERALS[key]}.{place}" for place, item in enumerate(members, 1)}
        )
    return numbers


def _state(decision: Decision | None) -> ItemState:
    if decision is None or decision.action == "answer":
        return "open"
    return decision.action
