"""Fact cards without a model: every source read by its outline, its tables and its ticket rows."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.cues import statement_cues
from service.facts.legibility import legible, with_unknown_states
from service.facts.outline import read_outline
from service.facts.statements import read_statement
from service.facts.tables import read_tables
from service.facts.talk import read_talk
from service.facts.tickets import read_tickets
from service.review import FactCard, Source

_DEVIATION = re.compile(
    r"(?:比|较)(?:原)?(?:计划|预期|预计)|(?:that is |which is )?\d+ (?:days?|weeks?) (?:late|early)",
    re.IGNORECASE,
)


def read_facts(source: Source, month: str) -> tuple[FactCard, ...]:
    """The fact cards of one source, in its order; `month` ("2026-10") tells old actions from new."""
    if source.kind in ("attachment", "empty"):
        return ()
    if source.tickets:
        return read_tickets(source, month)
    if source.kind == "transcript":
        return tuple(_mark_carried(card, month) for card in read_talk(source, month).cards)
    readable = legible(source)
    cards = with_unknown_states(_read(readable.source, month), readable.unmarked)
    if is_machine_written(source):
        return tuple(_as_claim(card) for card in cards)
    return cards


def is_machine_written(source: Source) -> bool:
    """Whether intake found that the source looks written by a program."""
    return any(warning.code == "machine_written" for warning in source.report.warnings)


def _as_claim(card: FactCard) -> FactCard:
    """What such a source calls done is not done before another source says so."""
    return replace(card, state="unknown") if card.state in ("closed", "resolved") else card


def _read(source: Source, month: str) -> tuple[FactCard, ...]:
    cards: list[FactCard] = []
    for statement in read_outline(source, month):
        cards.extend(read_statement(statement, f"{source.sha256[:8]}.c{len(cards) + 1}"))
    tables = read_tables(source, month)
    cards.extend(tables.cards)
    for statement in tables.statements:
        cards.extend(read_statement(statement, f"{source.sha256[:8]}.t{len(cards) + 1}"))
    return _join_causes(cards, month)


def _join_causes(cards: list[FactCard], month: str) -> tuple[FactCard, ...]:
    """Lines that only add to the line above become part of its card, with their evidence.

    A cause belongs to the problem of its topic, 比原计划晚7天 to the milestone, a bare 结论：完成 to the
    work it closes.
    """
    joined: list[FactCard] = []
    for card in cards:
        for at in _candidates(joined, card):
            added = _added(joined[at], card)
            if added is not None:
                joined[at] = added
                break
        else:
            joined.append(_mark_carried(card, month))
    return tuple(joined)


def _candidates(joined: list[FactCard], card: FactCard) -> list[int]:
    """The cards that `card` may add to: the one above; a cause also goes back to its problem."""
    if not joined:
        return []
    last = len(joined) - 1
    if card.kind != "cause":
        return [last] if joined[last].topic == card.topic else []
    same = [n for n, other in enumerate(joined) if other.topic == card.topic]
    return [n for n in reversed(same) if joined[n].kind in ("problem", "milestone")][:1]


def _added(last: FactCard, card: FactCard) -> FactCard | None:
    """`last` with what `card` adds to it; None when `card` stands for itself."""
    evidence = last.evidence + card.evidence
    if card.kind == "cause" and last.kind in ("problem", "milestone"):
        whys = (*last.fields.whys, card.text)
        fields = replace(last.fields, cause=last.fields.cause or card.text, whys=whys)
        return replace(last, fields=fields, evidence=evidence)
    deviation = _DEVIATION.match(card.text)
    if deviation and last.kind == "milestone" and not last.fields.deviation:
        parts = re.split(
            r"[，,]\s*(?:主要(?:是|因为|原因是)?|因为|由于|原因是)", card.text, maxsplit=1
        )
        fields = replace(
            last.fields,
            deviation=parts[0].strip(),
            cause=parts[1].strip("。 ") if len(parts) > 1 else last.fields.cause,
        )
        return replace(last, fields=fields, evidence=evidence)
    bare = card.kind == "conclusion" and statement_cues().closed.match(card.text)
    if bare and card.topic and last.kind == "milestone" and last.state == "closed":
        return replace(last, evidence=evidence)
    return None


def _mark_carried(card: FactCard, month: str) -> FactCard:
    if card.kind == "action" and card.said_on and card.said_on < f"{month}-01":
        return replace(card, carried=True)
    return card
