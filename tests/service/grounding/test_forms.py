"""Numbers in any form and among any neighbours: the same value is the same, another is caught."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.faults.numerals import in_english, in_han
from service.text.numbers import find_numbers
from tests.service.grounding.judged import judged

NEIGHBOURS = ("", "共", "🎉", "（", "\u200b", "：", " ", "達", "é")
WIDE = {0x30 + step: 0xFF10 + step for step in range(10)}


@given(st.integers(2, 9999), st.sampled_from(NEIGHBOURS), st.sampled_from(("个", "天", "分钟")))
def test_a_han_numeral_is_its_digits(number: int, before: str, unit: str) -> None:
    """十二个 bears 12 个 and the other way round, whatever stands before it."""
    words, digits = f"{before}{in_han(number)}{unit}工单", f"{before}{number}{unit}工单"
    if before in ("达", "達"):
        words, digits = f"关闭{words}", f"关闭{digits}"
    assert judged(digits, words).status != "blocked"
    assert judged(words, digits).status != "blocked"


@given(st.integers(2, 99), st.integers(2, 99))
def test_an_english_numeral_is_its_digits(number: int, other: int) -> None:
    """forty-two tickets are 42 tickets and no others."""
    source = f"We closed {in_english(number)} tickets."
    assert judged(f"{number} tickets were closed.", source).status == "supported"
    if other != number:
        assert judged(f"{other} tickets were closed.", source).status == "blocked"


@given(st.integers(1, 999_999), st.sampled_from(NEIGHBOURS), st.sampled_from(NEIGHBOURS))
def test_places_are_those_of_the_text(number: int, before: str, behind: str) -> None:
    """Every number found stands at its offsets, with full-width digits and unseen signs around."""
    for written in (str(number), str(number).translate(WIDE), f"{number:,}"):
        text = f"汉{before}{written}个{behind}字"
        found = [one for one in find_numbers(text) if one.kind == "quantity"]
        assert [one.value for one in found] == [Decimal(number)]
        assert text[found[0].start : found[0].end] == found[0].raw


@given(st.integers(2, 9), st.sampled_from(("\u200b", "\u2060", "\ufeff")))
def test_an_unseen_sign_does_not_part_a_number(digit: int, sign: str) -> None:
    """1<U+200B>2 of a source reads 12."""
    assert judged(f"关闭1{digit}个工单", f"本月关闭1{sign}{digit}个工单").status == "supported"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("投入12万元", "投入120,000元"),
        ("投入1.5亿元", "投入15000万元"),
        ("完成率百分之十二点五", "完成率12.5%"),
        ("三成用户流失", "30%用户流失"),
        ("一半用户流失", "50%用户流失"),
        ("2.4 million dollars", "2400 thousand dollars"),
        ("120k records", "120,000 records"),
        ("two hundred records", "200 records"),
        ("twenty-five percent", "25%"),
        ("第三批到货", "第3批到货"),
        ("the 5th batch", "batch 5th of May: the 5th batch"),
        ("剩余不到百分之七", "剩余不到7%"),
        ("电梯28部", "28部电梯"),
    ],
)
def test_equal_values_are_equal(text: str, source: str) -> None:
    """Magnitudes, shares, words and ordinals."""
    verdict = judged(text, source)
    assert verdict.status == "supported", verdict.doubts


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("投入12元", "投入12万元"),
        ("2.4 million dollars", "2.4 thousand dollars"),
        ("12个百分点", "12%"),
        ("5个工作日", "5个自然日"),
        ("3人天", "3天"),
        ("4 working days", "4 days"),
        ("访客900人", "访客900人次"),
        ("60 yuan", "60 dollars"),
        ("2个设备", "二进制设备"),
        ("the 6th batch", "the 5th batch"),
    ],
)
def test_another_unit_or_magnitude_is_another_number(text: str, source: str) -> None:
    """What the source tells apart stays apart."""
    assert judged(text, source).status == "blocked"


@pytest.mark.parametrize(
    ("text", "source", "computed", "status"),
    [
        ("还剩141万元", "合同398万元，已付257万元", "diff(398, 257)", "supported"),
        ("还剩141元", "合同398万元，已付257万元", "diff(398, 257)", "blocked"),
        ("共50个", "工单42个，培训8天", "sum(42, 8)", "blocked"),
        ("较上月增加27件", "上月投诉69件，本月投诉42件", "diff(69, 42)", "blocked"),
        ("较上月减少27件", "上月投诉69件，本月投诉42件", "diff(69, 42)", "supported"),
        ("较上月减少至27件", "上月投诉69件，本月投诉42件", "diff(69, 42)", "blocked"),
        ("环比增长12.5%", "上月48个，本月42个", "pct_change(42, 48)", "blocked"),
        ("环比下降12.5%", "上月48个，本月42个", "pct_change(42, 48)", "supported"),
    ],
)
def test_a_calculation_keeps_units_and_direction(
    text: str, source: str, computed: str, status: str
) -> None:
    """Numbers of different units are not added, and what fell did not rise."""
    assert judged(text, source, computed=computed).status == status
