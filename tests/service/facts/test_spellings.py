"""Spellings that may be one person: proposed with places, joined only on a person's word."""

from __future__ import annotations

import pytest

from service.facts.spellings import SpellingProposal, spelling_proposals
from service.intake import read_paths, read_source
from service.pipeline import draft_month
from service.review import Draft, Source
from tests.real_data import real_data

ONE = (
    "会议时间：2026-09-09\n与会人：程朔海、段岚、吴启\n\n遗留问题：\n1. 补车辆档案接口文档 --程硕海\n"
    "2. 核对油卡对账差异 --程朔海\n3. 安排围栏培训 --段岚\n4. 联系地图厂商，请朔海牵头\n"
)
CONFIRMED = {"程硕海": "程朔海", "朔海": "程朔海"}


def read(text: str, name: str = "0909.txt") -> Source:
    """A source of this text."""
    return read_source(text.encode(), name)


def names(*texts: str, confirmed: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """The proposed names."""
    sources = [read(text, f"{n}.txt") for n, text in enumerate(texts)]
    return [proposal.names for proposal in spelling_proposals(sources, confirmed)]


def drafted(text: str, spellings: dict[str, str] | None = None) -> Draft:
    """The draft of September."""
    return draft_month(
        project="云岭", month="2026-09", sources=[read(text)], language="zh", spellings=spellings
    )


def owners(draft: Draft) -> dict[str, str]:
    """Task -> owner."""
    return {i.text[:7]: i.fields.owner for i in draft.items if i.kind == "task"}


def notices(draft: Draft, code: str) -> list[str]:
    """The texts of the notices of a code."""
    return [one.text for one in draft.notices if one.code == code]


def test_near_spellings_are_proposed_with_their_places() -> None:
    """The name most often written in full stands first; each name says where it is."""
    source = read(ONE)
    (proposal,) = spelling_proposals([source])
    assert isinstance(proposal, SpellingProposal)
    assert proposal.names == ("程朔海", "程硕海", "朔海")
    assert proposal.acts
    texts = {sentence.id: sentence.text for sentence in source.sentences}
    for name, places in proposal.places.items():
        assert places
        assert all(name in texts[place] for place in places)


def test_nothing_is_joined_without_a_word() -> None:
    """Owners are as written, and the draft asks with file and line."""
    draft = drafted(ONE)
    assert owners(draft)["补车辆档案接口"] == "程硕海"
    (text,) = notices(draft, "same_person")
    assert "程硕海（0909.txt:5）" in text


def test_a_confirmed_spelling_joins_owners_and_keeps_the_evidence() -> None:
    """The owner is the confirmed person, the cited sentence is as written, nothing is blocked."""
    draft = drafted(ONE, CONFIRMED)
    assert owners(draft)["补车辆档案接口"] == "程朔海"
    (item,) = [i for i in draft.items if "车辆档案" in i.text]
    assert item.status != "blocked"
    assert any("程硕海" in draft.cited[one].text for one in item.evidence)
    assert set(item.evidence) <= set(draft.cited)
    assert not notices(draft, "same_person")


def test_a_wrong_join_would_still_be_checked() -> None:
    """The confirmed person of one spelling is no excuse for a person whom nobody names."""
    draft = drafted(ONE, {"某某": "程朔海"})
    assert owners(draft)["补车辆档案接口"] == "程硕海"


def test_two_people_of_one_list_are_two_people() -> None:
    """程朔海 and 程硕海 both present are never proposed."""
    text = ONE.replace("程朔海、段岚", "程朔海、程硕海、段岚").replace("，请朔海牵头", " --吴启")
    assert names(text) == []


def test_a_person_can_say_that_they_are_two() -> None:
    """A name that is given itself is a person of its own."""
    text = ONE.replace("，请朔海牵头", " --吴启")
    assert names(text, confirmed={"程硕海": "程硕海", "程朔海": "程朔海"}) == []


def test_a_given_name_of_two_people_is_not_proposed() -> None:
    """光明 may be of 李光明 and of 王光明: nobody is named."""
    text = "与会人：李光明、王光明\n\n遗留问题：\n1. 补接口文档，请光明牵头\n"
    assert names(text) == []


def test_owners_who_are_not_listed_are_named() -> None:
    """段岚 works but is not present; 朔海 is present as 程朔海."""
    text = ONE.replace("、段岚", "")
    (notice,) = notices(drafted(text), "not_listed")
    assert "段岚" in notice
    assert "朔海" not in notice
    assert not notices(drafted(ONE), "not_listed")
    assert not notices(drafted(ONE.replace("与会人：程朔海、段岚、吴启\n", "")), "not_listed")


def test_an_attendance_table_lists_those_present() -> None:
    """The first column of the table is the list; a template row is nobody."""
    table = "| 姓名 | 账号 |\n|---|---|\n| 程朔海 | @a |\n| 议题相关人员 | 议题相关人员 |\n\n"
    text = f"# 例会 2026-09-09\n\n{table}遗留问题：\n1. 补接口文档 --段岚\n"
    (notice,) = notices(drafted(text), "not_listed")
    assert "段岚" in notice
    assert "议题" not in notice


@pytest.mark.real_data
def test_the_spellings_of_a_real_month() -> None:
    """Four people with two or three spellings each, and nobody else."""
    sources = read_paths([real_data("months") / "openeuler-2022-10" / "month"]).sources
    found = {frozenset(proposal.names) for proposal in spelling_proposals(sources)}
    assert found == {
        frozenset({"吴峰光", "吴锋光", "峰光"}),
        frozenset({"胡欣蔚", "欣蔚"}),
        frozenset({"谢秀奇", "秀奇"}),
        frozenset({"熊伟", "熊博"}),
    }


@pytest.mark.real_data
def test_a_real_month_with_confirmed_spellings_is_grounded() -> None:
    """Joined owners block nothing."""
    sources = read_paths([real_data("months") / "openeuler-2022-10" / "month"]).sources
    confirmed = {"吴锋光": "吴峰光", "峰光": "吴峰光", "欣蔚": "胡欣蔚", "秀奇": "谢秀奇"}
    draft = draft_month(project="x", month="2022-10", sources=sources, spellings=confirmed)
    owned = [item.fields.owner for item in draft.items if item.fields.owner]
    assert any("吴峰光" in owner for owner in owned)
    assert not any("吴锋光" in owner or owner == "欣蔚" for owner in owned)
    assert [item.id for item in draft.items if item.status == "blocked"] == []
