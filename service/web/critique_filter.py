"""Which findings of a critique a page shows, as its address says, and how many each choice would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from service.archive.records import StoredCritique
from service.errors import Language
from service.review import SEVERITIES, Finding
from service.web.texts import text

KINDS = ("V", "P", "R", "A", "D", "S")
STATES = ("open", "accepted", "waived")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; "" is all of it."""

    severity: str = ""
    kind: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: str) -> Filter:
        """The filter of a query string; what it does not know is left out."""
        asked = parse_qs(query)
        named = {name: asked.get(name, [""])[-1] for name in ("severity", "kind", "state")}
        known = {"severity": SEVERITIES, "kind": KINDS, "state": STATES}
        return cls(**{name: one if one in known[name] else "" for name, one in named.items()})

    @property
    def query(self) -> str:
        """The filter as a query string, "" when it asks for all."""
        said = (("severity", self.severity), ("kind", self.kind), ("state", self.state))
        return urlencode([(name, value) for name, value in said if value])

    def shows(self, finding: Finding, state: str) -> bool:
        """Whether a finding in that state is asked for."""
        return (
            self.severity in ("", finding.severity)
            and self.kind in ("", finding.rule_id[:1])
            and self.state in ("", "waived" if state == "author" else state)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its words, the findings it would show, the query that asks for it."""

    value: str
    words: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """The choices of one property."""

    words: str
    choices: tuple[Choice, ...]


def state_of(stored: StoredCritique, finding: Finding) -> str:
    """How far a finding is: open, accepted, waived, or answered by its author in the text."""
    if finding.suppressed is not None:
        return "author"
    said = stored.decisions.get(finding.fingerprint)
    if said is None or said.action == "reopen":
        return "open"
    return "accepted" if said.action == "accept" else "waived"


def choice_rows(
    chosen: Filter, findings: Sequence[tuple[Finding, str]], language: Language
) -> tuple[ChoiceRow, ...]:
    """The choices with counts: of each property, what the other two leave. A kind without any finding
    is not offered."""
    rows = []
    for name, values in (("severity", SEVERITIES), ("kind", KINDS), ("state", STATES)):
        choices = []
        for value in ("", *values):
            asked = _with(chosen, name, value)
            count = sum(asked.shows(finding, state) for finding, state in findings)
            here = getattr(chosen, name) == value
            if name == "kind" and value and not here:
                alone = Filter(kind=value)
                if not any(alone.shows(finding, state) for finding, state in findings):
                    continue
            words = _words(name, value, language)
            choices.append(Choice(value, words, count, asked.query, here))
        rows.append(ChoiceRow(text(f"critique.filter.{name}", language), tuple(choices)))
    return tuple(rows)


def _with(chosen: Filter, name: str, value: str) -> Filter:
    if name == "severity":
        return replace(chosen, severity=value)
    return replace(chosen, kind=value) if name == "kind" else replace(chosen, state=value)


def _words(name: str, value: str, language: Language) -> str:
    if not value:
        return text("critique.filter.all", language)
    prefix = "severity" if name == "severity" else f"critique.{name}"
    return text(f"{prefix}.{value}", language)
