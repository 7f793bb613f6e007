"""Which parts of the sources a month reads."""

from __future__ import annotations

import pytest

from service.facts.period import read_period
from service.facts.rule_reader import read_facts
from service.intake import read_paste, read_source
from service.pipeline import draft_month
from service.review import Draft, FactCard, Source
from tests.real_data import real_data

YEAR = (
    "会议时间：2026-10-14\n1. 签收\n结论：同意放宽围栏半径到三百米\n遗留问题：\n- 补车辆档案接口文档 --程朔\n\n"
    "会议时间：2026-09-16\n1. 对账\n结论：同意油卡对账改为每周一次\n遗留问题：\n- 核对油卡差异 --段岚\n\n"
    "会议时间：2026-05-20\n1. 地图\n结论：同意更换地图厂商\n遗留问题：\n- 联系地图厂商 --程朔\n"
)


def read(text: str, name: str = "2026_minutes.txt") -> Source:
    """A source of this text."""
    return read_source(text.encode(), name)


def cards(source: Source, month: str) -> list[FactCard]:
    """The cards that count for the month."""
    period = read_period([source], month)
    return [c for one in period.sources for c in read_facts(one, month) if period.reads(c)]


def drafted(text: str, month: str, name: str = "2026_minutes.txt") -> Draft:
    """The draft of a month from one file."""
    return draft_month(project="云岭", month=month, sources=[read(text, name)])


def test_a_year_file_gives_one_month() -> None:
    """The month's meeting in full, of the month before the open actions, of others nothing."""
    found = cards(read(YEAR), "2026-10")
    assert [(c.kind, c.said_on) for c in found] == [
        ("conclusion", "2026-10-14"),
        ("action", "2026-10-14"),
        ("action", "2026-09-16"),
    ]
    assert [c.carried for c in found] == [False, False, True]


def test_the_open_action_of_the_month_before_is_followed_up() -> None:
    """核对油卡差异 of September is asked about in October, as it is with two files."""
    draft = drafted(YEAR, "2026-10")
    assert [entry.action for entry in draft.follow_up] == ["核对油卡差异"]
    assert not any("地图" in item.text for item in draft.items)


def test_what_was_left_alone_is_told() -> None:
    """The notice counts the parts of other months; the source keeps them."""
    draft = drafted(YEAR, "2026-10")
    (notice,) = [n for n in draft.notices if n.code == "other_months"]
    assert "2 段" in notice.text
    assert "2026_minutes.txt" in notice.text


def test_days_without_a_year_are_taken_near_the_month() -> None:
    """【10月14日例会】 in a file without any year is of the chosen month."""
    text = YEAR.replace("会议时间：2026-10-14", "【10月14日例会】")
    text = text.replace("会议时间：2026-09-16", "【9月16日例会】").replace("2026-05-20", "05-20")
    found = cards(read(text, "minutes.txt"), "2026-10")
    assert [c.said_on for c in found] == ["2026-10-14", "2026-10-14", "2026-09-16"]


def test_a_part_without_a_day_is_read_and_asked_about_once() -> None:
    """What stands above the first date is read; one question asks whether it is of this month."""
    draft = drafted(f"遗留问题：\n- 申请堡垒机账号 --段岚\n\n{YEAR}", "2026-10")
    assert any("堡垒机" in item.text for item in draft.items)
    (notice,) = [n for n in draft.notices if n.code == "undated_blocks"]
    assert "遗留问题" in notice.text


def test_a_copy_is_read_once() -> None:
    """Open items pasted again below the minutes give one action each."""
    items = (
        "0. 遗留问题：\n- 制定分支回合方案和维护方案 --段岚\n- 正式发布前再核对一下策略 --程朔\n"
        "- 安排一次宣讲 --程朔\n"
    )
    text = f"日期：2026-10-14\n\n{items}\n1. 签收流程\n\n{items}"
    found = cards(read(text), "2026-10")
    assert len([c for c in found if "核对一下策略" in c.text]) == 1
    (notice,) = [n for n in drafted(text, "2026-10").notices if n.code == "copied_block"]
    assert "内容相同" in notice.text


def test_minutes_equal_to_last_months_are_no_content() -> None:
    """Two files that differ in their date alone: the newer one tells nothing of its month."""
    body = (
        "1. 通报车辆档案接口文档情况\n结论：同意放宽围栏半径到三百米\n2. 油卡对账差异由财务核对\n"
    )
    old = read(f"会议时间：2026-09-16\n{body}", "0916.txt")
    new = read(f"会议时间：2026-10-14\n{body}", "1014.txt")
    period = read_period([old, new], "2026-10")
    assert period.copies == (("1014.txt", "0916.txt"),)
    assert period.sources[0].sentences
    assert not period.sources[1].sentences


def test_a_file_of_one_meeting_is_read_as_it_was() -> None:
    """Whole files of earlier months are read in full, as before."""
    source = read_paste("会议时间：2026-08-05\n结论：同意更换地图厂商\n", 1)
    assert read_period([source], "2026-10").sources == (source,)


@pytest.mark.real_data
@pytest.mark.parametrize("month", ["2022-05", "2021-12", "2020-06"])
def test_a_month_of_a_real_year_file_is_not_flooded(month: str) -> None:
    """Of some thirty meetings a month tells at most its own and last month's open actions."""
    (path,) = (real_data("minutes") / "openeuler-mirror+infrastructure").glob("*.txt")
    source = read_source(path.read_bytes(), str(path))
    draft = draft_month(project="x", month=month, sources=[source])
    assert 0 < len(draft.items) < 16
    assert any(notice.code == "other_months" for notice in draft.notices)
    said = {s.id: b.dated for b in source.blocks for s in source.sentences[b.first : b.end]}
    others = [s for i in draft.items for s in i.evidence if said[s][:7] > month]
    assert others == []
