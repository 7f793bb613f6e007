"""Chinese numerals as exact values: 十二 → 12, 二〇二四 → 2024, 三万五 → 35000, 十二点五 → 12.5."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 40
"""What is longer is no number that anybody meant."""


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a numeral written in Han characters; None when it is not one.

    Digits alone are read by position (二〇二四), others by place value, with 点 for decimals and
    the spoken ending (三万五 = 35000, 一百二 = 120).
    """
    if len(numeral) > _LONGEST:
        return None
    whole, point, fraction = numeral.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not fraction or any(character not in DIGITS for character in fraction):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[character]) for character in fraction)}")


def _whole(numeral: str) -> int | None:
    if not numeral:
        return None
    if all(character in DIGITS for character in numeral):
        return int("".join(str(DIGITS[character]) for character in numeral))
    total = section = 0
    digit: int | None = None
    last_place = 1
    for character in numeral:
        if character in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[character]
            if digit == 0:
                last_place = 1
        elif character in PLACES:
            section += (1 if digit is None else digit) * PLACES[character]
            digit, last_place = None, PLACES[character]
        elif character in MYRIADS:
            total = (total + section + (digit or 0)) * MYRIADS[character]
            section, digit, last_place = 0, None, MYRIADS[character]
        else:
            return None
    spoken = last_place // 10 if last_place > 10 else 1
    return total + section + (digit or 0) * spoken


def day_or_month(numeral: str) -> int:
    """The whole number of a day, month or year part in digits or Han characters; -1 if none."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral[-9:])
    value = chinese_value(numeral)
    return int(value) if value is not None else -1
