"""Section 4, 下月计划与资源需求: open actions and dated plans, the late ones first; resource requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from service.drafting.material import (
    Material,
    Written,
    conflict_questions,
    due_card,
    due_questions,
    due_words,
    item_for,
    owner_of,
    subject_of,
    with_tail,
)
from service.drafting.progress import belongs_to_progress, is_goal
from service.matters import Matter, is_high, is_register
from service.review import FactCard, Fields, Item

_GROUP = re.compile(
    r"committer|小组|工作组|团队|项目组|相关|各|双方|部门|厂商|team|sig$|group", re.IGNORECASE
)
_RESOURCES = (
    (
        "people",
        re.compile(r"人|名|DBA|工程师|顾问|测试|people|tester|developer|engineer", re.IGNORECASE),
    ),
    ("budget", re.compile(r"预算|经费|万元|费用|budget|cost", re.IGNORECASE)),
    (
        "hardware",
        re.compile(r"服务器|台|设备|前置机|硬件|内存|server|hardware|machine", re.IGNORECASE),
    ),
)


def write_next_month(material: Material) -> tuple[Written, ...]:
    """The items of section 4: tasks by urgency and date, then requests."""
    tasks = [m for m in material.matters if _is_task(m)]
    tasks.sort(key=lambda matter: _urgency(material, matter))
    requests = [m for m in material.matters if m.kind == "request"]
    return (
        *_goals_left(material),
        *(_task(material, matter) for matter in tasks),
        *(_request(material, matter) for matter in requests),
    )


def _goals_left(material: Material) -> Iterator[Written]:
    """One proposed priority that names the goals of this month that nobody reports as finished."""
    left = [m for m in material.matters if is_goal(m) and m.state in ("open", "in_progress")]
    left = [matter for matter in left if matter.refs]
    if not left:
        return
    separator = material.word("list_separator")
    listed = (separator if material.language == "zh" else f"{separator} ").join(
        matter.refs[0] for matter in left
    )
    keys = ", ".join(f'"{matter.refs[0]}"' for matter in left)
    item = Item(
        id="",
        section="next_month",
        kind="priority",
        text=material.word("goals_left", count=len(left), listed=listed),
        claim="proposal",
        evidence=tuple(dict.fromkeys(s for matter in left for s in matter.evidence)),
        fields=Fields(computed=f"ids({keys})", priority_reason=material.word("reason_goal_left")),
    )
    yield Written(item, ())


def _is_task(matter: Matter) -> bool:
    return matter.kind in ("action", "plan") and not belongs_to_progress(matter)


def _urgency(material: Material, matter: Matter) -> tuple[int, str]:
    promised = material.promised.get(matter.id)
    rank = 3
    if promised is not None:
        rank = 0 if promised.overdue else 1
    elif matter.carried:
        rank = 1
    elif any(is_high(card) for card in matter.cards):
        rank = 2
    return rank, due_card(matter).fields.due or "9999"


def _task(material: Material, matter: Matter) -> Written:
    text, extra = subject_of(material, matter)
    key = next(iter(matter.refs), "")
    if key and key not in text:
        text = f"{key} {text}"
    owner, _ = owner_of(matter)
    card = due_card(matter)
    priority, reason = _priority(material, matter)
    fields = Fields(
        week=_week(card.fields.due),
        owner=owner,
        due=card.fields.due,
        due_raw=card.fields.due_raw,
        acceptance=next((c.fields.acceptance for c in matter.cards if c.fields.acceptance), ""),
        priority=priority,
        priority_reason=reason,
    )
    text = with_tail(material, text, owner=owner, due=due_words(card))
    questions = [*conflict_questions(material, matter), *_missing(material, matter, fields, card)]
    item = item_for(
        matter, "next_month", "task", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _missing(material: Material, matter: Matter, fields: Fields, card: FactCard) -> list[str]:
    questions: list[str] = []
    promised = material.promised.get(matter.id)
    if promised is not None and promised.overdue:
        questions.append(material.ask("overdue", due=promised.due_raw or promised.due))
    if promised is None and _left_behind(material, matter):
        questions.append(material.ask("not_seen_again"))
    missing = [] if fields.owner else ["owner"]
    if fields.owner and all(_GROUP.search(name) for name in fields.owner.split("、")):
        questions.append(material.ask("team_owner", owner=fields.owner))
    if not fields.due and not fields.due_raw:
        missing.append("due")
    questions.extend(due_questions(material, card))
    if not fields.acceptance:
        missing.append("acceptance")
    return [*questions, *material.ask_for(*missing)]


def _left_behind(material: Material, matter: Matter) -> bool:
    """Set in a meeting of the month, and in no list and no later meeting."""
    days = [card.said_on for card in matter.cards]
    listed = any(is_register(card) for card in matter.cards)
    return not listed and all(days) and max(days) < material.last_meeting


def _priority(material: Material, matter: Matter) -> tuple[str, str]:
    promised = material.promised.get(matter.id)
    if promised is not None and promised.overdue:
        return material.word("priority_high"), material.word("priority_overdue")
    if promised is not None or matter.carried:
        return "", material.word("priority_carried")
    ranked = next((card.fields.priority for card in matter.cards if is_high(card)), "")
    if not ranked:
        return "", ""
    return material.word("priority_high"), material.word("ranked", rank=ranked)


def _week(due: str) -> str:
    """The Monday of the week of the due date, an ISO day."""
    if not due:
        return ""
    day = date.fromisoformat(due)
    return (day - timedelta(days=day.weekday())).isoformat()


def _request(material: Material, matter: Matter) -> Written:
    text, extra = subject_of(material, matter)
    card = matter.main
    owner, _ = owner_of(matter)
    fields = Fields(
        resource_kind=next((kind for kind, p in _RESOURCES if p.search(card.text)), ""),
        quantity=card.fields.quantity,
        until=card.fields.due_raw,
        owner=owner,
    )
    questions = material.ask_for(*(() if fields.quantity else ("quantity",)), "decides")
    item = item_for(
        matter, "next_month", "request", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))
