"""Calculated numbers of an item: do their inputs stand in the evidence, and do they come to that?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from service.grounding.binding import context
from service.grounding.computed import Call, rounded, value_of
from service.grounding.evidence import Doubt, Evidence
from service.grounding.movement import Movement, Way
from service.grounding.units import COUNTED
from service.review import Both
from service.text.numbers import Quantity
from service.text.units import COUNT, PERCENT

_SIGNED = frozenset(("pct_change", "pp_diff"))
_CHANGES = _SIGNED | {"diff"}
_KEEPS_UNIT = frozenset(("sum", "diff", "min", "max", "round"))
_SAME_UNIT = _KEEPS_UNIT | {"ratio_pct", "pct_change", "pp_diff"}
_SCALES = tuple(Decimal(one) for one in (1, 1_000, 10_000, 1_000_000, 100_000_000))
Measure = tuple[str, Decimal]
"""A unit and the scale in which the number is written: (yuan, 10000) for 3 万元."""


def check_expression(calls: Sequence[Call], evidence: Evidence) -> Iterator[Doubt]:
    """Every number and day written in a calculation must be evidence, and of one unit where they
    are added, taken from each other or set in proportion."""
    for call in calls:
        missing = False
        for literal in call.literals():
            if not _is_known(literal, evidence):
                missing = True
                yield Doubt(
                    Both(
                        zh=f"算式中的「{literal}」不在所引依据中。",
                        en=f"The calculation uses {literal}, which no cited sentence holds.",
                    ),
                    code="expression",
                    token=str(literal),
                )
        if not missing and not _fits_together(call, evidence):
            yield Doubt(
                Both(
                    zh=f"算式「{call.op}」把不同单位的数字放在一起计算。",
                    en=f"The calculation {call.op} puts numbers of different units together.",
                ),
                code="expression",
                token=call.op,
            )


def is_calculated(number: Quantity, unit: str, evidence: Evidence, calls: Sequence[Call]) -> bool:
    """Whether one of the calculations comes to this number, as far as it is shown."""
    texts = [reading.text for reading in evidence.readings]
    for call in calls:
        value = value_of(call, texts)
        if value is None:
            continue
        for result, scale in _results(call, evidence):
            if not _fits_result(unit, result, call):
                continue
            shown = number.value / scale
            if rounded(abs(value), _places(number, scale)) == abs(shown):
                return True
    return False


def change_of(number: Quantity, evidence: Evidence, calls: Sequence[Call]) -> Movement | None:
    """How this number moves as its calculation says; None where it is no change."""
    for call in calls:
        value = value_of(call)
        if call.op not in _CHANGES or value is None:
            continue
        if not any(
            rounded(abs(value), _places(number, scale)) == abs(number.value / scale)
            for _, scale in _results(call, evidence)
        ):
            continue
        sign = 1 if call.op in _SIGNED else _order(call, evidence)
        way: Way = "" if not sign or not value else "up" if value * sign > 0 else "down"
        return Movement(way, "by")
    return None


def _order(call: Call, evidence: Evidence) -> int:
    """1 where a difference takes the earlier number from the later one, -1 the other way round."""
    periods = [_periods(one, evidence) for one in call.arguments if isinstance(one, Decimal)]
    if len(periods) != 2 or "past" not in periods[0] ^ periods[1]:
        return 0
    return 1 if "past" in periods[1] else -1


def _periods(literal: Decimal, evidence: Evidence) -> frozenset[str]:
    """The periods of the numbers of the evidence that are written so."""
    return frozenset(
        context(reading.text, other.start, other.end, reading.number_spans).period
        for reading, other in evidence.numbers()
        if other.kind in ("quantity", "weak")
        and any(other.value == literal * scale for scale in _SCALES)
    )


def _places(number: Quantity, scale: Decimal = Decimal(1)) -> int:
    exponent = (number.value / scale).normalize().as_tuple().exponent
    written = number.value.as_tuple().exponent
    shown = exponent if scale != 1 else written
    return max(0, -shown) if isinstance(shown, int) else 0


def _is_known(literal: Decimal | date, evidence: Evidence) -> bool:
    if isinstance(literal, date):
        return any(literal.isoformat() in (one.first, one.last) for one in evidence.dates())
    return bool(_measures(literal, evidence))


def _measures(literal: Decimal, evidence: Evidence) -> frozenset[Measure]:
    """The units and scales in which the evidence holds a number written so."""
    return frozenset(
        (COUNT if other.unit in COUNTED else other.unit, scale)
        for _, other in evidence.numbers()
        if other.kind in ("quantity", "weak")
        for scale in _SCALES
        if other.value == literal * scale and (scale == 1 or _is_scaled(other))
    )


def _is_scaled(number: Quantity) -> bool:
    """Whether it is written with a word of magnitude, so that 3 may stand for 3 万."""
    raw = number.raw.lower()
    return any(sign in raw for sign in "万亿千百k") or "thousand" in raw or "million" in raw


def _common(call: Call, evidence: Evidence) -> frozenset[Measure]:
    """The units and scales that all numbers of a calculation share."""
    shared: frozenset[Measure] | None = None
    for literal in call.literals():
        if isinstance(literal, Decimal):
            own = _measures(literal, evidence)
            shared = own if shared is None else shared & own
    return shared or frozenset()


def _fits_together(call: Call, evidence: Evidence) -> bool:
    if call.op not in _SAME_UNIT or any(isinstance(one, Call) for one in call.arguments):
        return True
    return bool(_common(call, evidence))


def _results(call: Call, evidence: Evidence) -> Iterator[Measure]:
    """The unit and the scale of what a calculation comes to; "" is any unit."""
    if call.unit:
        yield call.unit, Decimal(1)
        return
    known = _common(call, evidence) if call.op in _KEEPS_UNIT else frozenset()
    yield from known or {("", Decimal(1))}


def _fits_result(unit: str, result: str, call: Call) -> bool:
    if unit == result or (result == COUNT and unit in COUNTED):
        return True
    if result == "day":
        return unit in ("", "day", "calendar day")
    if result == PERCENT and call.op == "diff":
        return unit == "percentage point"
    return not result
