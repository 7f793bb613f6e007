"""A critique rule and the slots that clear it, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.wordings import Wordings

Tongue = Literal["zh", "en"]
TONGUES: tuple[Tongue, ...] = ("zh", "en")
SCOPES = ("clause", "sentence", "sentence+2", "bullet", "action", "document")
SEVERITIES = ("error", "warning", "suggestion")
DEFAULTS = ("on", "suggestion", "off")
ITEM_TYPES = (
    "any",
    "progress",
    "result",
    "problem",
    "cause",
    "action",
    "request",
    "lesson",
    "fact",
    "filler",
)
SECTION_IDS = ("any", "progress", "problems", "lessons", "next_month", "follow_up", "other")
SLOTS = ("C", "N", "D", "O", "K", "E", "W")
ELEMENTS = (
    *SLOTS,
    "result",
    "plan",
    "denominator",
    "antecedent",
    "level",
    "lever",
    "ask",
    "control",
    "practice",
    "status",
    "action",
)
WHERES = ("claim", "after_cue", "before_cue", "rest", "next", "sentence", "item", "entry", "title")
"""Where a slot must stand to be attached: in the cue's clause; after the cue in its sentence or in
the next two of the same bullet; before the cue in its sentence; after it there;
in those next two; either; anywhere in
the item; in the row or bullet, in running text in the sentence; in the line that the item stands under."""
TRAPS = ("", "decoy", "no_digit")


@dataclass(frozen=True, slots=True)
class InTongues:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One way a slot is written. `reader` names a reader in code ("owner"), "" for a pattern."""

    slot: str
    name: str
    pattern: Wordings | None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A shape and where it must stand to clear a claim."""

    shape: Shape
    where: str


@dataclass(frozen=True, slots=True)
class Example:
    """A statement a rule must fire on, or stay silent on; `line` is where its file says so.

    With `certain` False it must fire, but only through `maybe`: the rule alone cannot tell. The inputs
    are what stands beside the review for the document checks.
    """

    text: str
    tongue: Tongue
    fires: bool
    trap: str
    path: str
    line: int
    tickets: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    last_actions: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. A claim that carries a cue is flagged unless one of `clears` holds, all its needs
    attached. `cues` is None for checks of what is absent. `maybe` are wordings that are vague in some
    sentences and fine in others: what they find is uncertain until a second reader decides."""

    id: str
    key: str
    version: int
    name: InTongues
    severity: str
    default: str
    scope: str
    items: tuple[str, ...]
    sections: tuple[str, ...]
    missing: tuple[str, ...]
    cues: Wordings | None
    maybe: Wordings | None
    exceptions: Wordings | None
    clears: tuple[tuple[Need, ...], ...]
    message: InTongues
    question: InTongues
    skeleton: InTongues | None
    pairs: Mapping[str, tuple[str, str]]
    examples: tuple[Example, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in the order of their ids, and the slots; `digest` ("sha256:…") names the content."""

    rules: tuple[Rule, ...]
    shapes: Mapping[str, Shape]
    digest: str

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; raises KeyError."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
