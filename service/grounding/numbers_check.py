"""Does each number of an item stand in its evidence, with its unit, and for the same thing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.grounding.binding import Context, context, fit, misplaced
from service.grounding.computed import Call
from service.grounding.computed_check import change_of, is_calculated
from service.grounding.evidence import Doubt, Evidence, Reading
from service.grounding.movement import OPPOSITE, Movement, movement
from service.grounding.pairs_check import VALUED, check_pairs, is_part_of
from service.grounding.qualifiers_check import Place, check_qualifier
from service.grounding.units import COUNTED, same_unit
from service.review import Both
from service.text.numbers import Quantity
from service.text.units import COUNT

_STATED = ("quantity", "id", "version")


def check_numbers(
    draft: Reading,
    evidence: Evidence,
    calls: Sequence[Call] = (),
    *,
    unit: str = "",
    whole: bool = True,
) -> Iterator[Doubt]:
    """The doubts about the quantities, ordinals and times of `draft`.

    `calls` are the item's calculated numbers; `unit` is the unit that the item's field gives to a
    bare number. What is no `whole` sentence (a field) says nothing of its month.
    """
    for number in draft.numbers:
        if number.kind == "quantity":
            yield from _check_quantity(draft, number, evidence, calls, unit, whole)
        elif number.kind == "ordinal":
            if not any(
                other.kind == "ordinal" and other.value == number.value
                for _, other in evidence.numbers()
            ) and not evidence.holds(number.raw):
                yield missing_number(number.raw)
        elif number.kind == "time":
            if not evidence.holds(number.raw):
                yield missing_number(number.raw)
        elif number.kind == "weak":
            yield from _check_weak(draft, number, evidence)
    yield from check_pairs(draft)
    if not calls:
        yield from _check_repeats(draft, evidence)


def missing_number(raw: str) -> Doubt:
    """The doubt about a number that no cited sentence holds."""
    return Doubt(
        Both(
            zh=f"数字「{raw}」不在所引依据中。",
            en=f"No cited sentence holds the number “{raw}”.",
        ),
        code="number",
        token=raw,
    )


def _check_quantity(
    draft: Reading,
    number: Quantity,
    evidence: Evidence,
    calls: Sequence[Call],
    unit: str,
    whole: bool,
) -> Iterator[Doubt]:
    wanted = number.unit or unit
    rivals = [
        (reading, other)
        for reading, other in evidence.numbers()
        if (other.kind == "quantity" or (other.kind == "weak" and other.unit))
        and (
            same_unit(wanted, other, in_table=reading.in_table)
            or same_unit(number.unit, other, in_table=reading.in_table)
        )
    ]
    same = [place for place in rivals if place[1].value == number.value]
    if not same:
        if not wanted and _is_key(number, evidence):
            return
        if not is_calculated(number, wanted, evidence, calls):
            yield missing_number(number.raw)
            return
        change = change_of(number, evidence, calls)
        mine = movement(draft.text, number.start, number.end)
        if change and ((mine.way and change.way == OPPOSITE[mine.way]) or mine.role == "to"):
            yield _moves_otherwise(number.raw)
        return
    mine = movement(draft.text, number.start, number.end)
    moves = [movement(reading.text, other.start, other.end) for reading, other in same]
    if not any(_agrees(mine, move) for move in moves):
        change = change_of(number, evidence, calls)
        if change is None or change.way == OPPOSITE.get(mine.way) or mine.role == "to":
            yield _moves_otherwise(number.raw)
    elif whole and _of_another_time(draft, number, same, evidence.month):
        yield Doubt(
            Both(
                zh=f"「{number.raw}」在依据中是另一时期的数字或目标值，不是本月的实际值。",
                en=f"In the source “{number.raw}” is of another time, or a target, not this month's figure.",
            ),
            code="period",
            token=number.raw,
        )
    elif _stands_elsewhere(draft, number, same, rivals, mine):
        yield Doubt(
            Both(
                zh=f"「{number.raw}」在依据中说的是另一件事，请核对数字与指标是否对应。",
                en=f"In the source “{number.raw}” is about something else; check what it measures.",
            ),
            code="binding",
            token=number.raw,
        )
    yield from check_qualifier(draft, number, same)


def _moves_otherwise(raw: str) -> Doubt:
    return Doubt(
        Both(
            zh=f"「{raw}」的变化方向或含义与依据不同（增/减、“至”与“了”）。",
            en=f"“{raw}” moves another way, or means another thing, than in the source.",
        ),
        code="direction",
        token=raw,
    )


def _agrees(mine: Movement, source: Movement) -> bool:
    """Whether the draft's movement can be told from the source's.

    A change needs a change in the source; a level may be told as what it came to.
    """
    if mine.way and source.way and mine.way != source.way:
        return False
    if mine.role == "by" and source.role != "by":
        return False
    return not (source.role and mine.role and mine.role != source.role) and not (
        source.role == "by" and not mine.role and not mine.way
    )


def _is_key(number: Quantity, evidence: Evidence) -> bool:
    """Whether the bare number is the key of something in the evidence: 3025 for #3025."""
    return any(
        other.kind == "id" and other.key == number.raw.strip() for _, other in evidence.numbers()
    )


