"""A finding as its card: what it says, what would help to answer it, and what people said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.archive.records import SourceMark, StoredCritique
from service.critique import proved_rulebook
from service.desk.kept_findings import extent_of
from service.errors import Language
from service.review import Both, Case, Finding
from service.web.citations import Citation, Citations
from service.web.critique_filter import state_of
from service.web.texts import has_text, text

_LIST_MARKS = "-*•· \t"


@dataclass(frozen=True, slots=True)
class AlsoView:
    """Another check that fired on the sentence of a card."""

    id: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed on a card that could not be saved, and why; `form` is "edit" or "waive"."""

    fingerprint: str
    form: str
    message: str
    text: str = ""
    ground: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """One card. What only an open card needs is empty on a closed one."""

    number: int
    fingerprint: str
    rule_id: str
    name: str
    severity: str
    state: str
    line: int
    quote: str
    message: str
    question: str
    said: str
    by: str
    also: tuple[AlsoView, ...]
    is_open: bool
    missing: str = ""
    skeleton: str = ""
    pair: tuple[str, str] = ("", "")
    cases: tuple[Citation, ...] = ()
    sentence: str = ""
    typed: Typed | None = None


class Cards:
    """Makes the cards of a critique in the language of the page."""

    def __init__(
        self, stored: StoredCritique, marks: Sequence[SourceMark], language: Language
    ) -> None:
        self._stored = stored
        self._language = language
        self._marks = marks
        self._rules = {rule.id: rule for rule in proved_rulebook().rules}
        self._text = stored.current.text or ""

    def card(
        self, number: int, finding: Finding, *, is_open: bool, typed: Typed | None = None
    ) -> CardView:
        """The card of a finding."""
        said = self._stored.decisions.get(finding.fingerprint)
        state = state_of(self._stored, finding)
        card = CardView(
            number=number,
            fingerprint=finding.fingerprint,
            rule_id=finding.rule_id,
            name=self.name(finding.rule_id),
            severity=finding.severity,
            state=state,
            line=finding.line,
            quote=finding.quote,
            message=self._said(finding.message),
            question=self._said(finding.question),
            said=self._reason(finding, state),
            by=said.by if said and state in ("accepted", "waived") else "",
            also=tuple(self._also(rule_id) for rule_id in finding.also),
            is_open=is_open,
        )
        return self._opened(card, finding, typed) if is_open else card

    def missing(self, slots: Sequence[str]) -> str:
        """What is missing, in words."""
        words = [
            text(f"missing.{one}", self._language) for one in slots if has_text(f"missing.{one}")
        ]
        return text("list.separator", self._language).join(words)

    def _opened(self, card: CardView, finding: Finding, typed: Typed | None) -> CardView:
        start, end = extent_of(self._text, finding)
        rule = self._rules.get(finding.rule_id)
        tongue = "zh" if self._stored.language == "zh" else "en"
        return replace(
            card,
            missing=self.missing(finding.missing),
            skeleton=self._in_text(finding.skeleton) if finding.skeleton else "",
            pair=rule.pairs.get(tongue, ("", "")) if rule else ("", ""),
            cases=self._cases(finding.cases),
            sentence=self._text[start:end],
            typed=typed,
        )

    def _cases(self, cases: Sequence[Case]) -> tuple[Citation, ...]:
        """Each with the address of its own source: two of a month may have one name."""
        cited: list[Citation] = []
        for case in cases:
            ids = {
                mark.name: mark.id
                for mark in self._marks
                if mark.name == case.source and case.sentence.startswith(mark.sha256[:8])
            }
            shown = replace(case, text=case.text.lstrip(_LIST_MARKS))
            cited += Citations({}, ids, self._language).of_cases([shown])
        return tuple(cited)

    def name(self, rule_id: str) -> str:
        """What a check is called."""
        rule = self._rules.get(rule_id)
        if rule is None:
            return text("critique.kind.S", self._language) if rule_id == "S01" else rule_id
        return rule.name.zh if self._language == "zh" else rule.name.en

    def _also(self, rule_id: str) -> AlsoView:
        rule = self._rules.get(rule_id)
        question = (
            (rule.question.zh if self._language == "zh" else rule.question.en) if rule else ""
        )
        return AlsoView(rule_id, self.name(rule_id), question)

    def _reason(self, finding: Finding, state: str) -> str:
        if finding.suppressed is not None:
            return finding.suppressed.reason
        said = self._stored.decisions.get(finding.fingerprint)
        if said is None or state != "waived":
            return ""
        ground = text(f"critique.ground.{said.ground}", self._language)
        return text("critique.said", self._language, state=ground, reason=said.reason)

    def _said(self, both: Both) -> str:
        return both.zh if self._language == "zh" else both.en

    def _in_text(self, both: Both) -> str:
        """In the language of the draft: it is to be written into it."""
        return both.zh if self._stored.language == "zh" else both.en
