"""Dates are found in the forms people write, resolved without guessing, and nothing else is one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.dates import due_of, find_dates

SAID = "2022-10-12"

RESOLVED = [
    ("会议定于2022-10-12召开", "2022-10-12", "2022-10-12", "2022-10-12"),
    ("2022/10/28开会", "2022/10/28", "2022-10-28", "2022-10-28"),
    ("2022.10.12版", "2022.10.12", "2022-10-12", "2022-10-12"),
    ("20221012纪要", "20221012", "2022-10-12", "2022-10-12"),
    ("20220706:open", "20220706", "2022-07-06", "2022-07-06"),
    ("于2022年10月12日完成", "2022年10月12日", "2022-10-12", "2022-10-12"),
    ("2022年3月28号前", "2022年3月28号", "2022-03-28", "2022-03-28"),
    ("2022年10月计划", "2022年10月", "2022-10-01", "2022-10-31"),
    ("11月27日截止", "11月27日", "2022-11-27", "2022-11-27"),
    ("4月15提测", "4月15", "2022-04-15", "2022-04-15"),
    ("10月底评审会审视", "10月底", "2022-10-31", "2022-10-31"),
    ("10月初上线", "10月初", "2022-10-01", "2022-10-10"),
    ("10月中提测", "10月中", "2022-10-11", "2022-10-20"),
    ("二〇二四年五月六日", "二〇二四年五月六日", "2024-05-06", "2024-05-06"),
    ("七月三日交付", "七月三日", "2022-07-03", "2022-07-03"),
    ("三月 15 号", "三月 15 号", "2023-03-15", "2023-03-15"),
    ("08年5月立项", "08年5月", "2008-05-01", "2008-05-31"),
    ("１０月１２日例会", "１０月１２日", "2022-10-12", "2022-10-12"),
    ("10月1\u200b2日例会", "10月1\u200b2日", "2022-10-12", "2022-10-12"),
    ("截止12/18", "12/18", "2022-12-18", "2022-12-18"),
    ("9/15前完成", "9/15", "2022-09-15", "2022-09-15"),
    ("统计周期9.8-9.30", "9.8-9.30", "2022-09-08", "2022-09-30"),
    ("下周三给方案", "下周三", "2022-10-19", "2022-10-19"),
    ("本周五前", "本周五", "2022-10-14", "2022-10-14"),
    ("周五发版", "周五", "2022-10-14", "2022-10-14"),
    ("下周联调", "下周", "2022-10-17", "2022-10-23"),
    ("下月验收", "下月", "2022-11-01", "2022-11-30"),
    ("下月15日验收", "下月15日", "2022-11-15", "2022-11-15"),
    ("明天确认", "明天", "2022-10-13", "2022-10-13"),
    ("15号前提交", "15号", "2022-10-15", "2022-10-15"),
    ("年底前验收", "年底", "2022-12-31", "2022-12-31"),
    ("2022年底验收", "2022年底", "2022-12-31", "2022-12-31"),
    ("Q2完成", "Q2", "2022-04-01", "2022-06-30"),
    ("due 12 July", "12 July", "2022-07-12", "2022-07-12"),
    ("July 12, 2024 at noon", "July 12, 2024", "2024-07-12", "2024-07-12"),
    ("7/17/2024: review", "7/17/2024", "2024-07-17", "2024-07-17"),
    ("2024-07-01T10:00:00Z", "2024-07-01", "2024-07-01", "2024-07-01"),
    ("by end of October", "end of October", "2022-10-31", "2022-10-31"),
    ("next week at the latest", "next week", "2022-10-17", "2022-10-23"),
    ("by Friday", "Friday", "2022-10-14", "2022-10-14"),
    (
        "2022年10月26日～2022年11月14日",
        "2022年10月26日～2022年11月14日",
        "2022-10-26",
        "2022-11-14",
    ),
    ("10月13日（周四）上线", "10月13日", "2022-10-13", "2022-10-13"),
    ("On Tuesday 22nd June 2021", "22nd June 2021", "2021-06-22", "2021-06-22"),
    ("期望9.16日前完成", "9.16日", "2022-09-16", "2022-09-16"),
    ("7月8日—12日培训", "7月8日—12日", "2022-07-08", "2022-07-12"),
    ("12月28日至1月5日", "12月28日至1月5日", "2022-12-28", "2023-01-05"),
    ("4-5月共建", "4-5月", "2022-04-01", "2022-05-31"),
]


@pytest.mark.parametrize(("text", "raw", "first", "last"), RESOLVED)
def test_a_written_date_is_found_and_resolved(text: str, raw: str, first: str, last: str) -> None:
    """Each form gives one mention with its exact words and its first and last day."""
    mentions = find_dates(text, SAID)
    assert [(one.raw, one.first, one.last) for one in mentions] == [(raw, first, last)]
    assert text[mentions[0].start : mentions[0].end] == raw


@pytest.mark.parametrize(
    "text",
    [
        "openEuler 22.03 LTS", "内核版本4.19", "通过率12/4800", "12/18", "10.12.3.4", "v20220926",
        "rpms_202210302157.csv", "2022.13.45", "3个月", "3.5-4.2万", "本周期", "每周三例会",
        "we may go on, march on", "14:30开始", "第二次", "工单1012", "https://a.example/2022/10/28/x",
        "周期性检查", "以后天气系统", "一共三项", "",
    ],
)  # fmt: skip
def test_versions_counts_ids_times_and_addresses_are_no_dates(text: str) -> None:
    """What only looks like a date is left alone."""
    assert find_dates(text, SAID) == ()


@pytest.mark.parametrize("text", ["2月30日", "4月31日", "2026年2月30日", "20240431", "2022-02-30"])
def test_an_impossible_day_keeps_its_words_and_gets_no_day(text: str) -> None:
    """Nothing is mended silently: the words stay, the days are unknown."""
    (mention,) = find_dates(text, SAID)
    assert (mention.raw, mention.first, mention.last) == (text, "", "")
    assert mention.impossible


@pytest.mark.parametrize("text", ["次日", "第3周", "W2"])
def test_what_cannot_be_resolved_stays_unknown(text: str) -> None:
    """A date that hangs on something unsaid has no days, and is not called impossible."""
    (mention,) = find_dates(text, SAID)
    assert (mention.raw, mention.first, mention.impossible) == (text, "", False)


def test_without_the_day_it_was_said_on_nothing_is_guessed() -> None:
    """Year-less and relative dates need the day they were said on."""
    assert [one.first for one in find_dates("10月12日，下周三，2022年5月1日")] == [
        "",
        "",
        "2022-05-01",
    ]


def test_what_is_approximate_relative_or_without_year_says_so() -> None:
    """The flags tell a caller how far to trust the day."""
    month_end, weekday, full = find_dates("10月底，下周三，2022年5月1日", SAID)
    assert (month_end.approximate, month_end.granularity) == (True, "month")
    assert (weekday.relative, weekday.granularity) == (True, "relative")
    assert (full.year_given, full.approximate, full.relative) == (True, False, False)


def test_words_that_only_begin_like_a_part_of_a_month_are_not_taken_in() -> None:
    """10月初步完成 and 10月中国区 speak of October, not of its beginning or middle."""
    assert [one.raw for one in find_dates("10月初步完成，10月中国区上线", SAID)] == ["10月", "10月"]


@pytest.mark.parametrize(
    ("text", "raw", "last"),
    [
        ("10月底评审会审视进展", "10月底", "2022-10-31"),
        ("完成时间：2022年5月12日", "2022年5月12日", "2022-05-12"),
        ("议题征集截至日期：11月27日", "11月27日", "2022-11-27"),
        ("适配; 2022年10月26日～2022年11月14日", "2022年10月26日～2022年11月14日", "2022-11-14"),
        ("10月13日的会议纪要11月2日前发出", "11月2日", "2022-11-02"),
        ("下周三前给出方案", "下周三", "2022-10-19"),
        ("ddl：10月30日", "10月30日", "2022-10-30"),
        ("Send the list by 12 July 2024", "12 July 2024", "2024-07-12"),
        ("两周内完成分析", "两周内", "2022-10-26"),
    ],
)
def test_the_date_of_a_commitment_is_told_from_other_dates(text: str, raw: str, last: str) -> None:
    """The due date is the promised one, in its own words; of a range its last day."""
    due = due_of(text, SAID)
    assert due is not None
    assert (due.raw, due.last) == (raw, last)


@pytest.mark.parametrize(
    "text",
    [
        "截至5月31日共关闭工单42个",
        "10月12日会议上已决定",
        "自10月20日起执行",
        "定期追踪",
        "暂无完成时间",
    ],
)
def test_a_date_of_report_or_no_date_is_no_commitment(text: str) -> None:
    """As-of days, starting days and vague words are no due dates."""
    assert due_of(text, SAID) is None


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(
        ["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}"]
    ),
    st.sampled_from(["", "于", "会议时间：", "🎉", "（", "１、"]),
    st.sampled_from(["", "完成", "。", "）", "🎉", " 上线"]),
)
def test_every_day_is_read_back_whatever_stands_beside_it(day, form, before, after) -> None:  # type: ignore[no-untyped-def]
    """Any day in any full form between Han, emoji and brackets comes back as that day."""
    text = before + form.format(day) + after
    (mention,) = find_dates(text, SAID)
    assert (mention.first, mention.last) == (day.isoformat(), day.isoformat())


@given(
    st.text(
        alphabet="0123456789年月日号周底初中-/.～至下本Q W次一二三十\u200b１２🎉前 ", max_size=40
    )
)
def test_offsets_always_point_at_the_words(text: str) -> None:
    """The offsets law holds on any text, and mentions come in order without overlap."""
    end = 0
    for mention in find_dates(text, SAID):
        assert text[mention.start : mention.end] == mention.raw
        assert end <= mention.start < mention.end
        end = mention.end
