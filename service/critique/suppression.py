"""Findings that the writer has answered in the text: `<!-- 忽略 V05: 理由 -->` on the bullet.

Id and reason are both needed. A suppression that names no known check, gives no reason, or
suppresses nothing is itself a finding (S01): a silent switch-off would look like a clean text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.critique.fingerprint import fingerprint
from service.critique.markup import comments
from service.critique.segments import Outline
from service.finding import Both, Finding, Suppression
from service.text.lazy_patterns import lazy

_COMMENT = lazy(
    r"<!--\s*(?:忽略|ignore)\s+(?P<ids>[A-Za-z]\d{2}(?:\s*[,，、]\s*[A-Za-z]\d{2})*)?\s*"
    r"(?:[:：]\s*(?P<reason>.*?))?\s*-->",
    re.IGNORECASE | re.DOTALL,
)
_UNFILLED = lazy(r"〔[^〔〕]*〕")
"""A blank that nobody filled in is no reason."""
BAD_MARK = "S01"
BAD_MARK_NAME = Both("忽略标记无效", "A suppression that does not hold")
BAD_MARK_QUESTION = Both(
    "写成 <!-- 忽略 V05: 理由 -->，放在要忽略的那一条里；编号和理由都要有。",
    "Write <!-- ignore V05: reason --> inside the entry it is about; both id and reason are needed.",
)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    ids: tuple[str, ...]
    reason: str
    line: int


def apply_suppressions(
    outline: Outline,
    findings: Sequence[Finding],
    known: frozenset[str],
    off: frozenset[str] = frozenset(),
) -> list[Finding]:
    """The findings with `suppressed` set where the text says so, and an S01 for each bad mark.

    A mark for checks that are `off` has nothing to suppress here and is not held against the writer.
    """
    marks = _marks(outline)
    if not marks:
        return list(findings)
    used: set[_Mark] = set()
    by_rule: dict[str, list[_Mark]] = {}
    for one in marks:
        for identity in one.ids if one.reason else ():
            by_rule.setdefault(identity, []).append(one)
    answered: list[Finding] = []
    for finding in findings:
        mark = _mark_for(outline, finding, by_rule.get(finding.rule_id, ()))
        if mark is None:
            answered.append(finding)
            continue
        used.add(mark)
        said = Suppression("author", mark.reason, f"line {mark.line}")
        answered.append(replace(finding, suppressed=said))
    answered.extend(
        _bad_mark(outline, mark, problem)
        for mark in marks
        if (problem := _problem(mark, known, used=mark in used or off.issuperset(mark.ids)))
        is not None
    )
    return answered


def _marks(outline: Outline) -> list[_Mark]:
    found: list[_Mark] = []
    for start, end in comments(outline.text):
        match = _COMMENT.fullmatch(outline.text, start, end)
        if match is None:
            continue
        ids = tuple(i.upper() for i in re.findall(r"[A-Za-z]\d{2}", match["ids"] or ""))
        reason = (match["reason"] or "").strip()
        reason = "" if _UNFILLED.fullmatch(reason) else reason
        found.append(_Mark(start, end, ids, reason, outline.position(start)[0]))
    return found


def _mark_for(outline: Outline, finding: Finding, marks: Sequence[_Mark]) -> _Mark | None:
    """The first of the check's marks (in the order of the text) on its line or inside its item."""
    first, last = finding.line, finding.end_line
    if 0 <= finding.item < len(outline.items):
        item = outline.items[finding.item]
        first = min(first, outline.position(item.start)[0])
        last = max(last, outline.position(item.end)[0])
    at = bisect_left(marks, first, key=lambda mark: mark.line)
    return marks[at] if at < len(marks) and marks[at].line <= last else None


def _problem(mark: _Mark, known: frozenset[str], *, used: bool) -> Both | None:
    unknown = [identity for identity in mark.ids if identity not in known]
    if not mark.ids:
        return Both("忽略标记没有写检查编号", "The suppression names no check")
    if unknown:
        listed = ", ".join(unknown)
        return Both(f"没有编号为 {listed} 的检查", f"There is no check {listed}")
    if not mark.reason:
        return Both("忽略标记没有写理由", "The suppression gives no reason")
    if not used:
        return Both("忽略标记没有对应的问题点", "The suppression suppresses nothing")
    return None


def _bad_mark(outline: Outline, mark: _Mark, problem: Both) -> Finding:
    line, column = outline.position(mark.start)
    end_line, end_column = outline.position(mark.end)
    quote = outline.text[mark.start : mark.end]
    return Finding(
        rule_id=BAD_MARK,
        rule_key="bad-suppression",
        rule_version=1,
        severity="warning",
        missing=(),
        quote=quote,
        start=mark.start,
        end=mark.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        section="",
        item=0,
        item_type="fact",
        message=problem,
        question=BAD_MARK_QUESTION,
        skeleton=None,
        fingerprint=fingerprint(BAD_MARK, "", quote),
    )
