"""Ticket rows -> fact cards, by code: no reading of free text decides a ticket's state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.review import CardKind, FactCard, Fields, Source, Ticket

_BUG = re.compile(r"bug|缺陷|故障|错误|incident|defect", re.IGNORECASE)


def read_tickets(source: Source, month: str) -> tuple[FactCard, ...]:
    """A card a ticket: a problem while a bug is open, an action while a task is, else a milestone."""
    cards: list[FactCard] = []
    for number, ticket in enumerate(source.tickets, start=1):
        card_id = f"{source.sha256[:8]}.k{number}"
        cards.append(_card(source, ticket, card_id, month))
    return tuple(cards)


def is_bug(ticket: Ticket, dialect: str) -> bool:
    """Whether a ticket reports a fault rather than asks for work."""
    if dialect == "zentao_bug" or _BUG.search(ticket.type):
        return True
    if not ticket.type and ticket.severity_raw:  # nobody gives a task a severity
        return True
    return any(_BUG.fullmatch(label) for label in ticket.labels)


def _card(source: Source, ticket: Ticket, card_id: str, month: str) -> FactCard:
    kind: CardKind = "milestone"
    if ticket.state in ("open", "in_progress", "unknown"):
        kind = "problem" if is_bug(ticket, source.dialect) else "action"
    ended = ticket.closed or ticket.resolved
    return FactCard(
        id=card_id,
        kind=kind,
        text=ticket.title or ticket.key,
        evidence=tuple(_cited(ticket)),
        source=source.name,
        said_on=ended or ticket.updated or ticket.created,
        state=ticket.state,
        state_raw=ticket.state_raw,
        refs=(ticket.key,),
        fields=Fields(
            owner=ticket.assignee,
            due=ticket.due,
            due_raw=_raw(source, ticket, "due"),
            actual_date=ended,
            priority=ticket.severity_raw or ticket.priority_raw,
        ),
        carried=bool(ticket.created) and ticket.created < f"{month}-01",
    )


def _cited(ticket: Ticket) -> Iterator[str]:
    """The cells a ticket's card rests on."""
    for name in (
        *("key", "title", "state", "resolution", "assignee", "due", "resolved", "closed"),
        *("severity", "priority", "type"),
    ):
        sentence = ticket.cells.get(name) or ticket.cells.get(f"{name}_raw")
        if sentence:
            yield sentence


def _raw(source: Source, ticket: Ticket, field: str) -> str:
    wanted = ticket.cells.get(field)
    if not wanted:
        return ""
    return next((s.text for s in source.sentences if s.id == wanted), "")
