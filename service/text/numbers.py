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
from service.text.numerals import DIGITS, MYRIADS, PLACES, chinese_value
from service.text.units import COUNT, PERCENT, read_unit

Kind = Literal["quantity", "weak", "ordinal", "version", "id", "date", "time", "list_number"]
Qualifier = Literal["", "about", "under", "over"]


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


_HAN_DIGIT = "〇零○一二两三四五六七八九"
_HAN_NUMERAL = f"[{''.join(DIGITS)}{''.join(PLACES)}万亿]"
_NOT_IN_WORD = r"(?<![0-9A-Za-z_])"
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:[-*+>•][ \t]+)*"
    r"(?:[0-9]{1,2}(?:[.](?![0-9])|[、)])|[(（][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.])|(?<![一二三四五六七八九十])其[一二三四五](?=[,，、是])"
    r"|(?:^|(?<=[,，。；;：:\n]))第?[一二三四五六](?=是|要|,|，|来)"
)
_ID = re.compile(
    r"(?P<ip>(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.]))"
    r"|(?P<key>(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,12}-[0-9]+(?![0-9]))"
    r"|(?<!#)#(?P<hash>[0-9]+)(?![0-9.])"
    r"|(?<![A-Za-z])(?:工单|缺陷|需求单|单号|编号|问题单|议题|(?i:bug|issue|ticket|pr|no|story|task|mr))(?:号|\.)?\s?[:#]?\s?"
    r"(?P<named>[0-9]{2,})(?![0-9.%]|\s?(?:[个条项件张万亿千百余多%]|之|笔|次))"
    r"|(?P<phone>(?<![0-9])1[3-9][0-9]{9}(?![0-9]))"
)
_VERSION = re.compile(
    r"(?<![A-Za-z0-9])[vV][0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z]+)*"
    r"|(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?:[.\-+][0-9A-Za-z]+)*"
    r"|版本(?:号)?\s?[:为是]?\s?[0-9]+(?:\.[0-9A-Za-z]+)*(?![0-9]*\s?个)"
    r"|(?<![A-Za-z])[A-Za-z]{2,}[ -]?[0-9]+\.[0-9]+(?![0-9]*\s?[%％万个])(?:[.\-][0-9A-Za-z]+)*"
)
_TIME = re.compile(
    r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
    rf"|(?:[上下中]午|早上|晚上|凌晨|傍晚)\s?(?:[0-9]{{1,2}}|[{_HAN_DIGIT}十]{{1,3}})\s?[点时](?:半|整|钟|[0-9]{{1,2}}分?)?"
    r"|(?<![0-9.])[0-9]{1,2}点(?:半|整|钟|[0-9]{1,2}分)"
)
_NAME = re.compile(
    r"(?<![0-9A-Za-z_.])(?:[A-Za-z]+[A-Za-z_\-]*[0-9][0-9A-Za-z_.\-]*(?<![.\-_])|[0-9]+[A-Za-z_]+[0-9][0-9A-Za-z_]*)"
)
_ORDINAL = re.compile(rf"第\s?(?P<number>[0-9]+|{_HAN_NUMERAL}+)(?!方)")
_IDIOM = re.compile(
    "十分(?!钟|之)|统一|[一]直|进一步|万一|百分百|唯一|一旦|一致|一起|一定|一般|一些|一样|一切|一方面|一体|一线"
    "|一并|一键|一律|一同|一次性|(?<!分)之一|两者|[三双多]方|一下|一路|一对一|不一(?!定)|单一|逐一|任一|同一|一一"
    "|一部分|一边|一面|一系列|千万别|千万要|万能|再三|一向|一贯|一共|一度|一经|一味|一如|一级|一流|一手|一刀切"
    "|一站式|一体化|三番|百姓|四处|五花八门|七七八八|零散|零星|零售|零件|归零|周[一二三四五六]|一把手|一点(?!五)"
    "|一行(?=人)|一时|一举|一目|一窝|不二|独一|万[元一]?无一失|一成不变|百忙|半天|大半|三七|一来二去|八成(?=是)"
)
_PLAIN = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_DIGITS_NUMBER = re.compile(
    rf"(?<![0-9])(?:(?<![0-9A-Za-z\u4e00-\u9fff.)\]])-)?(?P<number>{_PLAIN})"
    r"(?P<magnitude>\s?(?:[百千]?万亿?|亿|千|百)|[kK](?![A-Za-z])|(?<=[0-9])M(?![A-Za-z]))?(?P<more>\s?[余多+])?"
)
_PARTS = re.compile(
    rf"(?P<base>百|千|万)分之(?P<rate>{_HAN_NUMERAL}+(?:点[{_HAN_DIGIT}]+)?|{_PLAIN})"
    rf"|(?P<below>{_HAN_NUMERAL}+|[0-9]+)分之(?P<above>{_HAN_NUMERAL}+|[0-9]+)"
    rf"|(?P<tenths>[{_HAN_DIGIT}]|[0-9](?:\.[0-9])?)(?P<tenth>成|折)"
    r"(?![功立本果员为熟效扣旧])|(?P<half>一半)|(?P<doubled>翻(?:了?一番|倍))"
)
_NEIGHBOURS = re.compile(
    rf"(?<!{_HAN_NUMERAL})(?P<pair>一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
    rf"(?P<place>[十百千万]?)(?!{_HAN_NUMERAL})"
)
_HAN_NUMBER = re.compile(
    rf"(?P<number>{_HAN_NUMERAL}+(?:点[{_HAN_DIGIT}]+)?)(?P<myriads>[万亿]*)(?P<half>个半)?"
)
_WORDS = {
    word: number
    for number, word in enumerate(
        (
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        start=2,
    )
}
_WORD = re.compile(rf"(?<![A-Za-z-])(?:{'|'.join(_WORDS)})(?![A-Za-z-])", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|~|—{1,2}|–|至|到|\sto\s)\s?")
_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "under",
        re.compile(
            r"(?:不到|不足|低于|少于|小于|未满|最多|不超过|至多|<=?|≤"
            r"|under|below|less than|at most)\s?$"
        ),
        re.compile(r"\s?(?:以下|以内|之内)"),
    ),
    (
        "over",
        re.compile(
            r"(?:(?<!不)超过|大于|高于|多于|逾|超|至少|不少于|不低于|>=?|≥"
            r"|over|above|more than|at least)\s?$"
        ),
        re.compile(r"\s?(?:以上|\+)"),
    ),
    (
        "about",
        re.compile(r"(?:约|近|大概|大约|将近|接近|about|around|nearly|roughly)\s?$"),
        re.compile(r"\s?(?:左右|上下|来)"),
    ),
)
_COUNTING = set(DIGITS) | {"十", "拾"}
_MAGNITUDES = {"百": 100, "千": 1000, "k": 1000, "m": 1_000_000, **MYRIADS}


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
    for kind, pattern in (("list_number", _LIST_NUMBER), ("id", _ID), ("version", _VERSION)):
        for match in pattern.finditer(readable):
            if not _is_taken(taken, *match.span()):
                yield _exact(match, kind)  # type: ignore[arg-type]
    for mention in find_dates(readable):
        start, end = mention.start, mention.end
        if not _is_taken(taken, start, end):
            yield Quantity("", start, end, Decimal(0), "", "date", mention.raw)
    for kind, pattern in (("time", _TIME), ("id", _NAME)):
        for match in pattern.finditer(readable):
            if not _is_taken(taken, *match.span()) and _starts_or_holds_number(match):
                yield _exact(match, kind)  # type: ignore[arg-type]
    for match in _ORDINAL.finditer(readable):
        if not _is_taken(taken, *match.span()):
            value = _value(match["number"])
            if value is not None:
                unit, end = read_unit(readable, match.end())
                yield Quantity("", match.start(), end, value, unit, "ordinal")
    for match in _IDIOM.finditer(readable):
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
        return Decimal(numeral.replace(",", ""))
    return chinese_value(numeral)


