"""Whole months of real projects: drafts without a crash, true citations, and last month's answers.

The material is not in the repository; its items are named by keywords only.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.review import Draft, FollowUp, Item
from tests.real_data import real_data
from tests.service.drafting.months import misplaced, month_after, sources_of

pytestmark = pytest.mark.real_data


@dataclass(frozen=True)
class Month:
    """A bundle of the sample material and the two months in it."""

    name: str
    previous: str
    month: str

    def draft(self) -> Draft:
        """The month's draft with the month before signed."""
        return month_after(real_data("months") / self.name, self.previous, self.month)


EULER = Month("openeuler-2022-10", "2022-09", "2022-10")
MONTHS = (
    EULER,
    Month("openharmony-2022-04", "2022-03", "2022-04"),
    Month("dfds-2021-07", "2021-06", "2021-07"),
    Month("tanf-2024-07", "2024-06", "2024-07"),
)
each_month = pytest.mark.parametrize("month", MONTHS, ids=lambda month: month.name)


@each_month
def test_every_citation_is_at_its_place(month: Month) -> None:
    """Each cited text stands in the file where the draft says."""
    draft = month.draft()
    assert draft.items
    assert misplaced(draft, sources_of(real_data("months") / month.name / "month")) == []


@each_month
def test_no_item_is_blocked(month: Month) -> None:
    """The rules write no number, date or name that their evidence does not hold."""
    blocked = [(item.id, item.doubts) for item in month.draft().items if item.status == "blocked"]
    assert blocked == []


@each_month
def test_every_item_and_answer_has_its_ground(month: Month) -> None:
    """Items rest on sentences; an answer rests on sentences or asks."""
    draft = month.draft()
    for item in draft.items:
        assert item.evidence
    for entry in draft.follow_up:
        assert entry.evidence or (entry.answer == "unknown" and entry.question)


@each_month
def test_nothing_is_left_out_in_silence(month: Month) -> None:
    """Each entry of the ledger has its items or its reason."""
    for entry in month.draft().ledger:
        assert entry.items or entry.reason


def answers(*words: str) -> list[FollowUp]:
    """The answered actions that hold all the words."""
    return [e for e in EULER.draft().follow_up if all(word in e.action for word in words)]


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("内核选型", "open"),
        ("理事会", "open"),
        ("魏刚", "slipped"),
        ("PR 合入方式", "done"),
        ("可编程内核", "done"),
        ("行为规范", "unknown"),
    ],
)
def test_last_months_actions(word: str, answer: str) -> None:
    """Each of last month's actions has the answer that a reader of the minutes gives."""
    found = answers(word)
    assert found
    assert {entry.answer for entry in found} == {answer}


def test_the_kernel_choice_is_overdue_and_asked() -> None:
    """Due in October and told nowhere as done: open, with its due day and a question."""
    (entry,) = answers("内核选型")
    assert entry.due == "2022-10-31"
    assert entry.question


def tasks(word: str) -> list[Item]:
    """The tasks of section 4 that hold the word."""
    found = EULER.draft().section("next_month")
    return [item for item in found if item.kind == "task" and word in item.text]


@pytest.mark.parametrize("word", ["评论信息", "ci-bot", "rebase", "merge commit"])
def test_new_actions_have_an_owner_and_no_day(word: str) -> None:
    """The four actions of the merge discussion are tasks with an owner; no day is made up."""
    (task,) = tasks(word)
    assert task.fields.owner
    assert task.fields.due == ""
    assert task.questions


def test_the_plan_of_four_steps_keeps_its_days() -> None:
    """A plan in steps of from–to days is due on each step's last day."""
    dues = sorted(item.fields.due for item in tasks("03") if item.fields.due)
    assert dues == ["2022-11-14", "2022-11-21", "2022-12-12", "2022-12-19"]
