"""Is each person of an item named in its evidence, and the owner named there as the owner?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.grounding.binding import Context, context, misplaced
from service.grounding.evidence import Doubt, Evidence, Reading, compact, read_people
from service.review import Both
from service.text.names import FULL_NAME, is_person_name

_SEPARATOR = re.compile(r"\s*[、,，;；/&]\s*|\s+and\s+")
_NOBODY = frozenset(("", "待定", "未定", "暂无", "tbd", "unknown", "none"))


def check_people(draft: Reading, evidence: Evidence, roster: Sequence[str] = ()) -> Iterator[Doubt]:
    """The doubts about persons named in a text; `roster` are names known from other sentences.

    Each must be named in the evidence, for what it is named there; who is told to do something must
    be told so there.
    """
    folded = draft.compact
    named = dict.fromkeys(read_people(draft.text))
    named.update(dict.fromkeys(name for name in roster if compact(name) in folded))
    known = dict.fromkeys(name for one in evidence.readings for name in read_people(one.text))
    known.update(
        dict.fromkeys(
            name
            for name in roster
            if any(compact(name) in one.compact for one in evidence.readings)
        )
    )
    owners = _marked(evidence)
    told = {compact(name) for mark in draft.owners if mark.mark != "start" for name in mark.names}
    for name in named:
        if compact(name) in told & owners:
            continue
        if owners and compact(name) in told and evidence.holds(name):
            if not (evidence.said_by(name, promised=True) or _is_marked(name, owners, evidence)):
                yield not_owner(name)
            continue
        if not (evidence.holds(name) or evidence.said_by(name)):
            yield missing_person(name)
        elif _stands_elsewhere(name, tuple(known), draft, evidence):
            yield Doubt(
                Both(
                    zh=f"依据中「{name}」做的是另一件事，请核对人与事是否对应。",
                    en=f"In the source {name} does something else; check who does what.",
                ),
                code="person",
                token=name,
            )
    for name in _strangers(draft.text):
        if name not in named and not evidence.holds(name):
            yield missing_person(name)


_ACTS = "负责|跟进|牵头|组织|处理|完成|提交|修复|反馈|提出|主持|确认|协调|排查|编写|验证|复测|评审|对接|表示|认为|联系"
_STRANGER = re.compile(
    rf"(?:^|(?<=[，。；：、,;:由请让和与（(\s]))(?P<han>{FULL_NAME}?)(?=(?:已|将|正在|会|来)?(?:{_ACTS}))"
    r"|(?<![A-Za-z])(?P<latin>[A-Z][a-z]+ [A-Z][a-z]+)(?=,? (?:will|owns?|has|is|was|expects?|follows?|takes?|leads?"
    r"|handles?|reported|raised|fixed|checked|arranges?|agreed|asked|should|must)(?![A-Za-z]))"
    r"|\b(?:by|to|with|from|owner:?|assigned to) (?P<behind>[A-Z][a-z]+ [A-Z][a-z]+)(?![A-Za-z])"
)


def _strangers(text: str) -> Iterator[str]:
    """What is written like a name where a person acts, though no list of names holds it."""
    for match in _STRANGER.finditer(text):
        name = match["han"] or match["latin"] or match["behind"]
        if match["han"] and not is_person_name(name):
            continue
        yield name


def _stands_elsewhere(
    name: str, known: tuple[str, ...], draft: Reading, evidence: Evidence
) -> bool:
    """Whether the words around the name are, in the source, those around another name."""
    rivals = [one for one in known if compact(one) not in compact(name) != compact(one)]
    rivals = [one for one in rivals if compact(name) not in compact(one)]
    if not rivals:
        return False
    here = _contexts(name, draft, (*known, name))
    own = [one for reading in evidence.readings for one in _contexts(name, reading, known)]
    others = [
        one
        for rival in rivals
        for reading in evidence.readings
        for one in _contexts(rival, reading, known)
    ]
    return bool(own and others) and any(misplaced(own, others, mine) for mine in here)


def _contexts(name: str, reading: Reading, known: Sequence[str]) -> list[Context]:
    """The words around each place of a name, up to the next name."""
    spans = tuple(
        sorted(
            {match.span() for one in known for match in re.finditer(re.escape(one), reading.text)}
        )
    )
    return [
        context(reading.text, match.start(), match.end(), spans)
        for match in re.finditer(re.escape(name), reading.text)
    ]


def check_owner(owner: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about the owner: each name must stand in the evidence, and not merely beside it.

    Where the evidence marks owners, a person whom it only mentions is none of them. Who takes
    something on in a transcript (我来负责…) is the owner though no sentence names them.
    """
    marked = _marked(evidence)
    for name in _SEPARATOR.split(owner.strip()):
        if name.strip().casefold() in _NOBODY:
            continue
        if evidence.said_by(name, promised=True):
            continue
        if not evidence.holds(name.lstrip("@")):
            yield missing_person(name)
        elif marked and not _is_marked(name, marked, evidence):
            yield not_owner(name)


def _marked(evidence: Evidence) -> set[str]:
    """The names, compacted, that the evidence marks as those who do it."""
    return {
        compact(name)
        for reading in evidence.readings
        for mark in reading.owners
        if mark.mark != "start"
        for name in mark.names
    }


def check_named(value: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about a field that may name a person or a body (who decides, who is told)."""
    for name in _SEPARATOR.split(value.strip()):
        if is_person_name(name) and not evidence.holds(name):
            yield missing_person(name)


def not_owner(name: str) -> Doubt:
    """The doubt about a person whom the evidence names, but not as the one to do it."""
    return Doubt(
        Both(
            zh=f"依据只提到「{name}」，没有写其为负责人。",
            en=f"The cited sentences mention {name}, but not as the owner.",
        ),
        code="owner",
        token=name,
    )


def missing_person(name: str) -> Doubt:
    """The doubt about a person whom no cited sentence names."""
    return Doubt(
        Both(
            zh=f"人员「{name}」不在所引依据中。",
            en=f"No cited sentence names {name}.",
        ),
        code="person",
        token=name,
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
