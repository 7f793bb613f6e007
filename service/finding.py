"""What a critique finds, as immutable values: a part of the vocabulary (service.review) of its own.

A command that only critiques needs no more of it, and the other classes take a while to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from service.places import Place

Severity = Literal["error", "warning", "suggestion"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that triggered a finding, as code points of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another place of the document that a finding is about."""

    start: int
    end: int
    quote: str
    role: str


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of this month's sources that could fill what a finding misses."""

    source: str
    place: Place
    text: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count, and where that was said (line, 1-based)."""

    by: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a critique; `document[start:end] == quote` always holds (code points).

    A finding is `known` when an earlier report, the baseline, has it too; it counts no more.
    """

    rule_id: str
    rule_key: str
    rule_version: int
    severity: Severity
    missing: tuple[str, ...]
    quote: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    section: str
    item: int
    item_type: str
    message: Both
    question: Both
    skeleton: Both | None
    fingerprint: str
    cue: Cue | None = None
    related: tuple[Related, ...] = ()
    also: tuple[str, ...] = ()
    origin: Literal["rule", "model", "llm"] = "rule"
    confidence: float = 1.0
    suppressed: Suppression | None = None
    cases: tuple[Case, ...] = ()
    item_id: str = ""
    known: bool = False
