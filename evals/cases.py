"""The authored months: sources, what a careful project manager wants of them, a draft to read.

`load_months()` reads `cases/months/*`; `gold.yaml` is read strictly, so that a misspelled key fails
instead of being ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

MONTHS = Path(__file__).parent / "cases" / "months"
SECTION_KEYS = ("progress", "problems", "lessons", "next_month")
_READ_APART = frozenset({"keywords", "evidence", "mentions"})
Words = tuple[tuple[str, ...], ...]
"""Groups of words: of each group at least one must be there."""


class BadCase(Exception):
    """A case that cannot be used as written: which file, and what is wrong."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """What supports a matter: `quote` stands in this line of a text, or in a cell of this row."""

    file: str
    quote: str
    line: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that the review must hold. Owner and due are given where the sources write them.

    `mentions` are places that speak of it too and would not be enough alone.
    """

    id: str
    what: str
    keywords: Words
    sections: tuple[str, ...]
    negative: bool
    evidence: tuple[GoldPlace, ...]
    mentions: tuple[GoldPlace, ...] = ()
    owner: str = ""
    due: str = ""
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """One of last month's actions and the answers that would be right."""

    action: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """What contradicts itself; the draft must show a place of each side."""

    about: str
    sides: tuple[tuple[GoldPlace, ...], ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What no item may say: an item that has all of `when` may hold none of `never`."""

    why: str
    when: Words
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """A sentence of draft.md, the checks that should name it, and those that may."""

    sentence: str
    checks: frozenset[str]
    tolerated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Month:
    """One case. `folder` holds `month/`, `draft.md` and, when there is one, `last_review.yaml`."""

    id: str
    folder: Path
    project: str
    month: str
    language: Literal["zh", "en"]
    matters: tuple[Matter, ...]
    follow_up: tuple[GoldAnswer, ...]
    conflicts: tuple[GoldConflict, ...]
    forbidden: tuple[Forbidden, ...]
    findings: tuple[GoldFinding, ...]
    document_checks: frozenset[str]
    document_tolerated: frozenset[str]


def load_months(only: Sequence[str] = ()) -> tuple[Month, ...]:
    """All months by name, or those asked for; raises BadCase for a name that does not exist."""
    folders = {path.parent.name: path.parent for path in sorted(MONTHS.glob("*/gold.yaml"))}
    unknown = [name for name in only if name not in folders]
    if unknown:
        raise BadCase(f"no such case: {', '.join(unknown)}; there are {', '.join(folders)}")
    return tuple(read_month(folders[name]) for name in (only or folders))


def read_month(folder: Path) -> Month:
    """The case in `folder`; raises BadCase naming the field that is wrong."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    try:
        document = gold["document_findings"]
        return Month(
            id=folder.name,
            folder=folder,
            project=gold["project"],
            month=gold["month"],
            language=gold["language"],
            matters=tuple(_matter(entry) for entry in gold["matters"]),
            follow_up=tuple(
                GoldAnswer(entry["action"], tuple(entry["answers"])) for entry in gold["follow_up"]
            ),
            conflicts=tuple(
                GoldConflict(entry["about"], tuple(_places(side) for side in entry["sides"]))
                for entry in gold["conflicts"]
            ),
            forbidden=tuple(
                Forbidden(entry["why"], _words(entry["when"]), tuple(entry["never"]))
                for entry in gold["forbidden"]
            ),
            findings=tuple(
                GoldFinding(
                    entry["sentence"], frozenset(entry["checks"]), frozenset(entry["tolerated"])
                )
                for entry in gold["findings"]
            ),
            document_checks=frozenset(document["expected"]),
            document_tolerated=frozenset(document["tolerated"]),
        )
    except (KeyError, TypeError) as error:
        raise BadCase(f"{folder.name}/gold.yaml: {error}") from error


def _matter(entry: Mapping[str, Any]) -> Matter:
    known = {key: value for key, value in entry.items() if key not in _READ_APART}
    for key in ("sections", "says", "never_says"):
        if key in known:
            known[key] = tuple(known[key])
    if not set(known["sections"]) <= set(SECTION_KEYS):
        raise TypeError(f"{entry['id']}: unknown section in {known['sections']}")
    return Matter(
        **known,
        keywords=_words(entry["keywords"]),
        evidence=_places(entry["evidence"]),
        mentions=_places(entry.get("mentions", ())),
    )


def _places(entries: Sequence[Mapping[str, Any]]) -> tuple[GoldPlace, ...]:
    return tuple(GoldPlace(**entry) for entry in entries)


def _words(groups: Sequence[Sequence[str]]) -> Words:
    return tuple(tuple(group) for group in groups)
