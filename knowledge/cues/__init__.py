"""Cue words for reading statements without a model: data files and their compiled form.

`headings.yaml` says what the lines under a heading are; `statements.yaml` says what a plain statement
is, `talk.yaml` what is said in a meeting. Latin cues are guarded by "no Latin letter beside it",
because `\\b` fails next to Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a statement one of a kind, and what stops it."""

    pattern: Pattern
    exception: Pattern | None

    def found_in(self, text: str) -> bool:
        """Whether the cue stands in the text outside its exceptions."""
        if self.exception is not None:
            text = self.exception.sub("　", text)
        return bool(self.pattern.search(text))


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem, its English name, its fishbone bone and the words that show it."""

    name: str
    english: str
    bone: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class StatementCues:
    """All cues of statements.yaml, compiled."""

    kinds: Mapping[str, Cue]
    problem_types: tuple[ProblemType, ...]
    measure_kinds: tuple[tuple[str, Pattern], ...]
    cause: Pattern
    high_impact: Pattern
    low_impact: Pattern
    delivery: Pattern
    closed: Pattern
    carrying: Pattern
    template: Pattern


@cache
def heading_parts() -> tuple[tuple[str, Pattern], ...]:
    """The parts of a document in order of trial, each with its whole-heading pattern."""
    return tuple(
        (str(entry["part"]), re.compile("|".join(f"(?:{p})" for p in entry["patterns"])))
        for entry in _load("headings.yaml")
    )


@cache
def statement_cues() -> StatementCues:
    """The compiled cues for plain statements."""
    data = _load("statements.yaml")
    kinds = (
        *("problem", "risk", "request", "measure", "lesson", "feedback"),
        *("demo", "done", "plan", "action", "decision"),
    )
    return StatementCues(
        kinds={kind: _cue(data[kind]) for kind in kinds},
        problem_types=tuple(
            ProblemType(entry["type"], entry["en"], entry["bone"], _compile([entry["cue"]]))
            for entry in data["problem_types"]
        ),
        measure_kinds=tuple(
            (str(entry["kind"]), _compile([entry["cue"]])) for entry in data["measure_kinds"]
        ),
        cause=_both(data["cause"]),
        high_impact=_compile(data["impact"]["high"]),
        low_impact=_compile(data["impact"]["low"]),
        delivery=_both(data["delivery"]),
        closed=re.compile(data["state_words"]["closed"], re.IGNORECASE),
        carrying=_compile([data["state_words"]["carrying"]]),
        template=_both(data["template"]),
    )


@cache
def talk_cues() -> Mapping[str, Cue]:
    """The compiled cues for what is said in a meeting: private, small, supposed, trouble, decided,
    finished."""
    return {kind: _cue(entry) for kind, entry in _load("talk.yaml").items()}


def _load(name: str) -> Any:
    import yaml  # here, because reading cues must not slow the start of every command

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


def _cue(entry: Mapping[str, Any]) -> Cue:
    exceptions = entry.get("exceptions", {})
    stops = [*exceptions.get("zh", ()), *(_guard(p) for p in exceptions.get("en", ()))]
    return Cue(_both(entry), _join(stops) if stops else None)


def _both(entry: Mapping[str, Sequence[str]]) -> Pattern:
    return _join([*entry["zh"], *(_guard(p) for p in entry["en"])])


def _compile(patterns: Sequence[str]) -> Pattern:
    """Patterns that mix both languages: every Latin alternative gets its guard."""
    return _join([_guard_latin_alternatives(pattern) for pattern in patterns])


def _join(patterns: Sequence[str]) -> Pattern:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def _guard(pattern: str) -> str:
    return f"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])"


def _guard_latin_alternatives(pattern: str) -> str:
    latin = re.compile(r"[A-Za-z\[]")
    return "|".join(
        _guard(part) if latin.match(part) else part for part in _split_alternatives(pattern)
    )


def _split_alternatives(pattern: str) -> list[str]:
    """The top-level alternatives of a pattern (bars inside brackets do not count)."""
    parts, depth, current = [], 0, ""
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]
