"""Sources that disagree about one matter: its state, its closing day, its due date, its owner, a figure.

Nothing is chosen: the draft asks. A state that only moved on (open in an early meeting, done in a
later one) is no conflict; a ticket or action list speaks as of now, so it is compared with the last
word of the minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.matters import Matter, is_register
from service.review import Conflict, ConflictClaim, FactCard

_ENDED = frozenset({"closed", "resolved"})
_RUNNING = frozenset({"open", "in_progress"})


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict and the matter it is about."""

    matter: str
    conflict: Conflict


def find_conflicts(matters: Sequence[Matter]) -> tuple[Found, ...]:
    """Every disagreement within the matters of a month."""
    return tuple(
        Found(matter.id, conflict) for matter in matters for conflict in _of_matter(matter)
    )


def _of_matter(matter: Matter) -> Iterator[Conflict]:
    yield from _states(matter)
    yield from _closing_days(matter)
    yield from _due_days(matter)
    yield from _figures(matter)


def _states(matter: Matter) -> Iterator[Conflict]:
    registers = [c for c in matter.cards if is_register(c) and c.state != "unknown"]
    told = [
        c
        for c in matter.cards
        if not is_register(c) and c.kind != "action" and c.state in _ENDED | _RUNNING
    ]  # that minutes list an action says nothing of its state; their conclusions do
    if not registers or not told:
        return
    last = max(told, key=lambda card: card.said_on)
    for register in registers:
        closed_in_list = register.state in _ENDED and last.state in _RUNNING
        later = last.said_on > (register.fields.actual_date or register.said_on)
        if (register.state in _RUNNING and last.state in _ENDED) or (closed_in_list and later):
            yield Conflict(
                about=matter.main.text,
                claims=(_claim(register, _word(register)), _claim(last, _word(last))),
            )
            return


def _closing_days(matter: Matter) -> Iterator[Conflict]:
    """The list closes it on one day, the minutes on another."""
    listed = [c for c in matter.cards if c.fields.actual_date and c.state in _ENDED]
    told = [
        c
        for c in matter.cards
        if c.kind == "conclusion" and c.state in _ENDED and c.said_on and not is_register(c)
    ]
    for card in listed:
        other = next((c for c in told if c.said_on != card.fields.actual_date), None)
        if other is not None:
            evidence = (*((other.said_id,) if other.said_id else ()), *other.evidence)
            yield Conflict(
                about=matter.main.text,
                claims=(
                    _claim(card, card.fields.actual_date),
                    ConflictClaim(other.said_on, evidence),
                ),
            )
            return


def _due_days(matter: Matter) -> Iterator[Conflict]:
    """Two different exact due days said on the same day, or in two lists: not a slip, a clash."""
    dated = [c for c in matter.cards if c.fields.due and not c.fields.deviation]
    for one in dated:
        for other in dated:
            if one.fields.due < other.fields.due and one.source != other.source:
                yield Conflict(
                    about=matter.main.text,
                    claims=(
                        _claim(one, one.fields.due_raw or one.fields.due),
                        _claim(other, other.fields.due_raw or other.fields.due),
                    ),
                )
                return


def _figures(matter: Matter) -> Iterator[Conflict]:
    values = {c.fields.after: c for c in matter.cards if c.kind == "metric" and c.fields.after}
    if len(values) > 1:
        yield Conflict(
            about=matter.main.fields.metric or matter.main.text,
            claims=tuple(_claim(card, value) for value, card in values.items()),
        )


def _claim(card: FactCard, value: str) -> ConflictClaim:
    return ConflictClaim(value, card.evidence)


def _word(card: FactCard) -> str:
    return card.state_raw or card.text[:40]
