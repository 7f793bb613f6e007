"""Is each person of an item named in its evidence, and the owner named there as the owner?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.grounding.evidence import Doubt, Evidence, compact, read_people
from service.review import Both
from service.text.names import is_person_name

_SEPARATOR = re.compile(r"\s*[、,，;；/&]\s*|\s+and\s+")
_NOBODY = frozenset(("", "待定", "未定", "暂无", "tbd", "unknown", "none"))


def check_people(text: str, evidence: Evidence, roster: Sequence[str] = ()) -> Iterator[Doubt]:
    """The doubts about persons named in a text; `roster` are names known from other sentences."""
    folded = compact(text)
    named = dict.fromkeys(read_people(text))
    named.update(dict.fromkeys(name for name in roster if compact(name) in folded))
    for name in named:
        if not (evidence.holds(name) or evidence.said_by(name)):
            yield missing_person(name)


def check_owner(owner: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about the owner: each name must stand in the evidence, and not merely beside it.

    Where the evidence marks owners, a person whom it only mentions is none of them. Who takes
    something on in a transcript (我来负责…) is the owner though no sentence names them.
    """
    marked = {
        compact(name)
        for reading in evidence.readings
        for mark in reading.owners
        if mark.mark != "start"
        for name in mark.names
    }
    for name in _SEPARATOR.split(owner.strip()):
        if name.strip().casefold() in _NOBODY:
            continue
        if evidence.said_by(name, promised=True):
            continue
        if not evidence.holds(name.lstrip("@")):
            yield missing_person(name)
        elif marked and not _is_marked(name, marked, evidence):
            yield Doubt(
                Both(
                    zh=f"依据只提到「{name}」，没有写其为负责人。",
                    en=f"The cited sentences mention {name}, but not as the owner.",
                )
            )


def check_named(value: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about a field that may name a person or a body (who decides, who is told)."""
    for name in _SEPARATOR.split(value.strip()):
        if is_person_name(name) and not evidence.holds(name):
            yield missing_person(name)


def missing_person(name: str) -> Doubt:
    """The doubt about a person whom no cited sentence names."""
    return Doubt(
        Both(
            zh=f"人员「{name}」不在所引依据中。",
            en=f"No cited sentence names {name}.",
        )
    )


def _is_marked(name: str, marked: set[str], evidence: Evidence) -> bool:
    """Named in an owner mark, or alone in a cell of its own or at the start of a line of talk."""
    wanted = compact(name.lstrip("@"))
    if any(wanted in one or one in wanted for one in marked):
        return True
    return any(
        reading.in_table
        or any(mark.mark == "start" and name in mark.names for mark in reading.owners)
        for reading in evidence.readings
        if wanted in reading.compact
    )
