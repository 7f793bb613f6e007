"""What a statement is, and who, when, from what to what it says."""

from __future__ import annotations

import pytest

from service.facts.rule_reader import read_facts
from service.intake import read_paste
from service.review import CardKind
from tests.service.facts.samples import cards, minutes, notes, one


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("补齐接口文档 --段岚", "段岚"),
        ("补齐接口文档 ---程朔/段岚", "程朔、段岚"),
        ("补齐接口文档。责任人：段岚", "段岚"),
        ("补齐接口文档，负责人：程朔", "程朔"),
        ("补齐接口文档（段岚）", "段岚"),
        ("请程朔负责补齐接口文档", "程朔"),
        ("Write the interface guide. Owner: Mara Voss, due: 18 September", "Mara Voss"),
        ("补齐接口文档", ""),
    ],
)
def test_owner_marks_of_an_action(line: str, owner: str) -> None:
    """Whoever an action line marks is its owner; nobody is made up."""
    (card,) = cards(minutes(f"## 遗留问题\n\n1. {line}\n"))
    assert (card.kind, card.fields.owner) == ("action", owner)


def test_labelled_owner_and_day_leave_the_text() -> None:
    """责任人…完成时间… become fields, and the text keeps the work alone."""
    card = one(
        minutes("## 遗留问题\n\n1. 缓存方案的压测报告。责任人：程朔，完成时间：9月16日\n"), "压测"
    )
    assert card.text == "缓存方案的压测报告"
    assert (card.fields.owner, card.fields.due, card.fields.due_raw) == (
        "程朔",
        "2026-09-16",
        "9月16日",
    )


def test_a_yearless_day_follows_the_meeting() -> None:
    """1月8日 said in a meeting of December is of the next year."""
    text = (
        "- 时间：2026年12月23日\n\n## 遗留问题\n\n1. 年检资料归档。责任人：段岚，完成时间：1月8日\n"
    )
    (card,) = read_facts(read_paste(text, 1), "2026-12")
    assert card.fields.due == "2027-01-08"


def test_a_day_before_the_meeting_stays_as_written() -> None:
    """A due day before the meeting is kept as it is and never moved to the next year."""
    source = minutes("## 上期遗留问题\n\n1. 离线签收方案。责任人：段岚，完成时间：9月5日\n")
    card = one(source, "离线签收")
    assert (card.fields.due, card.carried, card.state) == ("2026-09-05", True, "open")


def test_a_vague_day_keeps_its_words_only() -> None:
    """完成时间：下一次例会 gives no calendar day, and keeps what was written."""
    card = one(
        minutes("## 遗留问题\n\n1. 围栏误报清单。责任人：段岚，完成时间：下一次例会\n"), "围栏"
    )
    assert (card.fields.due, card.fields.due_raw) == ("", "下一次例会")


def test_a_speaker_is_no_owner() -> None:
    """程朔：引擎很慢 in talk names who spoke, not who is to do it."""
    card = one(minutes("### 1. 路线规划\n\n程朔：引擎跑一次超时，调度等不了。\n"), "超时")
    assert (card.kind, card.fields.owner) == ("problem", "")


def test_a_dashed_agenda_line_names_no_owner() -> None:
    """1、主题 -- 程朔 names the speaker of the item; its conclusion has no owner."""
    text = "会议内容：\n1、路线规划引擎  -- 程朔\n     结论：完成\n"
    (card,) = cards(minutes(text))
    assert (card.kind, card.state, card.fields.owner) == ("conclusion", "closed", "")


@pytest.mark.parametrize("word", ["完成", "闭环", "通过", "已关闭"])
def test_a_bare_closing_word_closes(word: str) -> None:
    """结论：完成 and its like close their agenda item."""
    (card,) = cards(minutes(f"### 1. 电子围栏\n\n结论：{word}\n"))
    assert (card.state, card.state_raw, card.topic) == ("closed", word, "电子围栏")


