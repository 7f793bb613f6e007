"""Last month's actions: each is answered from what is written, or asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.follow_up import Answered, answer_last_month, task_text
from service.matters import group_matters
from service.review import Draft, FactCard, Fields, Item, Language, SignedReview, State
from tests.service.facts.fact_cards import card

MONTH = "2026-09"


def signed(*promises: tuple[str, Fields]) -> SignedReview:
    """Last month's signed review with these tasks."""
    items = tuple(
        Item(f"N{n}", "next_month", "task", text, "fact", (), fields=fields)
        for n, (text, fields) in enumerate(promises, start=1)
    )
    draft = Draft("云岭", "2026-08", "zh", "rules", (), items, {})
    return SignedReview(draft, (), items, (), "方砚", datetime(2026, 9, 1, tzinfo=UTC).isoformat())


def answers(
    review: SignedReview | None, *cards: FactCard, language: Language = "zh"
) -> tuple[Answered, ...]:
    """What the month's cards answer."""
    return answer_last_month(review, group_matters(cards), month=MONTH, language=language)


PROMISE = ("输出司机端离线签收方案", Fields(owner="段岚", due="2026-09-10", due_raw="9月10日"))


def listed(state: State, *, actual_date: str = "") -> FactCard:
    """The action in this month's action list."""
    return card(
        "list.x1r1",
        "action",
        "输出司机端离线签收方案",
        state=state,
        state_raw=f"20260810:open {state}",
        said_on="2026-08-10",
        carried=True,
        fields=Fields(owner="段岚", actual_date=actual_date),
    )


def test_a_closed_entry_is_done() -> None:
    """Closed in the list: done, with the list's word and its cells as evidence."""
    (one,) = answers(signed(PROMISE), listed("closed", actual_date="2026-09-08"))
    assert one.entry.answer == "done"
    assert one.entry.evidence == ("list.x1r1.s",)
    assert "closed" in one.entry.note
    assert not one.overdue


def test_an_open_entry_past_its_day_is_overdue() -> None:
    """Open, and due on a day of the month: open, overdue, and a question."""
    (one,) = answers(signed(PROMISE), listed("open"))
    assert (one.entry.answer, one.overdue) == ("open", True)
    assert "9月10日" in one.entry.question


