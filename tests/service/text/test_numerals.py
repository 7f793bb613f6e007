"""Han numerals have exact values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.numerals import chinese_value

_DIGITS = "零一二三四五六七八九"


def _written(value: int) -> str:
    """The plain written form of a whole number below a hundred million."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        joint = "零" if low and low < 1000 else ""
        return _written(high) + "万" + joint + (_written(low) if low else "")
    text, pending = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if pending and text else "") + _DIGITS[digit] + name
            pending = False
        else:
            pending = True
    return text or "零"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二〇二四", "2024"), ("十二", "12"), ("一百二", "120"), ("三万五", "35000"),
        ("二百零五", "205"), ("三千万", "30000000"), ("十二点五", "12.5"), ("两千五百", "2500"),
    ],
)  # fmt: skip
def test_a_numeral_is_read(numeral: str, value: str) -> None:
    """By position, by place, with the spoken ending, with decimals."""
    assert chinese_value(numeral) == Decimal(value)


@pytest.mark.parametrize("numeral", ["", "点五", "三点", "三人", "一二十"])
def test_what_is_no_numeral_has_no_value(numeral: str) -> None:
    """Broken numerals are refused, not guessed."""
    assert chinese_value(numeral) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_the_written_form_is_read_back(value: int) -> None:
    """Writing and reading are inverse for every whole number."""
    assert chinese_value(_written(value)) == value
