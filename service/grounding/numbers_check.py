"""Does each number of an item stand in its evidence, with its unit, and for the same thing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from service.grounding.computed import Call, rounded, value_of
from service.grounding.evidence import Doubt, Evidence, Reading
from service.review import Both
from service.text.numbers import Quantity
from service.text.units import COUNT

_STATED = ("quantity", "id", "version")
_COUNTED = frozenset(("", COUNT, "person"))
_MOVED = re.compile(
    r"(?P<way>升|增|涨|提高|提升|上升|增长|增加|扩大|降|减|缩短|下降|减少|降低|压缩|回落|下滑)"
    r"(?P<level>[至到为])?(?:了)?\s?(?:约|近|不到|超过)?\s?$"
)
_MOVED_FROM = re.compile(r"从\s?$|由\s?$")
_UP = frozenset("升增涨扩提上")
_WINDOW = 10
_SENTENCE_END = re.compile("[。；;！!？?\n]")
_NUMBERS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿.,%\s]+")


def check_numbers(
    draft: Reading, evidence: Evidence, calls: Sequence[Call] = (), *, unit: str = ""
) -> Iterator[Doubt]:
    """The doubts about the quantities, ordinals and times of `draft`.

    `calls` are the item's calculated numbers; `unit` is the unit that the item's field gives to a
    bare number.
    """
    for number in draft.numbers:
        if number.kind == "quantity":
            yield from _check_quantity(draft, number, evidence, calls, unit)
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
    if not calls:
        yield from _check_repeats(draft, evidence)


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
            )


def _identity(number: Quantity) -> tuple[str, Decimal, str]:
    return number.key, number.value, COUNT if number.unit in _COUNTED else number.unit


def check_expression(calls: Sequence[Call], evidence: Evidence) -> Iterator[Doubt]:
    """Every number and day written in a calculation must itself be evidence."""
    for call in calls:
        for literal in call.literals():
            if isinstance(literal, Decimal):
                known = any(
                    other.kind in ("quantity", "weak") and other.value == literal
                    for _, other in evidence.numbers()
                )
            else:
                known = any(
                    literal.isoformat() in (one.first, one.last) for one in evidence.dates()
                )
            if not known:
                yield Doubt(
                    Both(
                        zh=f"算式中的「{literal}」不在所引依据中。",
                        en=f"The calculation uses {literal}, which no cited sentence holds.",
                    )
                )


def missing_number(raw: str) -> Doubt:
    """The doubt about a number that no cited sentence holds."""
    return Doubt(
        Both(
            zh=f"数字「{raw}」不在所引依据中。",
            en=f"No cited sentence holds the number “{raw}”.",
        )
    )


def _check_quantity(
    draft: Reading, number: Quantity, evidence: Evidence, calls: Sequence[Call], unit: str
) -> Iterator[Doubt]:
    wanted = number.unit or unit
    rivals = [
        (reading, other)
        for reading, other in evidence.numbers()
        if other.kind in ("quantity", "weak")
        and (_same_unit(wanted, other, reading) or _same_unit(number.unit, other, reading))
    ]
    same = [(reading, other) for reading, other in rivals if other.value == number.value]
    if not same:
        if not wanted and _is_key(number, evidence):
            return
        if not _is_computed(number, wanted, evidence, calls):
            yield missing_number(number.raw)
        return
    moves = [_movement(reading, other) for reading, other in same]
    mine = _movement(draft, number)
    if mine and all(moves) and not any(_agree(mine, move) for move in moves if move):
        yield Doubt(
            Both(
                zh=f"「{number.raw}」的变化方向或含义与依据不同（增/减、“至”与“了”）。",
                en=f"“{number.raw}” moves another way, or means another thing, than in the source.",
            )
        )
    elif _fits_another(draft, number, same, rivals):
        yield Doubt(
            Both(
                zh=f"「{number.raw}」在依据中说的是另一件事，请核对数字与指标是否对应。",
                en=f"In the source “{number.raw}” is about something else; check what it measures.",
            )
        )
    yield from _check_qualifier(number, [other for _, other in same])


def _is_key(number: Quantity, evidence: Evidence) -> bool:
    """Whether the bare number is the key of something in the evidence: 3025 for #3025."""
    return any(
        other.kind == "id" and other.key == number.raw.strip() for _, other in evidence.numbers()
    )


