"""Is the state of an item that of its source? Closed is not resolved is not verified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.grounding.clauses import clauses_of, nearest
from service.grounding.evidence import Doubt, Evidence
from service.review import Both

_NOT = r"(?:尚未|未|没有|均未|没)\s?(?:全部)?"
_NOT_EN = r"\b(?:not|n't|neither is|never)(?: yet| been| all)* "
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("reopened", re.compile(r"重新打开|重开|再次打开|\breopen(?:ed|s)?\b")),
    (
        "not_verified",
        re.compile(
            r"(?:尚未|未|待|等待|没有)[^，。]{0,6}?(?:验证|复测)"
            r"|\b(?:not (?:yet )?verified|awaiting verification|to verify|unverified)\b"
        ),
    ),
    (
        "not_closed",
        re.compile(
            rf"(?:{_NOT}|等待|待|即将|拟)(?:关闭|闭环)|{_NOT_EN}closed\b"
            r"|\b(?:is|are|still|stays|remains?) open\b"
        ),
    ),
    (
        "not_resolved",
        re.compile(
            rf"{_NOT}(?:解决|修复|处理)|{_NOT_EN}(?:resolved|fixed|solved|repaired)\b|\bunresolved\b"
        ),
    ),
    ("blocked", re.compile(r"阻塞|受阻|卡住|挂起|\bblocked\b|\bon hold\b")),
    (
        "in_progress",
        re.compile(
            r"(?:处理|进行|排查|修复|解决|整改|开发|联调)中|正在(?:处理|排查|修复|整改|解决|进行)"
            r"|\bin progress\b|\bongoing\b|\bbeing (?:fixed|repaired|resolved|handled|investigated)\b"
        ),
    ),
    (
        "verified",
        re.compile(
            r"(?:验证|复测)(?:已)?通过|已(?:经)?(?:全部)?(?:验证|复测)(?!失败)|解决并验证"
            r"|(?<!not )(?<!yet )\bverified\b"
        ),
    ),
    (
        "closed",
        re.compile(r"(?<![未没])(?:已(?:经)?|已全部|了)?关闭(?!时|窗|率)|闭环|\bclosed\b"),
    ),
    (
        "resolved",
        re.compile(
            r"(?<![未没])(?:已(?:经)?|已全部)(?:解决|修复|处理完|整改)|(?:解决|修复)了|修复，"
            r"|\b(?:resolved|fixed|solved|repaired)\b"
        ),
    ),
    (
        "cancelled",
        re.compile(
            r"已?取消|作废|设计如此|重复(?:缺陷|bug|单)|无法重现|不予解决|不修复|\bcancell?ed\b"
            r"|\bwon't (?:do|fix)\b|\bduplicate\b|\bby design\b|\bcannot reproduce\b|\bobsolete\b"
            r"|\binvalid\b"
        ),
    ),
)
_ENDED = {
    "not_closed": frozenset(("closed",)),
    "not_verified": frozenset(("verified", "closed")),
    "not_resolved": frozenset(("resolved", "verified", "closed")),
}
"""What is denied stands unless the source says one of these; any other state must be its own."""


def check_states(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about states: each is that of the nearest clause of the source.

    The cells of a table speak of one thing together.
    """
    stated = []
    of_row: frozenset[str] = frozenset()
    for reading in evidence.readings:
        for clause in clauses_of(reading.text):
            states = states_of(clause.text)
            if states:
                stated.append((clause, states))
                of_row |= states if reading.in_table else frozenset()
    if not stated:
        return
    for clause in clauses_of(text):
        mine = states_of(clause.text)
        if not mine:
            continue
        near = nearest(clause, [one for one, _ in stated])
        known = of_row | {
            state
            for one, states in stated
            if one in near or (clause.ids and clause.ids & one.ids)
            for state in states
        }
        if any(not _ENDED.get(one, known).isdisjoint(known) for one in mine - known):
            said = clause.text.strip()
            yield Doubt(
                Both(
                    zh=f"「{said}」的状态与依据不同（已修复、已验证、已关闭不是一回事）。",
                    en=f"“{said}” gives another state than the source (fixed, verified and closed differ).",
                ),
                code="state",
                token=said,
            )


def states_of(clause: str) -> frozenset[str]:
    """The states that a folded, lower-case clause names; each stretch of words counts once."""
    found: set[str] = set()
    left = clause
    for state, pattern in _STATES:
        if pattern.search(left):
            found.add(state)
            left = pattern.sub("\0", left)
    return frozenset(found)
