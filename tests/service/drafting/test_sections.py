"""What the four sections say of a month, and what they ask for instead of making it up."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from prompts import say
from service.drafting.material import LONGEST, shorten
from service.intake import read_paste, read_source
from service.pipeline import draft_month
from service.review import Draft, Item, SectionKey, Source
from tests.service.facts.samples import JIRA, minutes

ask = partial(say, "zh", "questions")


def draft(*sources: Source) -> Draft:
    """September 2026 from these sources."""
    return draft_month(project="云岭", month="2026-09", sources=sources, language="zh")


def only(section: SectionKey, words: str, *sources: Source) -> Item:
    """The one item of a section that holds the words."""
    (found,) = [item for item in draft(*sources).section(section) if words in item.text]
    return found


def action(line: str) -> Item:
    """The task that an action line of the minutes becomes."""
    (found,) = draft(minutes(f"## 遗留问题\n\n1. {line}\n")).section("next_month")
    return found


def jira(*rows: str) -> Source:
    """A ticket export with these rows below the header."""
    header = JIRA.splitlines()[0]
    return read_source("\n".join((header, *rows, "")).encode(), "jira.csv")


def done(number: int) -> str:
    """A task closed in September, each with words of its own."""
    words = ("网关扩容", "证书续期", "日志归档", "报表改版", "短信通道", "权限梳理", "仓库扫码")
    return (
        f"Task,YLD-{number},{number},{words[number]},程朔,段岚,Low,Done,Done,01/Sep/26 9:12 AM,"
        "15/Sep/26 4:40 PM,15/Sep/26 4:40 PM,"
    )


def test_a_task_has_owner_day_and_week() -> None:
    """Owner and due day are fields, and the week is the Monday of that day."""
    item = action("补齐车辆档案接口文档。责任人：段岚，完成时间：9月17日")
    assert item.kind == "task"
    assert (item.fields.owner, item.fields.due) == ("段岚", "2026-09-17")
    assert item.fields.week == "2026-09-14"
    assert date.fromisoformat(item.fields.week).weekday() == 0
    assert "段岚" in item.text
    assert "9月17日" in item.text


def test_what_is_missing_is_asked_in_one_question() -> None:
    """No owner, no day, no acceptance: one question names all three, and the fields stay empty."""
    item = action("补齐车辆档案接口文档")
    assert (item.fields.owner, item.fields.due, item.fields.week) == ("", "", "")
    (question,) = item.questions
    for name in ("missing_owner", "missing_due", "missing_acceptance"):
        assert ask(name) in question


def test_a_vague_day_is_asked() -> None:
    """下一次例会 is no date: its words stay, and the day is asked."""
    item = action("围栏误报清单。责任人：段岚，完成时间：下一次例会")
    assert item.fields.due == ""
    assert ask("vague_due", due="下一次例会") in item.questions


def test_a_day_before_the_meeting_is_asked() -> None:
    """A due day before the meeting that sets it is asked about, not corrected."""
    item = action("围栏误报清单。责任人：段岚，完成时间：9月5日")
    assert item.fields.due == "2026-09-05"
    assert ask("due_before_meeting", due="9月5日") in item.questions


def test_a_team_is_asked_for_a_person() -> None:
    """A group as owner is kept as written, and who in it is asked."""
    item = action("围栏误报清单。责任人：测试小组，完成时间：9月20日")
    assert item.fields.owner == "测试小组"
    assert ask("team_owner", owner="测试小组") in item.questions


def test_acceptance_as_written() -> None:
    """以…为准 is the acceptance, and is not asked again."""
    item = action("围栏误报清单，以车队长签字为准。责任人：段岚，完成时间：9月20日")
    assert item.fields.acceptance == "车队长签字"
    assert item.questions == ()


def test_tasks_are_ordered_by_day() -> None:
    """The nearest day stands first, those without a day last."""
    body = (
        "## 遗留问题\n\n1. 核对油卡差异。责任人：程朔，完成时间：9月25日\n2. 整理司机花名册 --段岚\n"
        "3. 围栏误报清单。责任人：段岚，完成时间：9月18日\n"
    )
    dues = [item.fields.due for item in draft(minutes(body)).section("next_month")]
    assert dues == ["2026-09-18", "2026-09-25", ""]


def test_an_overdue_promise_stands_first() -> None:
    """What was promised for before the month's end and is open comes first, marked high with the reason."""
    body = (
        "## 上期遗留问题\n\n1. 司机端离线签收方案。责任人：段岚，完成时间：9月5日\n\n"
        "## 遗留问题\n\n1. 核对油卡差异。责任人：程朔，完成时间：9月11日\n"
    )
    first, second = draft(minutes(body)).section("next_month")
    assert "离线签收" in first.text
    assert first.fields.priority
    assert first.fields.priority_reason
    assert second.fields.priority == ""
    assert ask("overdue", due="9月5日") in first.questions


def test_a_request_names_what_and_asks_who_decides() -> None:
    """申请 1 名… is a request for people with its quantity; who decides is asked."""
    item = only("next_month", "测试人员", read_paste("申请 1 名测试人员，驻场两周\n", 1))
    assert (item.kind, item.fields.resource_kind, item.fields.quantity) == (
        "request",
        "people",
        "1 名",
    )
    assert ask("missing_decides") in item.questions[0]