def _same_unit(wanted: str, other: Quantity, reading: Reading) -> bool:
    """Counters are one class; a bare number in a table cell has its unit in the header."""
    if wanted == other.unit or (wanted in _COUNTED and other.unit in _COUNTED):
        return True
    return reading.in_table and not other.unit


def _is_computed(number: Quantity, unit: str, evidence: Evidence, calls: Sequence[Call]) -> bool:
    texts = [reading.text for reading in evidence.readings]
    exponent = number.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    for call in calls:
        value = value_of(call, texts)
        if value is None or (call.unit and not _fits_result(unit, call.unit)):
            continue
        if rounded(abs(value), places) == abs(number.value):
            return True
    return False


def _fits_result(unit: str, result: str) -> bool:
    return (
        unit == result
        or (result == COUNT and unit in _COUNTED)
        or (result == "day" and unit in ("", "day", "calendar day"))
    )


Movement = tuple[Literal["up", "down"], bool]


def _movement(reading: Reading, number: Quantity) -> Movement | None:
    """Up or down, and whether the number is the level reached (降至) or the change (降低)."""
    before = reading.text[max(0, number.start - 10) : number.start]
    match = _MOVED.search(before)
    if match is None:
        return None
    return ("up" if match["way"][0] in _UP else "down", bool(match["level"]))


def _agree(one: Movement, other: Movement) -> bool:
    return one == other


def _fits_another(
    draft: Reading,
    number: Quantity,
    same: Sequence[tuple[Reading, Quantity]],
    rivals: Sequence[tuple[Reading, Quantity]],
) -> bool:
    """Whether the words around the number are, in the source, those around another value."""
    others = [(reading, other) for reading, other in rivals if other.value != number.value]
    if not others:
        return False
    mine = _context(draft, number)
    own = max(_overlap(mine, _context(*one)) for one in same)
    return max(_overlap(mine, _context(*one)) for one in others) > own


def _context(reading: Reading, number: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """The pairs of characters before and behind the number, other numbers left out."""
    before = _NUMBERS.sub("", reading.text[max(0, number.start - 2 * _WINDOW) : number.start])
    behind = _NUMBERS.sub("", reading.text[number.end : number.end + 2 * _WINDOW])
    before = _SENTENCE_END.split(before)[-1]
    behind = _SENTENCE_END.split(behind)[0]
    return _pairs(before[-_WINDOW:].lower()), _pairs(behind[:_WINDOW].lower())


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _overlap(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> int:
    return len(one[0] & other[0]) + len(one[1] & other[1])


def _check_qualifier(number: Quantity, same: Sequence[Quantity]) -> Iterator[Doubt]:
    known = {other.qualifier for other in same}
    if number.qualifier in known:
        return
    if number.qualifier and known & {"under", "over"} and number.qualifier != "about":
        yield Doubt(
            Both(
                zh=f"「{number.raw}」的限定词与依据相反（不到/超过）。",
                en=f"“{number.raw}” is qualified the other way in the source (under/over).",
            )
        )
        return
    yield Doubt(
        Both(
            zh=f"「{number.raw}」的限定词（约、不到、超过）与依据不一致，请确认。",
            en=f"The source qualifies “{number.raw}” differently (about, under, over); confirm.",
        ),
        blocks=False,
    )


def _check_weak(draft: Reading, number: Quantity, evidence: Evidence) -> Iterator[Doubt]:
    """A lone Han numeral may be idiom: it asks, it never blocks."""
    others = [other for _, other in evidence.numbers() if other.kind in ("quantity", "weak")]
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
        )
