"""Operators that plant one wrong number, unit, date or calculation in a true sentence.

Each takes a filled template and gives the sentence with the fault, or None where it has no place for
it. They are pure but for the random numbers handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from evals.faults.numerals import MOST, in_english, in_han
from evals.faults.templates import Filled, worked_out


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence with a fault; what is not given is as in the true one.

    `claim`, `cited` (the texts cited), `missing` (an id cited that does not exist), `owner`.
    """

    text: str
    computed: str | None = None
    claim: str = "fact"
    cited: tuple[str, ...] | None = None
    missing: str = ""
    owner: str = ""


Others = Sequence[Filled]
"""Other sentences of the same document, which the item does not cite."""
Operator = Callable[[Filled, Random, Others], Planted | None]
_WIDE = {0x30 + step: 0xFF10 + step for step in range(10)}
_NUMBERS = ("number", "computed")
_UNIT = {
    "zh": re.compile(
        r"个百分点|个工作日|个自然日|个月|万?(?:平方米|人天|人次|[个条项件张家台套天人元份处名栋部单次批小时分钟秒年])|%"
    ),
    "en": re.compile(r"\s?(?:%|[a-z-]+(?: (?:dollars|days|points|defects|tickets))?)"),
}


def changed_digit(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """One digit of a number changed."""
    at = _pick(filled, random, *_NUMBERS)
    changed = _other_value(filled, at, random) if at is not None else None
    return Planted(filled.with_piece(at, changed)) if at is not None and changed else None


def changed_wide_digit(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """The same in full-width digits."""
    at = _pick(filled, random, *_NUMBERS)
    changed = _other_value(filled, at, random) if at is not None else None
    if at is None or not changed:
        return None
    return Planted(filled.with_piece(at, changed.translate(_WIDE)))


def changed_numeral(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Another number, written in words."""
    at = _pick(filled, random, *_NUMBERS)
    if at is None:
        return None
    written = filled.pieces[at].text.replace(",", "")
    if "." in written or int(written) > MOST or filled.after(at).startswith(("th ", "%", "TB")):
        return None
    value = int(written) + random.choice((-3, -2, -1, 1, 2, 3, 5, 10))
    if value < 2 or _stands_in(str(value), filled):
        return None
    if filled.template.language == "en":
        return Planted(filled.with_piece(at, in_english(value))) if value < 100 else None
    return Planted(filled.with_piece(at, in_han(value)))


def from_elsewhere(filled: Filled, random: Random, others: Others) -> Planted | None:
    """The number of another sentence of the document."""
    at = _pick(filled, random, *_NUMBERS)
    values = [
        other.values[name] for other in others for name, kind in other.kinds.items() if kind == "number"
    ]  # fmt: skip
    values = [value for value in values if not _stands_in(value, filled)]
    return (
        Planted(filled.with_piece(at, random.choice(values))) if at is not None and values else None
    )


def exchanged(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Two numbers of the sentence in each other's place; of one unit where there are such."""
    places = filled.slots("number")
    pairs = [(one, other) for n, one in enumerate(places) for other in places[n + 1 :]]
    alike = [pair for pair in pairs if _unit(filled, pair[0]) == _unit(filled, pair[1])]
    if not pairs:
        return None
    one, other = random.choice(alike or pairs)
    texts = [piece.text for piece in filled.pieces]
    texts[one], texts[other] = texts[other], texts[one]
    return Planted("".join(texts))


def other_of_sentence(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A number of the cited sentence that the draft does not tell, in place of one it tells."""
    told = {piece.slot for piece in filled.pieces if piece.slot}
    left = [
        value for name, value in filled.values.items()
        if filled.kinds[name] == "number" and name not in told
    ]  # fmt: skip
    at = _pick(filled, random, "number")
    return Planted(filled.with_piece(at, random.choice(left))) if at is not None and left else None


_MAGNITUDES: Mapping[str, Sequence[tuple[str, str]]] = {
    "zh": (
        (r"([0-9])万", r"\1"), (r"([0-9])万", r"\1亿"), (r"([0-9])亿", r"\1万"), (r"([0-9])亿", r"\1"),
        (r"([0-9])([个条家台人份单件次])(?![百工自月])", r"\1万\2"), (r"([0-9])(元|平方米)", r"\1万\2"),
    ),
    "en": (
        (r"([0-9]) thousand", r"\1"), (r"([0-9]) thousand", r"\1 million"),
        (r"([0-9]) million", r"\1 thousand"),
        (r"([0-9]) (tickets|people|records|cases|stores|devices|users|messages|dollars|servers)", r"\1k \2"),
    ),
}  # fmt: skip


def other_magnitude(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """万, 亿, thousand or million put in, left out or exchanged."""
    return _rewritten(filled, random, _MAGNITUDES)


_UNITS: Mapping[str, Sequence[tuple[str, str]]] = {
    "zh": (
        ("个工作日", "个自然日"), ("个工作日", "天"), ("个自然日", "个工作日"), ("个自然日", "天"),
        (r"(?<=[0-9])天", "个工作日"), (r"(?<=[0-9])天", "周"), ("小时", "天"), ("分钟", "小时"),
        ("分钟", "秒"), (r"(?<=[0-9])秒", "分钟"), ("人天", "人月"), ("人天", "天"),
        (r"(?<=[0-9])个月", "天"), ("万元", "万美元"), (r"(?<=[0-9])元", "美元"), ("TB", "GB"),
        ("平方米", "米"), ("人次", "人"), (r"(?<=[0-9])%", "‰"), (r"(?<=[0-9])年", "个月"), ("QPS", "ms"),
    ),
    "en": (
        ("working days", "calendar days"), ("working days", "days"), ("calendar days", "working days"),
        ("(?<=[0-9]) days", " weeks"), ("(?<=[0-9]) days", " working days"), ("(?<=[0-9] )minutes", "hours"),
        ("(?<=[0-9] )hours", "days"), ("(?<=[0-9] )seconds", "minutes"), ("person-days", "person-months"), ("TB", "GB"),
        ("dollars", "yuan"), ("person-days", "days"), ("(?<=[0-9]) years", " months"),
        ("(?<=[0-9])%", "‰"), ("QPS", "ms"),
    ),
}  # fmt: skip


def other_unit(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Another unit: days for working days, hours for minutes, dollars for yuan."""
    return _rewritten(filled, random, _UNITS)


_POINTS = {
    "zh": ((r"(?<=[0-9])%", "个百分点"), ("个百分点", "%")),
    "en": ((r"(?<=[0-9])%", " percentage points"), (" percentage points", "%")),
}


def points_for_percent(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Percent and percentage points exchanged."""
    return _rewritten(filled, random, _POINTS)


def other_day(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A date moved by some days."""
    at = _pick(filled, random, "day", "next")
    if at is None:
        return None
    day = int(filled.pieces[at].text) + random.choice((-9, -7, -5, -3, -2, -1, 1, 2, 3, 5, 7, 9))
    return Planted(filled.with_piece(at, str(day))) if 1 <= day <= 30 else None


_DATES = {
    "zh": re.compile(r"([0-9]{1,2})月([0-9]{1,2})日"),
    "en": re.compile(r"([0-9]{1,2}) (May|June)"),
}


def other_month_or_year(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A date in another month, or in another year."""
    language = filled.template.language
    match = _DATES[language].search(filled.draft)
    if match is None:
        return None
    if language == "zh":
        year = random.choice(("2024年", "2025年", "2027年"))
        day = random.choice((f"{year}{match.group()}", f"{int(match[1]) + 1}月{match[2]}日"))
    else:
        year = random.choice(("2024", "2025", "2027"))
        other = "July" if match[2] == "June" else "March"
        day = random.choice((f"{match.group()} {year}", f"{match[1]} {other}"))
    return Planted(filled.draft[: match.start()] + day + filled.draft[match.end() :])


def computed_off(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A calculated value that is off by one in its last place."""
    at = _pick(filled, random, "computed")
    if at is None:
        return None
    value = Decimal(filled.pieces[at].text)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * random.choice((-2, -1, 1, 2))
    moved = str(value + step)
    return None if _stands_in(moved, filled) else Planted(filled.with_piece(at, moved))


def computed_from_nothing(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A calculated value without its expression."""
    at = _pick(filled, random, "computed")
    return Planted(filled.draft, computed="") if at is not None else None


def computed_of_another(filled: Filled, random: Random, others: Others) -> Planted | None:
    """A calculation on a wrong base: a number of another sentence, in the expression and the value."""
    at = _pick(filled, random, "computed")
    values = [
        other.values[name].replace(",", "") for other in others
        for name, kind in other.kinds.items() if kind == "number"
    ]  # fmt: skip
    values = [value for value in values if not _stands_in(value, filled)]
    if at is None or not values or filled.computed.count(",") < 1:
        return None
    op, _, rest = filled.computed.partition("(")
    arguments = rest.rstrip(")").split(", ")
    arguments[-1] = random.choice(values)
    call = f"{op}({', '.join(arguments)})"
    return Planted(filled.with_piece(at, worked_out(call)), computed=call)


def rounded(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Decimals left out with no word of it."""
    places = [at for at in filled.slots("number") if "." in filled.pieces[at].text]
    if not places:
        return None
    at = random.choice(places)
    short = str(Decimal(filled.pieces[at].text).quantize(Decimal(1), ROUND_HALF_UP))
    return None if _stands_in(short, filled) else Planted(filled.with_piece(at, short))


NUMBER_FAULTS: Mapping[str, Operator] = {
    one.__name__: one
    for one in (
        changed_digit,
        changed_wide_digit,
        changed_numeral,
        from_elsewhere,
        exchanged,
        other_of_sentence,
        other_magnitude,
        other_unit,
        points_for_percent,
        other_day,
        other_month_or_year,
        computed_off,
        computed_from_nothing,
        computed_of_another,
        rounded,
    )
}


def _pick(filled: Filled, random: Random, *kinds: str) -> int | None:
    places = filled.slots(*kinds)
    return random.choice(places) if places else None


def _stands_in(value: str, filled: Filled) -> bool:
    """Whether the sentence holds a number of that value already, so that it would be no fault."""
    wanted = Decimal(value.replace(",", ""))
    numbers = re.findall(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", f"{filled.evidence} {filled.draft}")
    return any(Decimal(one.replace(",", "")) == wanted for one in numbers)


def _other_value(filled: Filled, at: int, random: Random) -> str | None:
    """The number with one digit changed, None where another number comes out by chance."""
    text = filled.pieces[at].text
    place = random.choice([n for n, sign in enumerate(text) if sign.isdigit()])
    digit = random.choice([one for one in "123456789" if one != text[place]])
    changed = text[:place] + digit + text[place + 1 :]
    return None if _stands_in(changed, filled) else changed


def _unit(filled: Filled, at: int) -> str:
    match = _UNIT[filled.template.language].match(filled.after(at))
    return match.group().strip() if match else ""


def _rewritten(
    filled: Filled, random: Random, table: Mapping[str, Sequence[tuple[str, str]]]
) -> Planted | None:
    """The draft with one place of one pattern of the table rewritten."""
    draft = filled.draft
    places = [
        (match, after)
        for before, after in table[filled.template.language]
        for match in re.finditer(before, draft)
    ]
    if not places:
        return None
    match, after = random.choice(places)
    text = draft[: match.start()] + match.expand(after) + draft[match.end() :]
    return Planted(text) if text != draft else None
