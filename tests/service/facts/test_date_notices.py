"""Dates of sources that cannot be right are asked about, and never become a delay."""

from __future__ import annotations

import pytest

from prompts import say
from service.facts.rule_reader import read_facts
from service.follow_up import answer_last_month
from service.intake import read_source
from service.matters import group_matters
from service.pipeline import draft_month
from service.review import Draft, Item, Notice
from tests.real_data import real_data
from tests.service.facts.samples import HEAD, MONTH, export, minutes, one

ZENTAO = (
    "Bug编号,所属产品,Bug标题,严重程度,优先级,Bug状态,由谁创建,创建日期,指派给,解决者,解决方案,"
    "解决日期,由谁关闭,关闭日期\n"
    "305,云岭调度,围栏误报,2,1,已关闭,段岚,2026-09-12,Closed,程朔,已解决,2026-09-04,段岚,2026-09-18\n"
)


def drafted(body: str, name: str = "例会.md") -> Draft:
    """The draft from minutes of 9 September 2026."""
    source = read_source((HEAD + body).encode(), name)
    return draft_month(project="云岭", month=MONTH, sources=[source], language="zh")


def notice(draft: Draft, code: str) -> Notice:
    """The only notice of this code."""
    (found,) = [one for one in draft.notices if one.code == code]
    return found


def task(draft: Draft) -> Item:
    """The only task."""
    (found,) = [item for item in draft.items if item.kind == "task"]
    return found


@pytest.mark.parametrize(
    ("due", "name", "values"),
    [
        ("2025年10月13日", "due_before_meeting_proposed", {"proposal": "2026-10-13"}),
        ("2028年10月13日", "due_other_year_proposed", {"proposal": "2026-10-13"}),
        ("9月31日", "impossible_date", {}),
        ("10月28日-10月20日", "reversed_dates", {}),
    ],
)
def test_a_wrong_due_day_is_asked_about(due: str, name: str, values: dict[str, str]) -> None:
    """The words stay, no day is set, and the question says what may be meant."""
    item = task(drafted(f"遗留问题：\n1. 补接口文档 责任人：程朔，完成时间：{due}\n"))
    extra = {"said_on": "2026-09-09", **values} if values else {}
    assert say("zh", "questions", name, due=due, **extra) in item.questions
    assert (item.fields.due, item.fields.due_raw) == ("", due)


def test_a_wrong_year_in_a_table_is_asked_about_too() -> None:
    """An action table has the same question."""
    table = "| 事项 | 负责人 | 完成时间 |\n|---|---|---|\n| 补接口文档 | 程朔 | 2025-10-13 |\n"
    item = task(drafted(table))
    assert item.fields.due == ""
    assert any("2026-10-13" in question for question in item.questions)


def test_a_wrong_year_is_never_overdue() -> None:
    """Carried from the minutes of 9 September into October, it is open without being late."""
    text = "遗留问题：\n1. 补接口文档 责任人：程朔，完成时间：2025年10月13日\n"
    matters = group_matters(read_facts(minutes(text), "2026-10"))
    (answered,) = answer_last_month(None, matters, month="2026-10", language="zh")
    assert not answered.overdue
    assert say("zh", "sentences", "note_overdue") not in answered.entry.note


def test_a_day_without_a_year_is_of_the_year_after_the_meeting() -> None:
    """1月20日 said in September is next January."""
    card = one(minutes("遗留问题：\n1. 补接口文档 责任人：程朔，完成时间：1月20日\n"), "接口文档")
    assert card.fields.due == "2027-01-20"


def test_impossible_days_of_text_and_name_are_named() -> None:
    """31 September in a line, 20240431 in the name: two notices."""
    draft = drafted("9月31日现场掉线\n", "20240431.md")
    texts = [one.text for one in draft.notices if one.code == "impossible_date"]
    assert any("20240431" in text for text in texts)
    assert any("9月31日" in text for text in texts)


def test_minutes_that_tell_of_later_days() -> None:
    """Minutes of 9 September that tell of the 12th as past were edited later."""
    assert "9月12日" in notice(drafted("遗留问题已于9月12日闭环\n"), "told_before").text
    draft = drafted("计划9月12日上线，请9月15日前完成培训，活动9月20日进行\n")
    assert not [one for one in draft.notices if one.code == "told_before"]


def test_rows_that_end_before_they_begin() -> None:
    """Start and end columns of a table are compared."""
    table = (
        "| 轮次 | 测试起始时间 | 测试结束时间 |\n|---|---|---|\n"
        "| RC1 | 2026/9/3 | 2026/9/10 |\n| RC2 | 2026/9/13 | 2026/9/10 |\n"
    )
    text = notice(drafted(table), "reversed_dates").text
    assert "2026/9/13" in text
    assert "1 处" in text


def test_a_ticket_done_before_it_was_created() -> None:
    """A ticket's days are compared; the key is named."""
    draft = draft_month(project="云岭", month=MONTH, sources=[export(ZENTAO)], language="zh")
    assert "305" in notice(draft, "done_before_created").text


@pytest.mark.real_data
def test_the_wrong_dates_of_real_files() -> None:
    """Minutes edited later, a work log of 31 April, a year cut off, a due day in the wrong year."""
    found = {}
    for pattern in ("minutes/*/2022-04-07.md", "reviews/*/20240431*", "reviews/*/sprint-106*"):
        (path,) = real_data().glob(pattern)
        source = read_source(path.read_bytes(), path.name)
        draft = draft_month(project="x", month="2024-08", sources=[source])
        codes = {"told_before", "impossible_date"}
        found[path.name[:10]] = {one.code for one in draft.notices if one.code in codes}
    assert list(found.values()) == [{"told_before"}, {"impossible_date"}, {"impossible_date"}]
    (path,) = real_data("minutes").glob("*/2022-04-21.md")
    source = read_source(path.read_bytes(), path.name)
    draft = draft_month(project="x", month="2022-04", sources=[source])
    (item,) = [i for i in draft.items if i.fields.due_raw == "2021年05月13日"]
    assert item.fields.due == ""
    assert any("2022-05-13" in question for question in item.questions)
