"""Section 1, 进度与成果盘点: goals and milestones against plan, results, decisions, done work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from service.drafting.material import (
    LISTED,
    Material,
    Written,
    conflict_questions,
    item_for,
    owner_of,
    shorten,
    state_word,
    subject_of,
    with_tail,
)
from service.matters import Matter, is_ticket
from service.review import FactCard, Fields, Item

MANY = 4
"""From this many on, finished tickets and goals are told in one row that lists them all."""


_OF_TICKETS = {
    "works_done": "tickets_closed",
    "works_waiting": "tickets_resolved",
    "tickets_cancelled": "tickets_cancelled",
}


def write_progress(material: Material) -> tuple[Written, ...]:
    """The items of section 1, those off plan first."""
    goals, slips, done, figures, decisions, other = _sorted(material)
    written = [
        *_goals(material, goals),
        *(_milestone(material, matter) for matter in slips),
        *_finished(material, done),
        *(_figure(material, matter) for matter in figures),
        *(_decision(material, matter) for matter in decisions),
        *(_told(material, matter) for matter in other),
    ]
    return tuple(written)


def belongs_to_progress(matter: Matter) -> bool:
    """Whether a matter is told in section 1: finished, on its way, measured or decided."""
    if matter.kind in ("metric", "benefit", "conclusion", "demo", "milestone"):
        return True
    if matter.kind == "feedback":
        return True
    if is_goal(matter):
        return True
    finished = matter.state in ("closed", "resolved", "cancelled")
    if matter.kind in ("action", "plan"):
        return finished
    return matter.kind == "problem" and finished and all(is_ticket(c) for c in matter.cards)


def is_goal(matter: Matter) -> bool:
    """Whether the matter was a stated goal of this month."""
    return any(card.kind == "plan" and card.fields.planned for card in matter.cards)


def _sorted(material: Material) -> tuple[list[Matter], ...]:
    piles: tuple[list[Matter], ...] = ([], [], [], [], [], [])
    goals, slips, done, figures, decisions, other = piles
    for matter in material.matters:
        if not belongs_to_progress(matter):
            continue
        if is_goal(matter):
            goals.append(matter)
        elif any(card.fields.deviation or card.fields.planned_due for card in matter.cards):
            slips.append(matter)
        elif matter.kind in ("metric", "benefit"):
            figures.append(matter)
        elif matter.kind == "conclusion":
            decisions.append(matter)
        elif matter.kind in ("feedback", "demo"):
            other.append(matter)
        else:
            done.append(matter)
    return piles


def _goals(material: Material, goals: Sequence[Matter]) -> Iterator[Written]:
    done = [goal for goal in goals if goal.state == "closed"]
    if len(done) >= MANY:
        yield _group(material, done, "goals_done", "goal")
    else:
        yield from (_goal(material, goal) for goal in done)
    yield from (_goal(material, goal) for goal in goals if goal.state != "closed")


def _goal(material: Material, matter: Matter) -> Written:
    seen = [card for card in matter.cards if card.kind != "plan"]
    questions = []
    if not seen:
        questions.append(material.ask("goal_outcome"))
    elif matter.state == "cancelled":
        questions.append(material.ask("cancelled_reason"))
    elif matter.state in ("in_progress", "open"):
        questions.append(material.ask("moved_reason"))
    state = state_word(material, matter.state if seen else "unknown")
    planned = next(card.fields.planned for card in matter.cards if card.fields.planned)
    fields = Fields(
        planned=shorten(planned), actual=state if seen else "", owner=owner_of(matter)[0]
    )
    text = with_tail(material, _with_key(matter), owner=fields.owner, state=state)
    item = item_for(matter, "progress", "goal", text, fields=fields, questions=questions)
    return Written(item, (matter.id,))


def _milestone(material: Material, matter: Matter) -> Written:
    card = next(c for c in matter.cards if c.fields.deviation or c.fields.planned_due)
    text, extra = subject_of(material, matter)
    questions = conflict_questions(material, matter)
    missing = [] if card.fields.cause else ["slip_cause"]
    if not card.fields.due and not card.fields.actual_date and matter.state != "closed":
        missing.append("slip_date")
    questions.extend(material.ask_for(*missing))
    fields = replace(
        card.fields, owner=owner_of(matter)[0], priority="", priority_reason="", computed=""
    )
    text = with_tail(material, text, owner=fields.owner)
    item = item_for(
        matter, "progress", "milestone", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _finished(material: Material, done: Sequence[Matter]) -> Iterator[Written]:
    """Done work: named things one by one, long lists of tickets in one row each."""
    closed = [m for m in done if m.refs and m.state == "closed" and _is_bare(m)]
    waiting = [m for m in done if m.refs and m.state == "resolved" and _is_bare(m)]
    dropped = [m for m in done if m.refs and m.state == "cancelled" and _is_bare(m)]
    rows = ((closed, "works_done"), (waiting, "works_waiting"), (dropped, "tickets_cancelled"))
    grouped: set[str] = set()
    for pile, name in rows:
        if len(pile) >= MANY:
            if all(is_ticket(matter.cards[0]) for matter in pile):
                name = _OF_TICKETS[name]
            yield _group(material, pile, name, "milestone")
            grouped.update(matter.id for matter in pile)
    for matter in done:
        if matter.id not in grouped:
            yield _done_item(material, matter)


def _is_bare(matter: Matter) -> bool:
    """A ticket nobody says more about than its row or list entry does."""
    return all(is_ticket(card) or not card.fields.owner for card in matter.cards)


def _group(material: Material, pile: Sequence[Matter], name: str, kind: str) -> Written:
    separator = material.word("list_separator")
    separator = separator if material.language == "zh" else f"{separator} "
    listed = separator.join(_key_and_title(matter) for matter in pile)
    text = material.word(name, count=len(pile), listed=listed)
    evidence = dict.fromkeys(s for matter in pile for s in _naming_evidence(matter))
    keys = ", ".join(f'"{matter.refs[0]}"' for matter in pile if matter.refs)
    questions = [material.ask("cancelled_reason")] if name == "tickets_cancelled" else []
    item = Item(
        id="",
        section="progress",
        kind="goal" if kind == "goal" else "milestone",
        text=text,
        claim="fact",
        evidence=tuple(evidence),
        fields=Fields(computed=f"ids({keys})"),
        questions=tuple(questions),
    )
    return Written(item, tuple(matter.id for matter in pile), grouped=True)


def _naming_evidence(matter: Matter) -> Iterable[str]:
    return matter.evidence


def _key_and_title(matter: Matter) -> str:
    title = shorten(matter.main.text, LISTED)
    key = matter.refs[0] if matter.refs else ""
    return title if not key or key in title else f"{key} {title}"


def _with_key(matter: Matter) -> str:
    key = matter.refs[0] if matter.refs else ""
    text = shorten(matter.main.text)
    return text if not key or key in text else f"{key} {text}"


def _done_item(material: Material, matter: Matter) -> Written:
    text, extra = subject_of(material, matter)
    if matter.refs and matter.refs[0] not in text:
        text = f"{matter.refs[0]} {text}"
    owner, _ = owner_of(matter)
    ended = _ending(matter)
    day = ended.fields.actual_date if ended else ""
    planned = material.promised.get(matter.id)
    questions = conflict_questions(material, matter)
    if matter.state == "cancelled":
        questions.append(material.ask("cancelled_reason"))
    in_work = matter.kind in ("action", "plan") or matter.state != "closed" or bool(matter.refs)
    fields = Fields(
        planned=planned.action if planned and _supported(material, matter, planned.action) else "",
        planned_due=_planned_due(matter),
        actual=state_word(material, matter.state),
        actual_date=day,
        owner=owner,
    )
    text = with_tail(
        material,
        text,
        owner=owner,
        state=fields.actual if in_work else "",
        day=day if day and not _says_day(text, day) else "",
    )
    item = item_for(
        matter, "progress", "milestone", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _ending(matter: Matter) -> FactCard | None:
    ended = [card for card in matter.cards if card.fields.actual_date]
    return max(ended, key=lambda card: card.fields.actual_date, default=None)


def _says_day(text: str, day: str) -> bool:
    return f"{int(day[5:7])}月{int(day[8:])}日" in text or day in text


def _planned_due(matter: Matter) -> str:
    """The due day that this month's own sentences name."""
    return next((c.fields.due for c in matter.cards if c.fields.due and c.fields.due_raw), "")


