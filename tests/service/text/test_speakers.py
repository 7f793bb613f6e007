"""Labels at the head of what is said: numbers, turned names, nicknames."""

from __future__ import annotations

import pytest

from service.text.speakers import is_placeholder, proposed_person, same_speaker


@pytest.mark.parametrize(
    "label",
    ["说话人 1", "发言人2", "Speaker 3", "SPEAKER_01", "Unknown Speaker", "未知发言人", "", " "],
)
def test_numbers_are_nobody(label: str) -> None:
    """A recorder's number names no person."""
    assert is_placeholder(label)


@pytest.mark.parametrize(
    "label", ["王小明", "小明 王", "Speaker Pelosi", "Guest House", "Dev@Team", "用户部 张三"]
)
def test_names_are_somebody(label: str) -> None:
    """A label with a word of its own is a name."""
    assert not is_placeholder(label)


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("小明 王", "王小明"),
        ("明 欧阳", "欧阳明"),
        ("王 小明", "王小明"),
        ("Tom Wang(王小明)-某公司", "王小明"),
        ("王小明", ""),
        ("Tom Wang", ""),
        ("说话人 1", ""),
        ("项目 部门 王", ""),
    ],
)
def test_persons_are_proposed(label: str, person: str) -> None:
    """The surname may stand behind the given name, or the name in brackets."""
    assert proposed_person(label) == person


def test_both_orders_are_one_name() -> None:
    """小明 王 and 王小明 have the same letters, turned; 王小明 and 王小红 do not."""
    assert same_speaker("小明 王", "王小明")
    assert same_speaker("Anna Berg", "anna  berg")
    assert not same_speaker("王小明", "王小红")
    assert not same_speaker("", "")
