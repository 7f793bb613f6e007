"""Numbers in Chinese and English text, each with what it is: a quantity, a date, a version, an id.

The classes are read in order and each match is consumed, so that the 3 of "V2.3" is never a
quantity. Values are exact (Decimal); a quantity carries its canonical unit and its qualifier
(约, 不到, 超过).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from service.text.dates import find_dates
from service.text.folding import fold, without_addresses
from service.text.number_forms import (
    COUNTING,
    DIGITS_NUMBER,
    HAN_NUMBER,
    ID,
    IDIOM,
    LIST_NUMBER,
    MAGNITUDES,
    NAME,
    NEIGHBOURS,
    ORDINAL,
    PARTS,
    QUALIFIERS,
    RANGE,
    TIME,
    VERSION,
    WORD,
    WORD_MAGNITUDES,
    WORDS,
    Qualifier,
)
from service.text.numerals import DIGITS, MYRIADS, PLACES, chinese_value
from service.text.units import COUNT, PERCENT, read_unit

Kind = Literal["quantity", "weak", "ordinal", "version", "id", "date", "time", "list_number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text: `text[start:end] == raw` (code points).

    `value` and `unit` count for quantities, weak numerals and ordinals; ids, versions and times are
    compared by `key`, their folded text. `unit` is canonical ("count" for every counter). A weak
    numeral is one Han numeral that may be mere idiom (一个风险).
    """

    raw: str
    start: int
    end: int
    value: Decimal
    unit: str
    kind: Kind
    key: str = ""
    qualifier: Qualifier = ""
    unit_raw: str = ""


_LONGEST = 40
"""A longer run of digits is a key, not a quantity."""


