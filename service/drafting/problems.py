"""Section 2, 问题与挑战分析: each problem with one concrete case, its cause where written, its impact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.cues import statement_cues
from service.drafting.material import (
    LISTED,
    Material,
    Written,
    conflict_questions,
    due_card,
    item_for,
    owner_of,
    shorten,
    state_word,
    subject_of,
    with_tail,
)
from service.drafting.progress import belongs_to_progress
from service.matters import Matter, is_high, is_ticket
from service.review import FactCard, Fields, Item
from service.text.likeness import overlap, shape

MANY_TICKETS = 6
"""Open bug tickets beyond the top-ranked ones that are still told one by one."""
ANSWERED = 0.36
"""Shared words from which a measure answers a problem."""
_CONCRETE = re.compile(r"\d|[“”「」#]|[A-Z]{2,}")


def write_problems(material: Material) -> tuple[Written, ...]:
    """The items of section 2: told problems first, then open bugs by rank, then risks."""
    told = [m for m in material.matters if _is_problem(m) and not _is_bare_ticket(m)]
    tickets = [m for m in material.matters if _is_problem(m) and _is_bare_ticket(m)]
    risks = [m for m in material.matters if m.kind == "risk"]
    measures = [m for m in material.matters if m.kind == "measure"]
    high = [m for m in tickets if any(is_high(card) for card in m.cards)]
    low = [m for m in tickets if m not in high]
    if len(low) <= MANY_TICKETS:
        high, low = [*high, *low], []
    ordered = sorted(told, key=lambda m: _impact(material, m)[0] != "high")
    return (
        *(_problem(material, matter, measures) for matter in (*ordered, *high)),
        *_grouped(material, low),
        *(_risk(material, matter) for matter in risks),
    )


def answering_problem(measure: Matter, problems: Sequence[Written]) -> Written | None:
    """The problem a measure answers: the same agenda item, or enough of the same words."""
    made = shape(f"{measure.main.topic} {measure.main.text}")
    best, best_score = None, ANSWERED
    for written in problems:
        if written.grouped:
            continue
        score = overlap(made, shape(written.item.text))
        if score > best_score:
            best, best_score = written, score
    return best


def _is_problem(matter: Matter) -> bool:
    return matter.kind in ("problem", "cause", "impact") and not belongs_to_progress(matter)


def _is_bare_ticket(matter: Matter) -> bool:
    return all(is_ticket(card) for card in matter.cards)


def _problem(material: Material, matter: Matter, measures: Sequence[Matter]) -> Written:
    text, extra = subject_of(material, matter)
    key = next(iter(matter.refs), "")
    if key and key not in text:
        text = f"{key} {text}"
    whole = " ".join(card.text for card in matter.cards)
    level, reason = _impact(material, matter)
    cause = next((card.fields.cause for card in matter.cards if card.fields.cause), "")
    kind, bone = _type_of(material, whole)
    delivery = statement_cues().delivery.search(whole)
    owner, _ = owner_of(matter)
    due = due_card(matter).fields
    fields = Fields(
        problem_type=kind,
        case=_case(matter, text),
        whys=_whys(matter, cause),
        bone=bone,
        impact=material.word(f"impact_{level}") if level else "",
        impact_reason=reason,
        delivery_affected=material.word("yes") if delivery else "",
        owner=owner,
        due=due.due,
        due_raw=due.due_raw,
    )
    questions = conflict_questions(material, matter)
    missing = [] if cause else ["cause"]
    missing += [] if level else ["impact"]
    missing += [] if _has_measure(matter, text, measures) else ["measure"]
    questions.extend(material.ask_for(*missing))
    state = matter.state if _is_bare_ticket(matter) or matter.state != "open" else "unknown"
    text = with_tail(
        material,
        text,
        owner=owner,
        state=state_word(material, state) if state != "unknown" else "",
    )
    item = item_for(
        matter, "problems", "problem", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))


def _whys(matter: Matter, cause: str) -> tuple[str, ...]:
    """The causes that the sources state, in order; none is inferred."""
    stated = [why for card in matter.cards for why in card.fields.whys]
    return tuple(dict.fromkeys(shorten(why) for why in ([cause] if cause else []) + stated))


def _has_measure(matter: Matter, text: str, measures: Sequence[Matter]) -> bool:
    if matter.cards[0].fields.owner and matter.state in ("closed", "resolved"):
        return True
    made = shape(text)
    return any(
        overlap(made, shape(f"{measure.main.topic} {measure.main.text}")) > ANSWERED
        for measure in measures
    )


def _case(matter: Matter, told: str) -> str:
    """The most concrete other sentence about it; the item's own words are their own case."""
    others = [card for card in matter.cards if shorten(card.text) not in told]
    concrete = [card for card in others if _CONCRETE.search(card.text)]
    best = max(concrete, key=lambda card: len(_CONCRETE.findall(card.text)), default=None)
    if best is not None:
        return shorten(best.text)
    return told if _CONCRETE.search(told) else ""


def _impact(material: Material, matter: Matter) -> tuple[str, str]:
    """high, low or "" with the words that say so; a ticket's own top rank counts as high."""
    cues = statement_cues()
    for card in matter.cards:
        low = cues.low_impact.search(card.text)
        if low:
            return "low", _clause(card.text, low.start())
        high = cues.high_impact.search(card.text)
        if high:
            return "high", _clause(card.text, high.start())
    ranked = next((card for card in matter.cards if is_high(card)), None)
    if ranked is None:
        return "", ""
    return "high", material.word("ranked", rank=ranked.fields.priority)


def _clause(text: str, at: int) -> str:
    start = max((text.rfind(mark, 0, at) for mark in "，。；,;："), default=-1) + 1
    end = min(
        (i for i in (text.find(mark, at) for mark in "，。；,;") if i >= 0), default=len(text)
    )
    return shorten(text[start:end])


def _type_of(material: Material, text: str) -> tuple[str, str]:
    for kind in statement_cues().problem_types:
        if kind.pattern.search(text):
            return (kind.name if material.language == "zh" else kind.english), kind.bone
    return "", ""


def _grouped(material: Material, tickets: Sequence[Matter]) -> Iterator[Written]:
    if not tickets:
        return
    separator = material.word("list_separator")
    separator = separator if material.language == "zh" else f"{separator} "
    listed = separator.join(f"{m.refs[0]} {shorten(m.main.text, LISTED)}" for m in tickets)
    keys = ", ".join(f'"{matter.refs[0]}"' for matter in tickets)
    item = Item(
        id="",
        section="problems",
        kind="problem",
        text=material.word("tickets_other", count=len(tickets), listed=listed),
        claim="fact",
        evidence=tuple(dict.fromkeys(s for matter in tickets for s in matter.evidence)),
        fields=Fields(computed=f"ids({keys})"),
        questions=tuple(material.ask_for("impact")),
    )
    yield Written(item, tuple(matter.id for matter in tickets), grouped=True)


def _risk(material: Material, matter: Matter) -> Written:
    text, extra = subject_of(material, matter)
    card: FactCard = matter.main
    level, reason = _impact(material, matter)
    kind, _ = _type_of(material, card.text)
    fields = Fields(
        problem_type=kind,
        case=text,
        impact=material.word(f"impact_{level}") if level else "",
        impact_reason=reason,
    )
    questions = material.ask_for(*(() if level else ("impact",)))
    item = item_for(
        matter, "problems", "risk", text, fields=fields, questions=questions, extra=extra
    )
    return Written(item, (matter.id,))
