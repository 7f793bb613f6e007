"""One statement -> fact cards, by the part it stands in and the words it carries.

The part decides where it can ("结论：…" is a conclusion); plain lines are read by cue words. An owner,
a date, a figure is taken only where it is written; nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.cues import statement_cues
from service.facts.fields import (
    bare_text,
    is_change,
    is_plan_and_actual,
    is_slip,
    read_fields,
    read_owner,
)
from service.facts.outline import Statement
from service.review import CardKind, FactCard, State
from service.text.dates import find_dates

_PARTS: dict[str, tuple[CardKind, State]] = {
    "carried": ("action", "open"),
    "action": ("action", "open"),
    "conclusion": ("conclusion", "unknown"),
    "cause": ("cause", "unknown"),
    "lesson": ("lesson", "unknown"),
    "measure": ("measure", "unknown"),
    "request": ("request", "open"),
    "feedback": ("feedback", "unknown"),
    "risk": ("risk", "open"),
    "blocked": ("problem", "open"),
    "problem": ("problem", "open"),
    "cancelled": ("milestone", "cancelled"),
    "submitted": ("milestone", "resolved"),
    "in_progress": ("milestone", "in_progress"),
    "done": ("milestone", "closed"),
    "goal": ("plan", "open"),
    "plan": ("plan", "open"),
}
_CUE_ORDER: tuple[tuple[str, CardKind, State], ...] = (
    ("request", "request", "open"),
    ("survey", "feedback", "unknown"),
    ("problem", "problem", "open"),
    ("measure", "measure", "unknown"),
    ("lesson", "lesson", "unknown"),
    ("feedback", "feedback", "unknown"),
    ("done", "milestone", "closed"),
    ("risk", "risk", "open"),
    ("action", "action", "open"),
    ("demo", "demo", "unknown"),
    ("plan", "plan", "open"),
)
_TICKET_ID = re.compile(
    r"(?<![A-Za-z0-9/])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?!\d)|(?<![/&])#\d{1,6}(?!\d)"
)
_SAID_CLOSED = re.compile(
    r"已关闭|已完成|实际[^，。；]{0,12}(?:完成|上线)|已于?[^，。；]{0,12}(?:完成|上线|交付|关闭|修复)"
    r"|(?:done|completed|closed|finished) on |(?:^|[.;:] ?)done(?:[.;,]|$)",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"(?:问卷|调查|满意度|survey|satisfaction|nps)[^。]*\d|\d[^。]*(?:满意|satisfied)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d[\d.,]*\s*(?:%|％|/\s*\d|个|条|张|次|人|项|套|家|万|份|名|台|例|笔)|百分之"
)


def read_statement(statement: Statement, card_id: str) -> tuple[FactCard, ...]:
    """The cards of one statement: none when it states nothing that a review needs."""
    if statement.part != "conclusion" or len(statement.sentences) < 2 or read_owner(statement):
        return _read(statement, card_id)
    measure = statement_cues().kinds["measure"]
    rules = [pair for pair in statement.sentences if measure.found_in(pair[1])]
    decided = [pair for pair in statement.sentences if pair not in rules]
    if not rules or not decided:
        return _read(statement, card_id)
    return (
        *_read(_part_of(statement, decided, "conclusion"), f"{card_id}a"),
        *_read(_part_of(statement, rules, "measure"), f"{card_id}b"),
    )


def _part_of(statement: Statement, pairs: Sequence[tuple[str, str]], part: str) -> Statement:
    """Some sentences of a conclusion: what was decided, or the rule for the future in it."""
    return replace(
        statement,
        text=" ".join(text for _, text in pairs),
        evidence=tuple(identity for identity, _ in pairs),
        sentences=(),
        part=part,
    )


def _read(statement: Statement, card_id: str) -> tuple[FactCard, ...]:
    kind, state = _kind(statement)
    if kind is None or len(statement.text) < 2:
        return ()
    card = FactCard(
        id=card_id,
        kind=kind,
        text=bare_text(statement.text),
        evidence=statement.evidence,
        source=statement.source,
        said_on=statement.said_on,
        said_id=statement.said_id,
        topic=statement.topic,
        topic_id=statement.topic_id,
        state=_stated(statement, state),
        state_raw=_state_raw(statement),
        refs=tuple(dict.fromkeys(_TICKET_ID.findall(statement.text.replace("\\", "")))),
        fields=read_fields(statement, kind),
        carried=statement.part == "carried",
    )
    return (card,)


def _state_raw(statement: Statement) -> str:
    if statement.marked is not None:
        return statement.marked.mark
    return statement.text if statement_cues().closed.match(statement.text) else ""


def _kind(statement: Statement) -> tuple[CardKind | None, State]:
    """What a statement is; a ticked or coloured line that is nothing else is work."""
    kind, state = _kind_by_words(statement)
    if statement.marked is None or (kind is not None and statement.part in _PARTS):
        return kind, state
    if statement.marked.state in ("closed", "cancelled"):
        return "milestone", statement.marked.state
    return ("problem" if kind == "problem" else "action"), statement.marked.state


def _kind_by_words(statement: Statement) -> tuple[CardKind | None, State]:
    cues = statement_cues().kinds
    text = statement.text
    if statement.part == "metric":
        return ("metric", "unknown") if re.search(r"\d", text) else (None, "unknown")
    if statement.part in _PARTS:
        kind, state = _PARTS[statement.part]
        if statement.part == "carried" and not _owned(statement) and cues["problem"].found_in(text):
            return "problem", "open"
        if kind == "conclusion" and _owned(statement):
            return "action", "open"
        if kind == "conclusion" and is_slip(statement):
            return "milestone", "in_progress"
        if statement.part == "plan" and not _is_plan_line(statement):
            return None, "unknown"
        if statement.part == "problem" and _denies_problems(text):
            return None, "unknown"
        if statement.part == "problem" and not statement.listed and len(text) < 8:
            return None, "unknown"
        return kind, state
    if cues["decision"].found_in(text) and _hands_on(statement):
        return "action", "open"
    if cues["decision"].found_in(text):
        return ("action", "open") if _owned(statement) else ("conclusion", "closed")
    troubled = cues["problem"].found_in(text) and not cues["action"].found_in(text)
    if _owned(statement) and not cues["done"].found_in(text) and not troubled:
        return "action", "open"
    if is_plan_and_actual(statement):
        return "milestone", "closed"
    if is_slip(statement):
        return "milestone", "in_progress"
    if is_change(text):
        return "metric", "unknown"
    return _by_cue(statement)


def _hands_on(statement: Statement) -> bool:
    """同意成立筹备组。建议筹备组运作两周…: a decision whose second sentence is work to be done."""
    action = statement_cues().kinds["action"]
    return len(statement.sentences) > 1 and any(
        action.found_in(text) for _, text in statement.sentences[1:]
    )


def _denies_problems(text: str) -> bool:
    """暂无明显问题 is no problem; whether it is true, the critique asks."""
    return bool(
        re.search(
            r"(?:无|没有|未)(?:发现|出现)?(?:任何|明显|重大|较大|新增)?的?(?:问题|风险)", text
        )
    ) or (
        re.match(r"(?:none|no (?:problems?|issues?|risks?))(?![a-z])", text, re.IGNORECASE)
        is not None
    )


def _by_cue(statement: Statement) -> tuple[CardKind | None, State]:
    cues = statement_cues().kinds
    meeting_talk = statement.part == "agenda" or bool(statement.topic)
    for cue, kind, state in _CUE_ORDER:
        if cue == "survey":
            if _SURVEY.search(statement.text):
                return kind, state
            continue
        if cue == "feedback" and not re.search(
            r"[\d“\"「]|[一二三四五六七八九十]+[人位名份]", statement.text
        ):
            continue  # praise without a figure or somebody's words is no feedback
        if cue in ("demo", "plan", "lesson") and meeting_talk and not statement.listed:
            continue
        if cue == "plan" and len(statement.text) < 14:
            continue  # a title such as 测试小队分组计划 plans nothing
        if cues[cue].found_in(statement.text):
            return kind, state
    if _FIGURE.search(statement.text) and not meeting_talk:
        return "metric", "unknown"
    return None, "unknown"


def _is_plan_line(statement: Statement) -> bool:
    """Under a plan heading every listed line is a plan; prose needs a date or a plan word."""
    if statement.listed or find_dates(statement.text, statement.said_on):
        return True
    return statement_cues().kinds["plan"].found_in(statement.text)


def _owned(statement: Statement) -> bool:
    return bool(read_owner(statement))


def _stated(statement: Statement, state: State) -> State:
    if statement.marked is not None:
        return statement.marked.state
    cues = statement_cues()
    if re.search(r"已(?:于[^，。]{1,12})?闭环", statement.text):
        return "closed"
    if statement.part == "conclusion" and state in ("open", "in_progress"):
        return state  # a conclusion that hands work to somebody, or moves a date
    said_closed = cues.closed.match(statement.text) or _SAID_CLOSED.search(statement.text)
    if said_closed and (statement.part == "conclusion" or state == "open"):
        return "closed"
    if statement.part == "conclusion":
        return "open" if cues.carrying.search(statement.text) else "closed"
    return state
