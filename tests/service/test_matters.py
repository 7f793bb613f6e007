"""Which cards are one matter, and where that matter stands."""

from __future__ import annotations

import pytest

from service.facts.rule_reader import read_facts
from service.intake import read_paste
from service.matters import Matter, group_matters, is_high
from service.review import FactCard, Fields, State
from tests.service.facts.fact_cards import card


def sizes(*cards: FactCard) -> list[int]:
    """How many cards each matter has."""
    return [len(matter.cards) for matter in group_matters(cards)]


def test_one_matter_in_three_sources() -> None:
    """Ticket, minutes and notes about one fault are one matter with all their evidence."""
    ticket = card("exp.k1", "problem", "司机端签收页偶发白屏", state="open", refs=("301",))
    told = card("min.c1", "problem", "司机端签收页又出现白屏，重打签收单 12 张", state="open")
    noted = card("not.c1", "problem", "司机端签收页白屏，重启才好", state="open")
    (matter,) = group_matters([ticket, told, noted])
    assert matter.evidence == ("exp.k1.s", "min.c1.s", "not.c1.s")
    assert matter.main is ticket


def test_numbers_veto() -> None:
    """The same words with 20.03 and 22.03 stay two matters."""
    one = card("a.c1", "action", "完成 20.03 版本的地图引擎适配", state="open")
    other = card("b.c1", "action", "完成 22.03 版本的地图引擎适配", state="open")
    assert sizes(one, other) == [1, 1]
    assert sizes(one, card("b.c1", "action", "完成 20.03 版本的地图引擎适配", state="open")) == [2]


def test_tickets_join_by_key() -> None:
    """The same key in two exports, and in a line of minutes, is one matter whatever the words."""
    first = card("exp.k1", "action", "车载终端网络策略开通", state="open", refs=("YLD-21",))
    again = card("old.k9", "action", "开通网络", state="open", refs=("YLD-21",))
    line = card("min.c1", "action", "防火墙那件事 YLD-21 继续", state="open", refs=("YLD-21",))
    assert sizes(first, again, line) == [3]


def test_other_keys_stay_apart() -> None:
    """Two tickets with one title and two keys are two matters."""
    first = card("exp.k1", "problem", "签收页偶发白屏", state="open", refs=("301",))
    other = card("exp.k2", "problem", "签收页偶发白屏", state="open", refs=("302",))
    assert sizes(first, other) == [1, 1]


@pytest.mark.parametrize("kind", ["measure", "lesson"])
def test_a_measure_never_melts_into_its_problem(kind: str) -> None:
    """A measure with the very words and key of a problem stays a matter of its own."""
    problem = card("exp.k1", "problem", "签收页偶发白屏", state="open", refs=("301",))
    measure = card(
        "min.c1",
        "measure" if kind == "measure" else "lesson",
        "签收页偶发白屏增加监控",
        refs=("301",),
    )
    assert sizes(problem, measure) == [1, 1]


def test_two_lines_of_one_source_need_more() -> None:
    """One source seldom says a thing twice: like lines of it stay apart where two sources would join."""
    one = card("a.c1", "action", "骨干线路围栏参数评审并签字", state="open")
    near = "支线线路围栏参数评审并签字"
    assert sizes(one, card("a.c2", "action", near, state="open")) == [1, 1]
    assert sizes(one, card("b.c2", "action", near, state="open")) == [2]


def test_mended_work_joins_its_ticket() -> None:
    """已修复 told in minutes joins the fault's ticket, so that the clash of states shows."""
    ticket = card("exp.k1", "problem", "签收单条码打印整体右偏", state="open", refs=("301",))
    told = card(
        "min.c1",
        "milestone",
        "已修复，固件更新关掉了",
        state="closed",
        topic="签收单条码打印右偏",
    )
    assert sizes(ticket, told) == [2]


def test_order_of_sources_does_not_change_the_groups() -> None:
    """However the cards are ordered, the same cards are together."""
    cards = [
        card("exp.k1", "problem", "司机端签收页偶发白屏", state="open", refs=("301",)),
        card("min.c1", "problem", "司机端签收页又出现白屏，重打 12 张", state="open"),
        card("min.c2", "action", "补齐车辆档案接口文档", state="open"),
        card("not.c1", "action", "车辆档案接口文档还没补齐", state="open"),
    ]

    def groups(given: list[FactCard]) -> set[frozenset[str]]:
        return {frozenset(c.id for c in matter.cards) for matter in group_matters(given)}

    assert groups(cards) == groups(cards[::-1])


def test_every_card_is_in_exactly_one_matter() -> None:
    """Grouping loses no card and doubles none."""
    text = (
        "时间：2026年9月9日\n\n## 遗留问题\n\n1. 补齐接口文档 --段岚\n2. 油卡对账核对 --程朔\n\n"
        "## 问题\n\n- 车载终端掉线 12 台\n- 接口文档缺少返回码\n"
    )
    cards = read_facts(read_paste(text, 1), "2026-09")
    grouped = [c.id for matter in group_matters(cards) for c in matter.cards]
    assert sorted(grouped) == sorted(c.id for c in cards)


@pytest.mark.parametrize(
    ("listed", "told", "state"),
    [
        ("open", "closed", "open"),
        ("closed", "open", "closed"),
        ("in_progress", "unknown", "in_progress"),
        ("unknown", "closed", "closed"),
    ],
)
def test_a_list_speaks_as_of_now(listed: State, told: State, state: State) -> None:
    """A ticket or action list outweighs what was said; an unknown state says nothing."""
    ticket = card("exp.k1", "problem", "签收页白屏", state=listed, said_on="2026-09-01")
    line = card("min.c1", "conclusion", "签收页白屏", state=told, said_on="2026-09-23")
    assert Matter("exp.k1", (ticket, line)).state == state


def test_the_newest_word_counts_without_a_list() -> None:
    """Of two meetings the later one says where a matter stands."""
    early = card("a.c1", "problem", "签收页白屏", state="open", said_on="2026-09-02")
    late = card("b.c1", "milestone", "签收页白屏", state="closed", said_on="2026-09-23")
    assert Matter("a.c1", (early, late)).state == "closed"


def test_only_an_export_ranks_high() -> None:
    """严重 of an export is high; the same word on a line of notes is not our ranking."""
    ranked = Fields(priority="Highest")
    assert is_high(card("exp.k1", "problem", "签收页白屏", fields=ranked))
    assert not is_high(card("not.c1", "problem", "签收页白屏", fields=ranked))
    assert not is_high(card("exp.k2", "problem", "签收页白屏", fields=Fields(priority="Low")))


def test_a_line_that_names_another_key_stays_apart() -> None:
    """The very words of a ticket under another ticket's key are another matter."""
    ticket = card("exp.k1", "problem", "司机端签收页偶发白屏", state="open", refs=("301",))
    line = card("min.c1", "problem", "司机端签收页偶发白屏", state="open", refs=("302",))
    assert sizes(ticket, line) == [1, 1]


def test_bare_numbers_of_two_tools_are_two_tickets() -> None:
    """A bug #12 and a task #12 have nothing in common; two exports of one tool have the title."""
    bug = card("bug.k1", "problem", "退费后发票号不回收", refs=("#12",))
    task = card("task.k1", "action", "收费窗口人员培训", refs=("#12",))
    again = card("newer.k1", "problem", "退费后发票号没有回收", refs=("#12",))
    assert sizes(bug, task) == [1, 1]
    assert sizes(bug, again) == [2]
    assert sizes(
        card("a.k1", "action", "甲", refs=("HX-1",)), card("b.k1", "action", "乙", refs=("HX-1",))
    ) == [2]