def test_an_open_entry_due_next_month_is_not_overdue() -> None:
    """Open and due later: open, without a word of overdue."""
    later = (PROMISE[0], Fields(owner="段岚", due="2026-10-20", due_raw="10月20日"))
    (one,) = answers(signed(later), listed("open"))
    assert (one.entry.answer, one.overdue) == ("open", False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_silence_is_unknown_and_asked(language: Language) -> None:
    """What nobody mentions is unknown, never done: it has a question and no evidence."""
    other = card("min.c1", "conclusion", "油卡对账改为每周一次", state="closed")
    (one,) = answers(signed(PROMISE), other, language=language)
    assert one.entry.answer == "unknown"
    assert one.entry.question
    assert one.entry.evidence == ()
    assert one.overdue


def test_a_later_date_is_slipped() -> None:
    """A conclusion that moves it is slipped, and names the new date."""
    told = card(
        "min.c1",
        "conclusion",
        "司机端离线签收方案推迟到10月8日再评审",
        state="open",
        fields=Fields(due="2026-10-08", due_raw="10月8日"),
    )
    (one,) = answers(signed(PROMISE), told)
    assert one.entry.answer == "slipped"
    assert "10月8日" in one.entry.note


def test_a_cancelled_entry_is_dropped_and_asked() -> None:
    """Cancelled: dropped, and who decided is asked."""
    (one,) = answers(signed(PROMISE), listed("cancelled"))
    assert one.entry.answer == "dropped"
    assert one.entry.question


def test_a_spoken_done_does_not_beat_an_open_list() -> None:
    """完成 in the minutes while the list still has it open: open."""
    told = card(
        "min.c1",
        "conclusion",
        "完成",
        state="closed",
        state_raw="完成",
        said_on="2026-09-23",
        topic="输出司机端离线签收方案",
        topic_id="min.s1",
    )
    (one,) = answers(signed(PROMISE), listed("open"), told)
    assert one.entry.answer == "open"


def test_a_spoken_done_counts_without_a_list() -> None:
    """结论：完成 under its agenda line is done; the agenda line is cited with it."""
    told = card(
        "min.c1",
        "conclusion",
        "完成",
        state="closed",
        state_raw="完成",
        said_on="2026-09-23",
        topic="输出司机端离线签收方案",
        topic_id="min.s1",
    )
    (one,) = answers(signed(PROMISE), told)
    assert one.entry.answer == "done"
    assert one.entry.evidence == ("min.s1", "min.c1.s")


def test_a_bare_done_for_a_deliverable_asks_for_it() -> None:
    """完成 for a plan or document: done, and the question where it is."""
    (one,) = answers(signed(PROMISE), listed("closed"))
    assert one.entry.question


def test_a_label_is_known_again() -> None:
    """签收慢：… of last month is answered by 签收慢：…, whatever the numbers say."""
    promise = ("签收慢：先查慢 SQL，目标 P95 降到 2 秒以内", Fields(owner="程朔", due="2026-09-10"))
    told = card(
        "min.c1",
        "action",
        "签收慢：索引要等 9月14日的停机窗口，改到 9月14日上线",
        state="open",
        carried=True,
        fields=Fields(due="2026-09-14", due_raw="9月14日"),
    )
    (one,) = answers(signed(promise), told)
    assert one.entry.answer == "slipped"


def test_numbers_keep_like_actions_apart() -> None:
    """完成 20.03 的适配 is not answered by 22.03 being done."""
    promise = ("完成 20.03 版本的地图引擎适配", Fields(owner="程朔"))
    told = card("min.c1", "milestone", "完成 22.03 版本的地图引擎适配", state="closed")
    (one,) = answers(signed(promise), told)
    assert one.entry.answer == "unknown"


def test_open_items_of_the_minutes_are_answered_without_a_review() -> None:
    """What this month's list carries over from before is followed up even on the first month."""
    (one,) = answers(None, listed("open"))
    assert (one.entry.id, one.entry.action, one.entry.owner) == (
        "F1",
        "输出司机端离线签收方案",
        "段岚",
    )


def test_an_action_is_answered_once() -> None:
    """An action of the signed review that the list carries too is one entry, not two."""
    assert len(answers(signed(PROMISE), listed("open"))) == 1


def test_every_action_is_answered_in_order() -> None:
    """No action is lost: one entry each, numbered in the review's order, with owner and due as signed."""
    promises = [PROMISE, ("油卡对账核对", Fields(owner="程朔", due_raw="下次例会"))]
    found = answers(signed(*promises), listed("open"))
    assert [(one.entry.id, one.entry.owner, one.entry.due_raw) for one in found] == [
        ("F1", "段岚", "9月10日"),
        ("F2", "程朔", "下次例会"),
    ]


def test_a_task_loses_its_tail() -> None:
    """An item's bracket of owner and due is not part of the action."""
    assert task_text("补齐接口文档（负责人：段岚；截止：9月20日）") == "补齐接口文档"
    assert task_text("Write the guide (owner: Mara Voss; due: 18 September)") == "Write the guide"
    assert task_text("核对（含油卡）差异") == "核对（含油卡）差异"


def test_an_english_note_is_english() -> None:
    """An English draft's notes and questions hold no Chinese of ours."""
    promise = ("Write the fence radius guide", Fields(owner="Mara Voss", due="2026-09-10"))
    (one,) = answers(signed(promise), language="en")
    assert not any("\u4e00" <= c <= "\u9fff" for c in one.entry.note + one.entry.question)
