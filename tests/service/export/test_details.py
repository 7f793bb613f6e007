"""Below an item stands what its text does not say, and nothing twice."""

from __future__ import annotations

import pytest

from service.errors import Language
from service.export.details import detail_lines, says_day
from service.export.words import ANSWERS, FIELD_NAMES, WORDS
from service.review import Fields, Item, ItemKind


def lines(text: str, kind: ItemKind, fields: Fields, language: Language = "zh") -> list[str]:
    """The detail lines of an item with that text and those fields."""
    item = Item("i1", "problems", kind, text, "fact", (), fields=fields)
    return list(detail_lines(item, {"i9": "支付网关偶发超时"}, language))


def test_plan_and_actual_stand_on_one_line() -> None:
    """Planned, actual and deviation are read together, the cause below them."""
    fields = Fields(
        planned_due="2026-10-15",
        actual_date="2026-10-23",
        deviation="晚 8 天",
        cause="历史数据缺少主键",
        computed="2026-10-23 - 2026-10-15",
    )
    assert lines("完成数据迁移", "milestone", fields) == [
        "计划：2026-10-15；实际：2026-10-23；偏差：晚 8 天",
        "偏差原因：历史数据缺少主键",
        "计算：2026-10-23 - 2026-10-15",
    ]


def test_what_the_text_says_is_not_said_again() -> None:
    """Width, spacing and the way a date is written make no difference."""
    fields = Fields(
        owner="林岚", due="2026-11-08", due_raw="11 月 8 日前", acceptance="连续三天无超时"
    )
    text = "林岚 11月8日前补齐网关重试"
    assert lines(text, "task", fields) == ["验收标准：连续三天无超时"]


def test_a_problem_reads_as_type_impact_case_causes() -> None:
    """One line says what kind of problem it is and how bad; case and chain have their own."""
    fields = Fields(
        problem_type="第三方接口",
        impact="高",
        impact_reason="客户结算两次中断",
        delivery_affected="是",
        escalate_to="分管院长",
        case="10月18日结算中断",
        whys=("网关没有重试", "上线前没有压测"),
    )
    assert lines("支付网关超时", "problem", fields) == [
        "类型：第三方接口；影响：高（客户结算两次中断）；影响交付：是；升级至：分管院长",
        "案例：10月18日结算中断",
        "原因链：网关没有重试 → 上线前没有压测",
    ]


def test_a_measure_names_the_problem_it_answers() -> None:
    """The item id becomes the problem's words."""
    fields = Fields(measure_kind="customer", answers="i9")
    assert lines("压测", "measure", fields) == ["措施类别：客户参与；针对：支付网关偶发超时"]
    assert lines("test", "measure", fields, "en") == [
        "kind: customer involvement; answers: 支付网关偶发超时"
    ]


def test_a_figure_shows_before_and_after() -> None:
    """The change is shown with its unit; a text that has both numbers is left alone."""
    fields = Fields(metric="导入耗时", before="42", after="9", unit="分钟")
    assert lines("导入更快了", "result", fields) == ["指标：导入耗时 42 → 9 分钟"]
    assert lines("导入由 42 分钟降到 9 分钟", "result", fields) == []


def test_only_words_of_the_source_give_a_date() -> None:
    """A due date that is known in words alone is shown in those words."""
    assert lines("补齐重试", "task", Fields(due_raw="下周五")) == ["截止：下周五"]
    assert lines("补齐重试", "task", Fields(due="2026-11-06", due_raw="下周五")) == [
        "截止：2026-11-06"
    ]


def test_an_item_without_fields_has_no_details() -> None:
    """Nothing is invented for an empty field."""
    assert lines("复盘", "lesson", Fields()) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("10 月 21 日通过", True),
        ("１０月２１号通过", True),
        ("2026/10/21 通过", True),
        ("passed on 21st October", True),
        ("passed on Oct 21", True),
        ("10月2日通过", False),
        ("110月21日", False),
        ("October 2", False),
    ],
)
def test_a_day_is_known_in_its_usual_forms(text: str, named: bool) -> None:
    """The ISO day is recognised however it is written, and no other day is taken for it."""
    assert says_day(text, "2026-10-21") is named


def test_both_languages_have_the_same_words() -> None:
    """No label is missing in either language."""
    for table in (WORDS, FIELD_NAMES, ANSWERS):
        assert table["zh"].keys() == table["en"].keys()
