"""A pattern of owners is left out only where it can match nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.critique import owners
from service.text import people

_PIECES = (
    "由", "请", "让", "麻烦", "欧阳锋", "安排", "需", "李敏", "王岚", "张工", "老王", "小陈", "阿强", "客户",
    "我方", "厂商", "信息科", "财务部", "主任", "护士长", "项目经理", "测试组长", "总监", "project manager",
    "Li Min", "Owner: ",
    "will ", "负责", "牵头", "督促", "对接", "，", "、", ",", ":", "6月3日", "周五", "完成", "来", "。", " ", "\n",
    "ſite lead",
)  # fmt: skip
_GATES: tuple[tuple[Callable[[str], object], re.Pattern[str]], ...] = (
    (owners._AFTER_PARTY.search, owners._PARTY),
    (owners._NICK_SIGNS.intersection, owners._NICKNAME),
    (owners._BESIDE_SIGNS.intersection, owners._BESIDE_DATE),
    (frozenset(":").intersection, owners._CELL),
    (frozenset(":").intersection, people._BEGINS),
    *people._VERBS,
)


@pytest.mark.parametrize("gate", range(len(_GATES)))
@given(words=st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_what_a_pattern_matches_holds_one_of_its_signs(gate: int, words: str) -> None:
    """No owner is missed because a sign is not there."""
    holds, pattern = _GATES[gate]
    assert not pattern.search(words) or holds(words)


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_a_role_or_a_latin_owner_shows_itself(words: str) -> None:
    """The words ahead of the slow patterns stand in all that those match."""
    named = owners._ROLE_WORD.search(words) or owners._ENGLISH_ROLE.search(words)
    assert not owners._ROLE.search(words) or named
    assert not owners._latin_owner(words) or owners._CAPITAL.search(words)