@pytest.mark.parametrize("word", ["继续跟踪", "暂定下一次会议再议", "尚未完成，后续再看"])
def test_a_conclusion_that_carries_on_stays_open(word: str) -> None:
    """A conclusion that puts off leaves its matter open."""
    (card,) = cards(minutes(f"### 1. 电子围栏\n\n结论：{word}\n"))
    assert card.state == "open"


def test_a_conclusion_with_an_owner_is_an_action() -> None:
    """A conclusion that hands work to somebody is work."""
    (card,) = cards(minutes("结论：围栏参数按线路重算，责任人：程朔，完成时间：9月25日\n"))
    assert (card.kind, card.state, card.fields.owner) == ("action", "open", "程朔")


def test_a_rule_in_a_conclusion_is_a_measure_of_its_own() -> None:
    """结论：decision。今后 rule。 gives the decision and the rule, each citing its own sentence."""
    found = cards(
        minutes("结论：围栏上线由 9月12日推迟到 9月19日。今后参数变更一律发书面变更单。\n")
    )
    assert [card.kind for card in found] == ["milestone", "measure"]
    assert found[0].evidence != found[1].evidence


def test_a_slip_between_two_days() -> None:
    """由 9月12日推迟到 9月19日 keeps the planned day, the new day and the words."""
    (card,) = cards(minutes("结论：围栏上线由 9月12日推迟到 9月19日\n"))
    fields = card.fields
    assert (fields.planned_due, fields.due) == ("2026-09-12", "2026-09-19")
    assert fields.deviation.startswith("推迟到")
    assert card.state != "closed"


def test_plan_and_actual_in_one_sentence() -> None:
    """计划…实际… in one sentence is a milestone with both days and the deviation."""
    card = one(notes("围栏一期计划9月10日完成，实际9月12日完成，晚2天。\n"), "围栏")
    fields = card.fields
    assert card.kind == "milestone"
    assert (fields.planned_due, fields.actual_date) == ("2026-09-10", "2026-09-12")
    assert fields.deviation == "晚2天"


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("签收页打开由 6 秒降到 2 秒", "6 秒", "2 秒"),
        ("准点率从71%提升至86%", "71%", "86%"),
        ("签收页打开：6 秒 → 2 秒", "6 秒", "2 秒"),
        ("Time to plan a route fell from 40 seconds to 9 seconds", "40 seconds", "9 seconds"),
    ],
)
def test_a_change_of_figures_is_a_metric(line: str, before: str, after: str) -> None:
    """由…降到…, 从…至…, → and fell from … to … give both figures as written."""
    (card,) = cards(notes(f"{line}\n"))
    assert (card.kind, card.fields.before, card.fields.after) == ("metric", before, after)


@pytest.mark.parametrize("line", ["要不要换地图厂商？", "是否推迟上线", "围栏误报怎么办？"])
def test_questions_state_no_fact(line: str) -> None:
    """What somebody asks is no fact of the month."""
    assert cards(minutes(f"{line}\n")) == ()


@pytest.mark.parametrize("line", ["暂无明显问题", "无", "None"])
def test_denied_problems_are_none(line: str) -> None:
    """暂无问题 under a heading of problems is no problem."""
    assert cards(minutes(f"## 二、问题\n\n- {line}\n")) == ()
    assert cards(minutes(f"## 二、问题\n\n{line}\n")) == ()


def test_empty_praise_is_no_feedback() -> None:
    """客户满意度有所提升 without a figure or a voice is no fact."""
    assert cards(notes("客户满意度有所提升。\n")) == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("申请 1 名测试人员，9月20日到 30日驻场", "request"),
        ("车载终端又掉线，司机重打签收单 12 张", "problem"),
        ("问卷收回 38 份，29 份满意", "feedback"),
        ("9月15日已上线电子围栏", "milestone"),
        ("今后参数变更一律发书面变更单", "measure"),
    ],
)
def test_plain_lines_are_read_by_their_words(line: str, kind: CardKind) -> None:
    """A line of notes without any heading is read by its cue words."""
    assert [card.kind for card in cards(notes(f"{line}\n"))] == [kind]


