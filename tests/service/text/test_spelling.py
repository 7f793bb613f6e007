"""Near names: which are worth asking about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.spelling import bare_name, may_be_one, sound_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("程朔海", "程硕海"),
        ("程朔海", "朔海"),
        ("程朔海", "硕海"),
        ("段澜", "段兰"),
        ("邢朔海", "刑朔海"),
        ("熊岚", "熊博"),
        ("段岚", "段core"),
        ("程朔", "程工"),
    ],
)
def test_near_names(one: str, other: str) -> None:
    """One character apart, the given name alone, the same sound, a title: asked about."""
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("程朔", "程朔"),
        ("程朔", "程岚"),
        ("王朔海", "李朔海"),
        ("程佳蔚", "程家欣"),
        ("程朔海", "岚海"),
        ("段岚", "程工"),
        ("Li Min", "Li Ming"),
        ("程朔海", "程朔海峰"),
        ("", "程朔"),
    ],
)
def test_other_names(one: str, other: str) -> None:
    """Two people, one name, and what is no Chinese name: not asked about."""
    assert not may_be_one(one, other)


def test_sound() -> None:
    """慰 and 蔚 sound alike, 岚 and 朔 do not, and a rare character has no known sound."""
    assert sound_alike("慰", "蔚")
    assert not sound_alike("岚", "朔")
    assert not sound_alike("慰", "㐂")


def test_units_before_a_name() -> None:
    """龙芯-程朔海 is 程朔海; a handle keeps its dashes."""
    assert bare_name("云岭-程朔海") == "程朔海"
    assert bare_name("@cheng-shuo") == "cheng-shuo"


@given(st.text(max_size=5), st.text(max_size=5))
def test_nearness_goes_both_ways(one: str, other: str) -> None:
    """Whatever is compared, the order makes no difference, and nobody is near to himself."""
    assert may_be_one(one, other) == may_be_one(other, one)
    assert not may_be_one(one, one)
