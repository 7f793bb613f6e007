"""Fact cards without a model: every source read by its outline, its tables and its ticket rows."""

from __future__ import annotations

from dataclasses import replace

from service.facts.outline import read_outline
from service.facts.statements import read_statement
from service.facts.tables import read_tables
from service.facts.tickets import read_tickets
from service.review import FactCard, Source


def read_facts(source: Source, month: str) -> tuple[FactCard, ...]:
    """The fact cards of one source, in its order; `month` ("2026-10") tells old actions from new."""
    if source.tickets:
        return read_tickets(source, month)
    cards: list[FactCard] = []
    for statement in read_outline(source, month):
        cards.extend(read_statement(statement, f"{source.sha256[:8]}.c{len(cards) + 1}"))
    tables = read_tables(source, month)
    cards.extend(tables.cards)
    for statement in tables.statements:
        cards.extend(read_statement(statement, f"{source.sha256[:8]}.t{len(cards) + 1}"))
    return _join_causes(cards, month)


def _join_causes(cards: list[FactCard], month: str) -> tuple[FactCard, ...]:
    """A cause that follows a problem of the same topic is that problem's cause, with its evidence."""
    joined: list[FactCard] = []
    for card in cards:
        last = joined[-1] if joined else None
        if (
            card.kind == "cause"
            and last is not None
            and last.kind in ("problem", "milestone")
            and last.topic == card.topic
            and not last.fields.cause
        ):
            fields = replace(last.fields, cause=card.text)
            joined[-1] = replace(last, fields=fields, evidence=last.evidence + card.evidence)
        else:
            joined.append(_mark_carried(card, month))
    return tuple(joined)


def _mark_carried(card: FactCard, month: str) -> FactCard:
    if card.kind == "action" and card.said_on and card.said_on < f"{month}-01":
        return replace(card, carried=True)
    return card