def test_a_request_has_its_quantity() -> None:
    """申请 1 名… keeps 1 名."""
    (card,) = cards(notes("申请 1 名测试人员，驻场两周\n"))
    assert card.fields.quantity == "1 名"


def test_ticket_ids_of_a_line_are_its_refs() -> None:
    """Keys and #numbers in a line name its tickets."""
    (card,) = cards(minutes("## 遗留问题\n\n- 修复 YLD-14 和 #207 的回归用例 --段岚\n"))
    assert card.refs == ("YLD-14", "#207")


def test_a_slip_in_notes_is_no_figure() -> None:
    """由 9月12日推迟到 9月19日 on a plain line is a slip too, never a change of figures."""
    (card,) = cards(notes("9/11 围栏上线由 9月12日推迟到 9月19日\n"))
    assert card.kind == "milestone"
    assert (card.fields.planned_due, card.fields.due) == ("2026-09-12", "2026-09-19")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("核对油卡对账差异（负责人：程朔，完成时间：9月12日）", "核对油卡对账差异"),
        ("补齐车辆档案接口文档 --段岚 9月20日", "补齐车辆档案接口文档"),
        ("围栏参数评审   ---程朔/设备厂商 9月25日", "围栏参数评审"),
    ],
)
def test_owner_and_day_tails_leave_the_text(line: str, text: str) -> None:
    """Brackets and dashes of owner and day go as a whole; no half bracket is left."""
    (card,) = cards(minutes(f"## 遗留问题\n\n- {line}\n"))
    assert card.text == text
    assert card.fields.owner
    assert card.fields.due


def test_who_is_named_beside_a_problem_does_not_own_it() -> None:
    """A name in brackets behind a problem says who told it; in a list of actions it is the owner."""
    told = one(minutes("### 1. 路线规划\n\n- 引擎跑一次超时，调度等不了（程朔）\n"), "超时")
    assert (told.kind, told.fields.owner) == ("problem", "")


def test_the_day_of_a_problem_is_no_due_day() -> None:
    """9月18日前… in a problem tells when it happens; nobody has promised anything."""
    card = one(minutes("## 问题\n\n- 9月18日前车载终端一直超时\n"), "超时")
    assert (card.kind, card.fields.due, card.fields.due_raw) == ("problem", "", "")


def test_an_english_slip_between_two_days_is_a_milestone() -> None:
    """`moved from 12 September to 19 September` keeps both days: the plan and the new date."""
    source = read_paste("Fuel card report moved from 12 September 2026 to 19 September 2026.\n", 1)
    card = read_facts(source, "2026-09")[0]
    assert card.kind == "milestone"
    assert (card.fields.planned_due, card.fields.due) == ("2026-09-12", "2026-09-19")


def test_a_lost_connection_is_a_problem() -> None:
    """Everyday words of outages (掉线, 白屏) are read outside a 问题 heading too."""
    source = read_paste("9月8日车载终端掉线 12 台\n", 1)
    assert [card.kind for card in read_facts(source, "2026-09")] == ["problem"]


def test_a_question_handed_to_somebody_is_an_action() -> None:
    """`…冲击有多大？ --程朔` asks a named person to find out; a question to nobody is only talk."""
    source = read_paste(
        "会议纪要\n与会人：程朔、段岚\n本期会议议题：\n1、终端固件升级\n"
        "     1、升级涉及多少终端？评估下冲击有多大？ --程朔\n     升级要多久？\n",
        1,
    )
    found = read_facts(source, "2026-09")
    assert [(card.kind, card.fields.owner) for card in found] == [("action", "程朔")]