def _context(reading: Reading, number: Quantity) -> Context:
    return context(reading.text, number.start, number.end, reading.number_spans)


def _stands_elsewhere(
    draft: Reading, number: Quantity, same: Sequence[Place], rivals: Sequence[Place], mine: Movement
) -> bool:
    """Whether the words around the number are, in the source, those around another value."""
    others = [place for place in rivals if place[1].value != number.value]
    fitting = ("", mine.role) if mine.role else ("", "to", "by")
    others = [
        (reading, other)
        for reading, other in others
        if movement(reading.text, other.start, other.end).role in fitting
    ]
    if not others:
        return False
    own = [_context(*place) for place in same]
    here = _context(draft, number)
    for reading, other in others:
        rival = _context(reading, other)
        if misplaced(own, (rival,), here) and _gains(draft, number, other, here, own, rival):
            return True
    return False


def _gains(
    draft: Reading,
    number: Quantity,
    other: Quantity,
    here: Context,
    own: Sequence[Context],
    rival: Context,
) -> bool:
    """Whether both would fit better in each other's place, where the draft tells the other one too."""
    for there in draft.numbers:
        if there.kind in VALUED and there.value == other.value and there is not number:
            if is_part_of(draft, number, there) or is_part_of(draft, there, number):
                return False  # _check_pairs sees to these
            theirs = _context(draft, there)
            stated = max(fit(here, one) for one in own) + fit(theirs, rival)
            turned = fit(here, rival) + max(fit(theirs, one) for one in own)
            return turned > stated
    return True


def _of_another_time(draft: Reading, number: Quantity, same: Sequence[Place], month: str) -> bool:
    """Last month's number, or a target, told as this month's."""
    mine = _context(draft, number).period
    if mine in ("past", "target", "next"):
        return mine not in {_context(*place).period for place in same} | {""} and not any(
            _context(*place).period == "" for place in same
        )
    if movement(draft.text, number.start, number.end).role == "from":
        return False
    told = draft.month_of(number)
    for reading, other in same:
        period = _context(reading, other).period
        named = reading.month_of(other)
        if movement(reading.text, other.start, other.end).role == "from":
            continue  # what something came from is no longer so
        if period in ("past", "next", "target"):
            continue
        if named and named != (told or month) and period != "now":
            continue
        return False
    return True


def _check_repeats(draft: Reading, evidence: Evidence) -> Iterator[Doubt]:
    """A number said more often than in the evidence may stand for one that the evidence lacks."""
    said = Counter(_identity(one) for one in draft.numbers if one.kind in _STATED)
    known = Counter(_identity(one) for _, one in evidence.numbers() if one.kind in _STATED)
    for number in draft.numbers:
        identity = _identity(number)
        if said[identity] > known[identity] > 0:
            said[identity] = 0
            yield Doubt(
                Both(
                    zh=f"「{number.raw}」在条目中出现的次数多于依据，请核对。",
                    en=f"“{number.raw}” stands more often in the item than in the source; check.",
                ),
                blocks=False,
                code="repeat",
                token=number.raw,
            )


def _identity(number: Quantity) -> tuple[str, Decimal, str]:
    return number.key, number.value, COUNT if number.unit in COUNTED else number.unit


def _check_weak(draft: Reading, number: Quantity, evidence: Evidence) -> Iterator[Doubt]:
    """A lone Han numeral may be idiom: it asks, it never blocks."""
    others = [other for _, other in evidence.numbers() if other.kind in VALUED]
    if any(other.value == number.value for other in others):
        return
    if number.value == 1 and number.unit and not any(other.unit == number.unit for other in others):
        return
    words = draft.text[number.start : number.end + 1]
    if not evidence.holds(words):
        yield Doubt(
            Both(
                zh=f"「{words}」中的数字在所引依据中没有，请确认。",
                en=f"The number in “{words}” is not in the cited sentences; confirm.",
            ),
            blocks=False,
            code="number",
            token=words,
        )