def _supported(material: Material, matter: Matter, text: str) -> bool:
    return material.says(matter.evidence, text)


def _figure(material: Material, matter: Matter) -> Written:
    card = matter.main
    text, extra = subject_of(material, matter)
    questions = conflict_questions(material, matter)
    past = material.past_figures.get(card.fields.metric)
    if past and past == card.fields.after:
        questions.append(material.ask("same_figure"))
    elif _repeats(matter):
        questions.append(material.ask("copied_figure"))
    fields = Fields(
        metric=card.fields.metric,
        before=card.fields.before,
        after=card.fields.after,
        unit=card.fields.unit,
        computed=card.fields.computed,
    )
    item = item_for(
        matter, "progress", "result", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _repeats(matter: Matter) -> bool:
    days = Counter(card.said_on for card in matter.cards if card.said_on)
    return len(days) > 1 and bool(matter.main.fields.after)


def _decision(material: Material, matter: Matter) -> Written:
    card = matter.main
    topic_first = f"{card.topic}：{card.text}" if card.topic else card.text
    text = (
        material.word("under_topic", topic=card.topic, text=shorten(card.text))
        if card.topic
        else shorten(topic_first)
    )
    extra = [card.topic_id] if card.topic_id else []
    questions = conflict_questions(material, matter)
    if card.state == "open":
        questions.extend(
            [material.ask("new_date", due=card.fields.due_raw)] if card.fields.due_raw else []
        )
    day = card.said_on if card.said_id else ""
    if day:
        extra.append(card.said_id)
    fields = Fields(actual=shorten(card.text, 60), actual_date=day, owner=card.fields.owner)
    item = item_for(
        matter, "progress", "conclusion", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _told(material: Material, matter: Matter) -> Written:
    text, extra = subject_of(material, matter)
    kind = "feedback" if matter.kind == "feedback" else "result"
    fields = Fields(case=text) if kind == "feedback" else Fields()
    item = item_for(
        matter, "progress", "feedback" if kind == "feedback" else "result", text,
        fields=fields, questions=conflict_questions(material, matter), extra=extra,
    )  # fmt: skip
    return Written(item, (matter.id,))
