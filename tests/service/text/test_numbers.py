"""Numbers are told apart by what they are, and read exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.numbers import find_numbers

QUANTITIES = [
    ("共关闭工单42个", "42", "count"),
    ("关闭四十二张工单", "42", "count"),
    ("延期３天", "3", "day"),
    ("占１２％", "12", "%"),
    ("降低3个百分点", "3", "percentage point"),
    ("12个工作日", "12", "workday"),
    ("12个自然日", "12", "calendar day"),
    ("1\u200b2个", "12", "count"),
    ("1,234,567元", "1234567", "yuan"),
    ("12 万元", "120000", "yuan"),
    ("三万五", "35000", ""),
    ("一百二十三台", "123", "count"),
    ("十二点五万元", "125000.0", "yuan"),
    ("百分之三十", "30", "%"),
    ("千分之五", "0.5", "%"),
    ("三成", "30", "%"),
    ("一个半月", "1.5", "month"),
    ("翻了一番", "2", "times over"),
    ("20GB内存", "20", "byte GB"),
    ("took 3h", "3", "hour"),
    ("two issues", "2", "count"),
    ("5k users", "5000", "person"),
]


@pytest.mark.parametrize(("text", "value", "unit"), QUANTITIES)
def test_a_quantity_has_its_exact_value_and_unit(text: str, value: str, unit: str) -> None:
    """Digits, Han numerals, full width, magnitudes and shares come out as Decimal with a unit."""
    (number,) = find_numbers(text)
    assert (number.kind, number.value, number.unit) == ("quantity", Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1. 完成联调", "list_number"), ("（三）整改", "list_number"), ("一、概述", "list_number"),
        ("工单 1037 已关", "id"), ("#1037", "id"), ("BUG-22", "id"), ("致电13812345678", "id"),
        ("主机10.1.2.3", "id"), ("x86_64", "id"), ("升级到V2.3", "version"),
        ("发布2.3.1", "version"),
        ("openEuler 22.03", "version"), ("2024-05-18", "date"), ("5月18日", "date"),
        ("14:30", "time"),
        ("下午3点半", "time"), ("第三次", "ordinal"), ("第 2 期", "ordinal"),
        ("存在一个风险", "weak"),
        ("五育并举", "weak"),
    ],
)  # fmt: skip
def test_other_classes_are_no_quantities(text: str, kind: str) -> None:
    """List numbers, ids, versions, dates, times, ordinals and idioms keep their own class."""
    assert [number.kind for number in find_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "十分重要", "统一部署", "一直如此", "进一步优化", "万一失败", "第三方接口", "三方会谈",
        "①完成",
        "面积m²", "唯一入口", "https://a.example/12/34", "a1@mail.example", "",
    ],
)  # fmt: skip
def test_idioms_enclosed_digits_and_addresses_hold_no_number(text: str) -> None:
    """What is written with a numeral but counts nothing is no number."""
    assert find_numbers(text) == ()


def test_an_idiom_does_not_cut_into_a_numeral() -> None:
    """二十一线 is not 二十 and 一线: the numeral wins."""
    assert [number.value for number in find_numbers("共二十一个")] == [Decimal(21)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3-5天", "3", "5", "day"), ("3~5天", "3", "5", "day"), ("三到五天", "3", "5", "day"),
        ("两三天", "2", "3", "day"), ("二三十个", "20", "30", "count"),
        ("3-5万元", "30000", "50000", "yuan"),
    ],
)  # fmt: skip
def test_both_ends_of_a_range_have_unit_and_magnitude(
    text: str, low: str, high: str, unit: str
) -> None:
    """The left end borrows from the right."""
    numbers = find_numbers(text)
    assert [(one.value, one.unit) for one in numbers] == [
        (Decimal(low), unit),
        (Decimal(high), unit),
    ]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约30人", "about"), ("不到5%", "under"), ("不超过5%", "under"), ("超过100个", "over"),
        ("90+个", "over"), ("30余家", "over"), ("100个以上", "over"), ("3天左右", "about"),
        ("30人", ""),
    ],
)  # fmt: skip
def test_the_qualifier_belongs_to_the_number(text: str, qualifier: str) -> None:
    """约, 不到, 超过 are kept with the value."""
    (number,) = find_numbers(text)
    assert number.qualifier == qualifier


def test_a_counter_that_begins_a_word_is_no_unit() -> None:
    """3环境 counts nothing in 环; 5个分支 is five of a kind."""
    assert [number.unit for number in find_numbers("3环境")] == [""]
    assert [number.unit for number in find_numbers("5个分支")] == ["count"]


def test_versions_compare_as_text_not_as_value() -> None:
    """2.3 and 2.30 are two versions."""
    assert {number.key for number in find_numbers("V2.3 和 V2.30")} == {"v2.3", "v2.30"}


@given(
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(["个", "天", "%", "万元", "次", "🎉", ""]),
)
def test_every_integer_is_read_back_between_han_characters(value: int, unit: str) -> None:
    """Digits glued to Han on both sides keep their value."""
    numbers = [one for one in find_numbers(f"共计{value}{unit}") if one.kind == "quantity"]
    factor = 10000 if unit == "万元" else 1
    if numbers:
        assert numbers[0].value == value * factor
    else:
        assert len(str(value)) == 8 or str(value).startswith("1")


@given(
    st.text(
        alphabet="0123456789.,%万个天第一二十百点半-~V#年月日约余\u200b１２🎉 A（）", max_size=40
    )
)
def test_offsets_always_point_at_the_number(text: str) -> None:
    """The offsets law holds on any text, and numbers come in order without overlap."""
    end = 0
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.raw
        assert end <= number.start < number.end
        end = number.end


@pytest.mark.parametrize("text", ["0" * 9000, "一" * 9000, "1," * 4000, "A-" * 4000, " " * 9000])
def test_an_absurd_run_of_characters_is_read_and_no_value_is_made_of_it(text: str) -> None:
    """A run of digits that nobody counts with is a key at most, and does not crash."""
    assert all(len(str(number.value)) < 60 for number in find_numbers(text))
