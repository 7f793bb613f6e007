"""A month in the tickets of an export: what came, was solved, was closed, is open, is overdue.

The five counts answer different questions and are never mixed. All are as of the export: a ticket that is
opened again loses its day of solving in most tools.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.review import Ticket


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """The keys of the tickets that each count counts, in the order of the export.

    `created`, `solved` and `closed` have their day in the month; `dropped` ended in it without being
    delivered. `open_at_end` were there on the last day of the month and had not ended by then;
    `overdue` are those of them whose due day had come, `late` those that ended in the month after it.
    `undated` have ended, but no one knows when. `reopened` came back, `carried` went on into another
    sprint; both with how often.
    """

    created: tuple[str, ...]
    solved: tuple[str, ...]
    closed: tuple[str, ...]
    dropped: tuple[str, ...]
    open_at_end: tuple[str, ...]
    overdue: tuple[str, ...]
    late: tuple[str, ...]
    undated: tuple[str, ...]
    unknown: tuple[str, ...]
    reopened: tuple[tuple[str, int], ...]
    carried: tuple[tuple[str, int], ...]


def count_tickets(tickets: Sequence[Ticket], month: str) -> TicketCounts:
    """The counts of a month ("2026-10")."""
    last = f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]:02d}"

    def within(day: str) -> bool:
        return day.startswith(month)

    delivered = [one for one in tickets if one.state in ("resolved", "closed")]
    still = [one for one in tickets if _is_open_on(one, last)]
    return TicketCounts(
        created=_keys(one for one in tickets if within(one.created)),
        solved=_keys(one for one in delivered if within(one.resolved)),
        closed=_keys(one for one in delivered if within(one.closed)),
        dropped=_keys(one for one in tickets if one.state == "cancelled" and within(_ended(one))),
        open_at_end=_keys(still),
        overdue=_keys(one for one in still if one.due and one.due <= last),
        late=_keys(
            one for one in delivered if one.due and one.due < _ended(one) and within(_ended(one))
        ),
        undated=_keys(one for one in delivered if not _ended(one)),
        unknown=_keys(one for one in tickets if one.state == "unknown"),
        reopened=tuple((one.key, one.reopened) for one in tickets if one.reopened),
        carried=tuple((one.key, one.carried) for one in tickets if one.carried),
    )


def _ended(ticket: Ticket) -> str:
    """The day it was solved, else closed: what counts against the due day."""
    return ticket.resolved or ticket.closed


def _is_open_on(ticket: Ticket, day: str) -> bool:
    """Whether it was there and had not ended; one without a day of creation counts as there."""
    if ticket.created > day or ticket.state == "unknown":
        return False
    if ticket.state in ("open", "in_progress"):
        return True
    return bool(_ended(ticket)) and _ended(ticket) > day


def _keys(tickets: Iterator[Ticket] | Sequence[Ticket]) -> tuple[str, ...]:
    return tuple(ticket.key for ticket in tickets)