def _quantity(
    text: str, start: int, end: int, value: Decimal, *, kind: Kind = "quantity", more: bool = False
) -> Quantity:
    """The number with the unit and the qualifier that stand around it."""
    unit, unit_end = read_unit(text, end)
    qualifier: Qualifier = "over" if more else ""
    if not more:
        before = text[max(0, start - 10) : start].lower()
        for name, ahead, behind in _QUALIFIERS:
            if ahead.search(before) or behind.match(text, unit_end):
                qualifier = name
                break
    return Quantity(
        "", start, unit_end, value, unit, kind, "", qualifier, text[end:unit_end].strip()
    )


def _parts(text: str, taken: bytearray) -> Iterator[Quantity]:
    """百分之三, 三分之一, 三成, 八折, 一半: shares of a whole, all in percent."""
    for match in _PARTS.finditer(text):
        if _is_taken(taken, *match.span()):
            continue
        if match["doubled"]:
            yield Quantity("", *match.span(), Decimal(2), "times over", "quantity", "", "", "倍")
            continue
        value = _share(match)
        if value is not None:
            yield Quantity("", *match.span(), value, PERCENT, "quantity", "", "", "%")


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
    for match in _NEIGHBOURS.finditer(text):
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
    for match in _DIGITS_NUMBER.finditer(text):
        start, end = match.span()
        if _is_taken(taken, start, end):
            continue
        value = Decimal(match["number"].replace(",", ""))
        for character in (match["magnitude"] or "").strip().lower():
            value *= _MAGNITUDES[character]
        if text[start] == "-":
            value = -value
        yield _quantity(text, start, end, value, more=bool(match["more"]))


def _han_numbers(text: str, taken: bytearray) -> Iterator[Quantity]:
    for match in _HAN_NUMBER.finditer(text):
        start, end = match.span()
        numeral = match["number"]
        if _is_taken(taken, start, end) or not set(numeral) & _COUNTING:
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
    for match in _WORD.finditer(text):
        if not _is_taken(taken, *match.span()):
            yield _quantity(text, *match.span(), Decimal(_WORDS[match.group().lower()]))


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """In 「3-5万元」 and 「三到五天」 the left number has unit and magnitude of the right one."""
    shared = list(found)
    for at in range(len(shared) - 1, 0, -1):
        left, right = shared[at - 1], shared[at]
        if left.kind not in ("quantity", "weak") or right.kind != "quantity" or left.unit_raw:
            continue
        if not _RANGE.fullmatch(text, left.end, right.start):
            continue
        magnitude = re.search(r"[百千万亿]+", text[right.start : right.end])
        value = left.value
        if magnitude and left.value < right.value and text[left.start].isdigit():
            for character in magnitude.group():
                value *= _MAGNITUDES[character]
        shared[at - 1] = replace(
            left, value=value, unit=right.unit, unit_raw=right.unit_raw, kind="quantity"
        )
    return shared
