"""Whole numbers in words, for faults and rewrites; independent of the service's own reader."""

from __future__ import annotations

_HAN = "零一二三四五六七八九"
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MOST = 9_999
"""Larger numbers are not written out: no careful writer does."""


def in_han(number: int) -> str:
    """The numeral that a Chinese writer uses (十二, 一百零五, 两千三百); up to 9,999."""
    digits = [int(one) for one in str(number)]
    written, gap = "", False
    for at, digit in enumerate(digits):
        place = len(digits) - 1 - at
        if digit == 0:
            gap = True
            continue
        written += ("零" if gap and written else "") + _HAN[digit] + ("", "十", "百", "千")[place]
        gap = False
    return written[1:] if written.startswith("一十") else written or _HAN[0]


def in_english(number: int) -> str:
    """The words of a number below one hundred (forty-two); digits above."""
    if number < 20:
        return _SMALL[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
