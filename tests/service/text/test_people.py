"""Owners are read in the ways people mark them; mentions, speakers and everyday words are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.names import is_person_name
from service.text.people import find_owners, find_people, strip_owner_marks

OWNERS = [
    ("完成影响分析 --谢平", ("谢平",), "dash"),
    ("选型方案--谢平(10月底审视进展)", ("谢平",), "dash"),
    ("影响分析---谢平/田云/杜开明", ("谢平", "田云", "杜开明"), "dash"),
    ("收集意见 - 胡欣然", ("胡欣然",), "dash"),
    ("整理接口清单--欣然/曹智", ("欣然", "曹智"), "dash"),
    ("---房俊、任革生、董金明，完成时间2022年4月8日", ("房俊", "任革生", "董金明"), "dash"),
    ("整理接口清单（李敏）", ("李敏",), "paren"),
    ("整理接口清单（ 车明远）。", ("车明远",), "paren"),
    ("整理清单（负责人：王岚；截止：4月30日）", ("王岚",), "label"),
    ("责任人：王岚，完成时间：4月30日", ("王岚",), "label"),
    ("-责任人董金明  完成时间：4月30日", ("董金明",), "label"),
    ("--责任人：李楷 完成时间：4月30日", ("李楷",), "label"),
    ("负责人：刘建明 ， 王意。完成时间：2022年5月12日", ("刘建明", "王意"), "label"),
    ("责任人----郑亮、李朋", ("郑亮", "李朋"), "label"),
    ("Owner: Li Min", ("Li Min",), "label"),
    ("owner：zhangsan, lisi", ("zhangsan", "lisi"), "label"),
    ("Fix it, assigned to @lmin", ("lmin",), "label"),
    ("@zhang-san 请确认", ("zhang-san",), "mention"),
    ("@李敏 跟进", ("李敏",), "mention"),
    ("由李敏负责联调", ("李敏",), "verb"),
    ("由李敏、王强共同负责", ("李敏", "王强"), "verb"),
    ("翁巧来督促大家", ("翁巧",), "verb"),
    ("请张工确认接口", ("张工",), "verb"),
    ("由周主任牵头", ("周主任",), "verb"),
    ("Li Min will prepare the list", ("Li Min",), "verb"),
    ("Fix the login (Li Min)", ("Li Min",), "paren"),
    ("李敏：整理清单", ("李敏",), "start"),
    ("1. 欧阳明：整理清单", ("欧阳明",), "start"),
]


@pytest.mark.parametrize(("text", "names", "mark"), OWNERS)
def test_each_way_of_naming_an_owner_is_read(text: str, names: tuple[str, ...], mark: str) -> None:
    """The names come out one by one, with the kind of mark that named them."""
    (found,) = find_owners(text)
    assert (found.names, found.mark, found.is_team) == (names, mark, False)


@pytest.mark.parametrize(
    "text",
    [
        "责任人：各组件仓committer",
        "整理清单 --Devboard sig",
        "责任人：基础设施工作组",
        "负责人：相关部门",
    ],
)
def test_a_team_is_no_person(text: str) -> None:
    """Roles and teams are named, and said to be teams."""
    (found,) = find_owners(text)
    assert found.is_team
    assert find_people(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "会议很好。————熊伟，郑华", "PMC责任人确认：4-5月共建活动", "负责人：待定",
        "高效完成联调 - 安全",
        "测试报告 - 高可用", "版本 - 方案", "由于网络不稳定完成时间推迟", "请于下周完成",
        "施工完成",
        "refine tickets (Research Synthesis)", "代码仓owner联系后确认",
        "dashboards - Local Environment", "Knowledge Center will be updated",
        "（见附件）", "（已完成）", "（2022-10-12）", "a.b@mail.example 负责", "李敏介绍了方案",
        "时间：待定",
        "",
    ],
)  # fmt: skip
def test_speakers_mentions_and_everyday_words_own_nothing(text: str) -> None:
    """A wrong owner is worse than none."""
    assert find_owners(text) == ()


def test_people_are_found_by_mark_title_or_list() -> None:
    """Names for grounding: owner marks, surname and title, and lists of whole names."""
    assert find_people("张工反馈接口问题，由李敏负责") == ("张工", "李敏")
    assert find_people("参会：李敏、王强、赵明远") == ("李敏", "王强", "赵明远")
    assert find_people("安全、方案、时间都要确认") == ()


def test_a_name_is_a_known_surname_with_a_given_name() -> None:
    """Whole tokens only, and no everyday word that begins like a name."""
    assert is_person_name("李敏")
    assert is_person_name("欧阳明远")
    assert is_person_name("李𠮷")  # outside the common block
    assert not is_person_name("单①")  # an item of a list
    assert not is_person_name("任😀")
    assert not is_person_name("安全")
    assert not is_person_name("李")
    assert not is_person_name("单元测试")


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("完成影响分析 --谢平", "完成影响分析"),
        ("同步主干 ---房俊、任革生，完成时间：2022年4月8日。", "同步主干"),
        ("修复登录--责任人：李楷 完成时间：4月30日", "修复登录"),
        ("修复登录（李敏）。", "修复登录"),
        ("修复登录 @lmin", "修复登录"),
        ("由李敏负责联调", "由李敏负责联调"),
        ("选型方案--谢平(10月底审视进展)", "选型方案(10月底审视进展)"),
        ("--李敏", "--李敏"),
        ("没有负责人的事", "没有负责人的事"),
    ],
)
def test_trailing_marks_are_taken_off(text: str, stripped: str) -> None:
    """What is left is the action; a mark that is the whole text stays."""
    assert strip_owner_marks(text) == stripped


@given(
    st.text(
        alphabet="李敏王强张工、/-—（）()@：: 负责人由请完成owner Li Min🎉\u200b１", max_size=40
    )
)
def test_marks_point_into_the_text(text: str) -> None:
    """Every mark lies in the text, in order, names somebody, and does not overlap the next."""
    end = 0
    for mark in find_owners(text):
        assert end <= mark.start < mark.end <= len(text)
        assert all(mark.names)
        end = mark.end
