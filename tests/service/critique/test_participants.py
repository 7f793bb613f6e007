"""Whom a text names as taking part, and that such a name owns what it does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.critique import critique
from service.critique.markup import readable
from service.critique.owners import names_owner
from service.critique.participants import participants


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("出席：连协理、柯柏勋（技术）、温雅筑　纪录：阿凯\n", {"柏勋", "雅筑", "连协理"}),
        ("雅筑：贴纸试过了。\n柏勋：画面我出。\n雅筑：好。\n", {"雅筑"}),
        ("| 事 | 人 |\n|---|---|\n| 编码 | 谭弋、阙宁 |\n", {"谭弋", "阙宁"}),
        (
            "There: Callum Vane (notes), Ingrid Solberry and Nils\n",
            {"Callum", "Vane", "Ingrid", "Nils"},
        ),
        ("😀Ifan: ok\nIfan: no\n", set()),
    ],
)
def test_those_present_are_named(text: str, names: set[str]) -> None:
    """Lists of those present, speakers that speak twice, and cells under a header that asks who."""
    found = participants(readable(text))
    assert names <= found
    assert bool(found) is bool(names)


def test_what_is_no_person_is_left_out() -> None:
    """Labels, groups and placeholders are no people."""
    text = "问题：慢。\n问题：错。\n| 事 | 谁 |\n|---|---|\n| 清单 | 待定 |\n| 表 | 相关部门 |\n参会：全体\n"
    assert participants(readable(text)) == frozenset()


@pytest.mark.parametrize(
    ("words", "owns"),
    [
        ("雅筑周三前发清单", True),
        ("清单：周三，雅筑", True),
        ("跟雅筑核对清单", False),
        ("雅筑反馈的打印问题", False),
        ("Ifan said they'd look at it", True),
        ("ask Ifan for a date", False),
    ],
)
def test_a_known_name_owns_what_it_does(words: str, owns: bool) -> None:
    """Who is spoken to, or of, does not own the action."""
    assert names_owner(words, ("雅筑", "Ifan")) is owns


def test_a_given_name_owns_an_action_of_the_minutes() -> None:
    """The same line has an owner where the minutes name that person, and none elsewhere."""
    line = "## 待办\n- 防霜贴纸的报价雅筑周五前提交。\n"
    assert "A01" not in _checks("出席：温雅筑、柯柏勋\n\n" + line)
    assert "A01" in _checks("出席：贺远、柯柏勋\n\n" + line)


@given(st.text(alphabet="出席：、 |-\n甲雅筑A b", max_size=60))
def test_names_stand_in_the_text(text: str) -> None:
    """Whatever the text, each name stands in it."""
    copy = readable(text)
    assert all(name in copy for name in participants(copy))


def _checks(text: str) -> set[str]:
    return {name for found in critique(text).findings for name in (found.rule_id, *found.also)}
