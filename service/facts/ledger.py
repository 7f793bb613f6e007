"""The coverage ledger: every ticket, problem and last-month action, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from prompts import say
from service.matters import Matter, is_ticket
from service.review import FollowUp, Language, LedgerEntry, Source

_TICKET_ID = re.compile(
    r"(?<![A-Za-z0-9/&_])[A-Z][A-Z0-9]{1,9}-\d{2,6}(?![\dA-Za-z;])|(?<![/&])#\d{2,6}(?![\dA-Za-z;])"
)


def build_ledger(
    matters: Sequence[Matter],
    placed: Mapping[str, tuple[str, bool]],
    follow_up: Sequence[FollowUp],
    sources: Sequence[Source],
    *,
    language: Language,
) -> tuple[LedgerEntry, ...]:
    """The entries in order: tickets, problems, actions. `placed` is matter -> (item id, grouped)."""
    tickets = list(_tickets(matters, placed, sources, language))
    return (*tickets, *_problems(matters, placed, language), *_actions(follow_up))


def _tickets(
    matters: Sequence[Matter],
    placed: Mapping[str, tuple[str, bool]],
    sources: Sequence[Source],
    language: Language,
) -> Iterator[LedgerEntry]:
    told: dict[str, list[tuple[str, bool]]] = {}
    left: dict[str, str] = {}
    for matter in matters:
        for ref in matter.refs:
            if matter.id in placed:
                told.setdefault(ref, []).append(placed[matter.id])
            else:
                reason = "cancelled" if matter.state == "cancelled" else "outside_period"
                left[ref] = say(language, "sentences", f"reason_{reason}")
    for ref in _universe(sources):
        if ref in told:
            items = tuple(dict.fromkeys(item for item, _ in told[ref]))
            grouped = all(is_group for _, is_group in told[ref])
            yield LedgerEntry(ref, "ticket", "grouped" if grouped else "in_draft", items)
        else:
            reason = left.get(ref) or say(language, "sentences", "reason_mentioned")
            yield LedgerEntry(ref, "ticket", "omitted", (), reason)


def _universe(sources: Sequence[Source]) -> tuple[str, ...]:
    """Ticket keys of the exports, and ids that notes and minutes name."""
    found: dict[str, None] = {}
    for source in sources:
        found.update(dict.fromkeys(ticket.key for ticket in source.tickets))
    for source in sources:
        if source.tickets:
            continue
        for sentence in source.sentences:
            if sentence.role in ("body", "heading"):
                found.update(dict.fromkeys(_TICKET_ID.findall(_without_links(sentence.text))))
    return tuple(found)


def _without_links(text: str) -> str:
    return re.sub(r"https?://[^\s)）>]+", "", text.replace("\\", ""))


def _problems(
    matters: Sequence[Matter], placed: Mapping[str, tuple[str, bool]], language: Language
) -> Iterator[LedgerEntry]:
    for matter in matters:
        if matter.kind not in ("problem", "risk", "cause", "impact"):
            continue
        if all(is_ticket(card) for card in matter.cards):
            continue
        where = placed.get(matter.id)
        name = matter.main.text[:60]
        if where is None:
            reason = say(language, "sentences", "reason_outside_period")
            yield LedgerEntry(name, "problem", "omitted", (), reason)
        else:
            yield LedgerEntry(name, "problem", "grouped" if where[1] else "in_draft", (where[0],))


def _actions(follow_up: Sequence[FollowUp]) -> Iterator[LedgerEntry]:
    for entry in follow_up:
        yield LedgerEntry(entry.action[:60], "action", "in_draft", (entry.id,))