def find_numbers(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` in order; what stands in links and mail addresses is left out."""
    folded = fold(text)
    readable = without_addresses(folded.text)
    taken = bytearray(len(readable))
    found: list[Quantity] = []
    for one in _read(readable, taken):
        found.append(one)
        for at in range(one.start, one.end):
            taken[at] = 1
    found.sort(key=lambda one: one.start)
    found = _share_units(readable, found)
    placed = []
    for one in found:
        start, end = folded.original(one.start, one.end)
        placed.append(replace(one, raw=text[start:end], start=start, end=end))
    return tuple(placed)


def _read(readable: str, taken: bytearray) -> Iterator[Quantity]:
    """All classes in order, over the copy; `taken` grows as the caller takes what is yielded."""
    for kind, pattern in (("list_number", LIST_NUMBER), ("id", ID), ("version", VERSION)):
        for match in pattern.finditer(readable):
            if not _is_taken(taken, *match.span()):
                yield _exact(match, kind)  # type: ignore[arg-type]
    for mention in find_dates(readable):
        start, end = mention.start, mention.end
        if not _is_taken(taken, start, end):
            yield Quantity("", start, end, Decimal(0), "", "date", mention.raw)
    for kind, pattern in (("time", TIME), ("id", NAME)):
        for match in pattern.finditer(readable):
            if not _is_taken(taken, *match.span()) and _starts_or_holds_number(match):
                yield _exact(match, kind)  # type: ignore[arg-type]
    for match in ORDINAL.finditer(readable):
        if not _is_taken(taken, *match.span()):
            value = _value(match["number"] or match["english"])
            if value is not None:
                unit, end = read_unit(readable, match.end())
                yield Quantity("", match.start(), end, value, unit, "ordinal")
    for match in IDIOM.finditer(readable):
        if not _inside_numeral(readable, *match.span()):
            for at in range(*match.span()):
                taken[at] = 1
    for reader in (_parts, _neighbours, _digit_numbers, _han_numbers, _word_numbers):
        yield from reader(readable, taken)


def _is_taken(taken: bytearray, start: int, end: int) -> bool:
    return 1 in taken[start:end]


def _inside_numeral(text: str, start: int, end: int) -> bool:
    """An idiom is none where it cuts into a numeral: 二十一 holds 十一, not 一."""
    before, after = text[start - 1 : start], text[end : end + 1]
    numerals = set(DIGITS) | set(PLACES)
    return (before in numerals and text[start] in numerals) or (
        after in numerals and text[end - 1] in numerals
    )


def _starts_or_holds_number(match: re.Match[str]) -> bool:
    """「8C16G」 and 「SP1」 are names, 「20GB」 is a quantity."""
    token = match.group()
    if not token[0].isdigit() or ":" in token:
        return True
    return bool(re.search(r"[A-Za-z_][0-9]", token))


def _exact(match: re.Match[str], kind: Kind) -> Quantity:
    groups = [group for group in match.groups() if group]
    key = groups[0] if kind == "id" and groups else match.group()
    key = re.sub(r"^版本号?\s?[:为是]?\s?", "", key)
    return Quantity("", *match.span(), Decimal(0), "", kind, re.sub(r"\s", "", key).casefold())


def _value(numeral: str) -> Decimal | None:
    if numeral[0].isdigit() and numeral.isascii():
        return Decimal(numeral[:_LONGEST].replace(",", ""))
    return chinese_value(numeral)


def _quantity(
    text: str, start: int, end: int, value: Decimal, *, kind: Kind = "quantity", more: bool = False
) -> Quantity:
    """The number with the unit and the qualifier that stand around it."""
    unit, unit_end = read_unit(text, end)
    qualifier: Qualifier = "over" if more else _qualifier(text, start, unit_end)
    return Quantity(
        "", start, unit_end, value, unit, kind, "", qualifier, text[end:unit_end].strip()
    )


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    before = text[max(0, start - 14) : start].lower()
    for name, ahead, behind in QUALIFIERS:
        if ahead.search(before) or behind.match(text, end):
            return name
    return ""


def _parts(text: str, taken: bytearray) -> Iterator[Quantity]:
    """百分之三, 三分之一, 三成, 八折, 一半: shares of a whole, all in percent."""
    for match in PARTS.finditer(text):
        if _is_taken(taken, *match.span()):
            continue
        if match["doubled"]:
            yield Quantity("", *match.span(), Decimal(2), "times over", "quantity", "", "", "倍")
            continue
        value = _share(match)
        if value is not None:
            start, end = match.span()
            qualifier = _qualifier(text, start, end)
            yield Quantity("", start, end, value, PERCENT, "quantity", "", qualifier, "%")


def _share(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(50)
    if match["base"]:
        rate = _value(match["rate"])
        return None if rate is None else rate / {"百": 1, "千": 10, "万": 100}[match["base"]]
    if match["tenth"]:
        tenths = _value(match["tenths"])
        return None if tenths is None else tenths * 10
    below, above = _value(match["below"]), _value(match["above"])
    return above / below * 100 if below and above is not None else None


def _neighbours(text: str, taken: bytearray) -> Iterator[Quantity]:
    """「两三天」 is two to three days."""
    for match in NEIGHBOURS.finditer(text):
        start, end = match.span()
        if _is_taken(taken, start, end):
            continue
        unit, _ = read_unit(text, end)
        if not unit:
            continue
        place = PLACES.get(match["place"]) or MYRIADS.get(match["place"], 1)
        low, high = (Decimal(DIGITS[character] * place) for character in match["pair"])
        yield Quantity("", start, start + 1, low, unit, "quantity")
        yield _quantity(text, start + 1, end, high)


def _digit_numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in DIGITS_NUMBER.finditer(text):
        start, end = match.span()
        if _is_taken(taken, start, end):
            continue
        if len(match["number"]) > _LONGEST:
            yield Quantity("", start, end, Decimal(0), "", "id", match["number"])
            continue
        value = Decimal(match["number"].replace(",", ""))
        value *= _magnitude(match["magnitude"])
        if text[start] == "-":
            value = -value
        yield _quantity(text, start, end, value, more=bool(match["more"]))


def _magnitude(written: str | None) -> int:
    """What the word of magnitude behind a number multiplies it with: 万, k, million."""
    word = (written or "").strip().lower()
    if word in WORD_MAGNITUDES:
        return WORD_MAGNITUDES[word]
    size = 1
    for character in word:
        size *= MAGNITUDES[character]
    return size


def _han_numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in HAN_NUMBER.finditer(text):
        start, end = match.span()
        numeral = match["number"]
        if _is_taken(taken, start, end) or not set(numeral) & COUNTING:
            continue
        value = chinese_value(numeral)
        if value is None:
            continue
        for myriad in match["myriads"]:
            value *= MYRIADS[myriad]
        if match["half"]:
            yield _quantity(text, start, end, value + Decimal("0.5"))
            continue
        unit, _ = read_unit(text, end)
        is_weak = len(numeral) == 1 and not unit
        is_article = numeral == "一" and unit in (COUNT, "person", "time", "day")
        kind: Kind = "weak" if is_weak or is_article else "quantity"
        yield _quantity(text, start, end, value, kind=kind)


def _word_numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in WORD.finditer(text):
        if not _is_taken(taken, *match.span()):
            value = Decimal(WORDS[match["number"].lower()]) * _magnitude(match["magnitude"])
            yield _quantity(text, *match.span(), value)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """In 「3-5万元」 and 「三到五天」 the left number has unit and magnitude of the right one."""
    shared = list(found)
    for at in range(len(shared) - 1, 0, -1):
        left, right = shared[at - 1], shared[at]
        if left.kind not in ("quantity", "weak") or right.kind != "quantity" or left.unit_raw:
            continue
        if not RANGE.fullmatch(text, left.end, right.start):
            continue
        magnitude = re.search(r"[百千万亿]+", text[right.start : right.end])
        value = left.value
        if magnitude and left.value < right.value and text[left.start].isdigit():
            for character in magnitude.group():
                value *= MAGNITUDES[character]
        shared[at - 1] = replace(
            left, value=value, unit=right.unit, unit_raw=right.unit_raw, kind="quantity"
        )
    return shared
