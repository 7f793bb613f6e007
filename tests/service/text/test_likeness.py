"""When two statements speak of one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.likeness import SAME, likeness, overlap, shape


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("司机端离线签收方案评审", "对司机端离线签收方案进行了评审，通过"),
        ("司机端离线签收的方案", "司机端离线签收方案"),
        ("Write the fence radius guide", "The fence radius guide is written: write-up, guides"),
    ],
)
def test_the_shorter_in_the_longer_is_the_same(one: str, other: str) -> None:
    """A matter named in full and in half a line is one; empty words and plural do not count."""
    assert likeness(shape(one), shape(other)) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20.03 版本的地图引擎适配", "22.03 版本的地图引擎适配"),
        ("3号网关掉线重启", "4号网关掉线重启"),
    ],
)
def test_other_numbers_are_another_matter(one: str, other: str) -> None:
    """Texts that differ in a number alone are two matters, however alike their words."""
    assert likeness(shape(one), shape(other)) == 0.0
    assert overlap(shape(one), shape(other)) >= SAME


def test_a_missing_number_is_no_veto() -> None:
    """A text without the number may still speak of the one with it."""
    assert likeness(shape("地图引擎适配方案"), shape("22.03 地图引擎适配方案")) >= SAME


def test_unrelated_texts() -> None:
    """Texts without common words are nothing alike."""
    assert likeness(shape("司机端离线签收方案"), shape("油卡对账差异核对")) == 0.0


def test_a_very_short_text_must_be_equal() -> None:
    """Two characters are contained in too much: only the same text is like it."""
    assert overlap(shape("围栏"), shape("围栏参数评审完成")) == 0.0
    assert overlap(shape("围栏"), shape("围栏")) == 1.0


def test_full_width_and_case_do_not_matter() -> None:
    """ＹＬＤ and yld, １２ and 12 are the same signs."""
    assert shape("ＹＬＤ 网关１２") == shape("yld 网关12")


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_symmetric_share(one: str, other: str) -> None:
    """Between 0 and 1, the same both ways, and never more than the overlap."""
    mine, theirs = shape(one), shape(other)
    value = likeness(mine, theirs)
    assert 0.0 <= value <= 1.0
    assert value == likeness(theirs, mine)
    assert value <= overlap(mine, theirs)