def test_an_open_high_bug_is_a_problem_with_its_rank() -> None:
    """The export's own rank makes a problem high, and the reason says whose word it is."""
    source = jira(
        "Bug,YLD-40,40,签收页偶发白屏,程朔,段岚,Highest,Open,,08/Sep/26 9:12 AM,09/Sep/26 4:40 PM,,"
    )
    item = only("problems", "YLD-40", source)
    assert item.fields.impact == say("zh", "sentences", "impact_high")
    assert "Highest" in item.fields.impact_reason


def test_a_problem_without_a_cause_asks_for_it() -> None:
    """No cause is inferred: the field stays empty and the question asks."""
    item = only("problems", "掉线", minutes("## 问题\n\n- 9月8日车载终端掉线 12 台\n"))
    assert item.fields.whys == ()
    assert ask("missing_cause") in item.questions[0]


def test_a_stated_cause_is_told() -> None:
    """因为… is the first of the whys, word for word."""
    body = "## 问题\n\n- 9月8日车载终端掉线 12 台，因为流量卡欠费\n"
    item = only("problems", "掉线", minutes(body))
    assert item.fields.whys == ("流量卡欠费",)
    assert not any(ask("missing_cause") in question for question in item.questions)


def test_a_measure_answers_its_problem() -> None:
    """A measure that speaks of a problem of section 2 names it, and the problem asks for none."""
    body = "### 1. 车载终端掉线\n\n- 9月8日车载终端掉线超时 12 台\n- 今后车载终端流量卡每月 25 日前续费\n"
    made = draft(minutes(body))
    (problem,) = made.section("problems")
    (measure,) = made.section("lessons")
    assert measure.fields.answers == problem.id
    assert not any(ask("missing_measure") in question for question in problem.questions)


def test_a_measure_that_answers_nothing_asks() -> None:
    """A measure without its problem asks which one it answers."""
    item = only("lessons", "书面变更单", read_paste("今后参数变更一律发书面变更单\n", 1))
    assert item.fields.answers == ""
    assert ask("missing_answers") in item.questions[0]


def test_a_slip_asks_for_its_cause() -> None:
    """A moved date is told in section 1 with the planned day, and its cause is asked."""
    item = only("progress", "围栏上线", minutes("结论：围栏上线由 9月12日推迟到 9月19日\n"))
    assert item.kind == "milestone"
    assert item.fields.planned_due == "2026-09-12"
    assert ask("missing_slip_cause") in item.questions[0]


def test_many_closed_tickets_are_one_row() -> None:
    """A long list of closed tickets is one row that names every key and counts them."""
    made = draft(jira(*(done(number) for number in range(7))))
    (row,) = made.section("progress")
    assert "7" in row.text
    assert all(f"YLD-{number}" in row.text for number in range(7))
    assert row.fields.computed.startswith("ids(")
    assert {entry.status for entry in made.ledger if entry.kind == "ticket"} == {"grouped"}


def test_one_closed_ticket_is_told_with_its_day() -> None:
    """A single closed ticket is an item of its own with key and day."""
    item = only("progress", "YLD-2", jira(done(2)))
    assert "2026-09-15" in item.text


def test_a_figure_keeps_both_values() -> None:
    """由 6 秒降到 2 秒 is a result with both values."""
    item = only("progress", "签收页", read_paste("9月8日签收页打开由 6 秒降到 2 秒\n", 1))
    assert item.kind == "result"
    assert (item.fields.before, item.fields.after) == ("6 秒", "2 秒")


def test_sources_that_disagree_leave_a_question() -> None:
    """An open ticket against 已修复 asks which one counts, in the item and as a conflict."""
    bug = jira(
        "Bug,YLD-40,40,签收单条码打印右偏,程朔,段岚,High,Open,,02/Sep/26 9:12 AM,03/Sep/26 4:40 PM,,"
    )
    told = minutes("### 1. 签收单条码打印右偏\n\n- 已修复，固件更新关掉了\n")
    made = draft(bug, told)
    assert len(made.conflicts) == 1
    (item,) = made.section("problems")
    assert any("Open" in question for question in item.questions)


def test_nothing_is_told_twice() -> None:
    """One matter in three sources is one item, not three."""
    bug = jira(
        "Bug,YLD-40,40,司机端签收页偶发白屏,程朔,段岚,High,Open,,02/Sep/26 9:12 AM,03/Sep/26 4:40 PM,,"
    )
    told = minutes("## 问题\n\n- 司机端签收页又出现白屏，司机投诉 12 次\n")
    noted = read_paste("9月10日 司机端签收页白屏，报错一屏\n", 2)
    about = [item for item in draft(bug, told, noted).items if "白屏" in item.text]
    assert len(about) == 1
    assert len(set(about[0].evidence)) >= 3


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 3 * LONGEST])
def test_long_words_are_cut_at_a_clause(length: int) -> None:
    """A text that is too long ends with … and is a beginning of the source's words."""
    text = ("车载终端在山区路段掉线，" * 60)[:length]
    cut = shorten(text)
    assert len(cut) <= LONGEST + 1
    assert text.startswith(cut.rstrip("…"))
    assert cut.endswith("…") == (length > LONGEST)


def test_a_cut_never_halves_a_number() -> None:
    """A figure at the cut is dropped whole: 1234 never becomes 12."""
    assert shorten("掉线次数" + "很" * (LONGEST - 6) + "1234次").rstrip("…")[-1] == "很"
