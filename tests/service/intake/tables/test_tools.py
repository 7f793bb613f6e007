"""Golden readings of the exports of further tools, each with what is awkward in it."""

from __future__ import annotations

import pytest

from service.errors import UnreadableTable
from service.intake import read_source
from service.intake.reader import Choices
from service.review import Source, Ticket
from tests.service.intake.tool_exports import (
    AZURE_SHIFTED,
    AZURE_TREE,
    CODEARTS,
    REDMINE,
    REDMINE_GERMAN,
    TAPD,
)


def _source(text: str, encoding: str = "utf-8", choices: Choices | None = None) -> Source:
    return read_source(text.encode(encoding), "export.csv", choices=choices)


def _tickets(source: Source) -> dict[str, Ticket]:
    return {ticket.key: ticket for ticket in source.tickets}


def _codes(source: Source) -> list[str]:
    return [warning.code for warning in source.report.warnings]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_redmine_in_chinese(encoding: str) -> None:
    """`#` is the key, 结束日期 the day of closing, 计划完成日期 the due day, hours have two decimals."""
    source = _source(REDMINE, encoding)
    assert (source.dialect, source.encoding) == ("redmine", encoding)
    found = _tickets(source)
    bug = found["#412"]
    assert (bug.state, bug.type, bug.assignee) == ("in_progress", "错误", "陆听澜")
    assert (bug.due, bug.closed, bug.planned_start) == ("2026-03-13", "", "2026-03-02")
    assert (bug.estimated, bug.spent, bug.left) == (8.0, 12.5, None)
    assert (found["#413"].closed, found["#413"].parent) == ("2026-03-18", "412")
    assert found["#414"].state == "cancelled"


def test_all_done_with_an_open_state_is_asked_about() -> None:
    """% 完成 is an opinion that somebody typed."""
    source = _source(REDMINE)
    warning = next(w for w in source.report.warnings if w.code == "done_but_open")
    assert "第 2 行" in warning.zh


def test_redmine_in_german() -> None:
    """Semicolons between the cells and a comma in the hours."""
    source = _source(REDMINE_GERMAN)
    ticket = _tickets(source)["#77"]
    assert (ticket.state, ticket.due, ticket.estimated) == ("in_progress", "2026-04-10", 1.5)


def test_titles_of_question_marks_are_not_imported() -> None:
    """The wrong encoding at export loses the text for good."""
    text = REDMINE.replace("退费后发票号不回收", "?????????").replace("日结单导出", "?????")
    with pytest.raises(UnreadableTable, match="UTF-8"):
        _source(text)
    assert _source(REDMINE.replace("日结单导出", "日结单导出好了吗?")).tickets


def test_azure_hierarchy() -> None:
    """The depth is the title column that is filled; a row without an id is known by its title."""
    source = _source(AZURE_TREE)
    assert source.dialect == "azure_devops"
    assert [(t.key, t.parent) for t in source.tickets] == [
        ("#901", ""),
        ("Order scanners", "Move the returns desk"),
        ("Train the night shift", "Move the returns desk"),
        ("#905", ""),
        ("Return the lease", "Close the old desk"),
    ]
    epic = source.tickets[0]
    assert epic.assignee == "Ines Robledo"
    assert epic.labels == ("returns", "go-live")
    assert epic.description == "First floor & ramp\nSecond floor"
    assert [t.state for t in source.tickets] == [
        "in_progress",
        "open",
        "closed",
        "cancelled",
        "open",
    ]
    assert any("ines@nordhafen.example" in s.text for s in source.sentences)


def test_states_under_assigned_to_are_nobody() -> None:
    """A file that is a column short is told; a person may say that the column holds the states."""
    source = _source(AZURE_SHIFTED)
    assert [(t.state, t.assignee) for t in source.tickets] == [("unknown", "")] * 2
    assert "shifted_states" in _codes(source)
    assert "unknown_states" not in _codes(source)
    shifted = Choices(columns={"Assigned To": "state_raw", "State": ""})
    told = _source(AZURE_SHIFTED, choices=shifted)
    assert [(t.state, t.assignee) for t in told.tickets] == [("in_progress", ""), ("closed", "")]


def test_codearts() -> None:
    """A time with an offset counts in the project's zone; an unfilled user story is no description."""
    source = _source(CODEARTS, "utf-8-sig")
    assert source.dialect == "codearts"
    found = _tickets(source)
    task = found["#700451"]
    assert (task.closed, task.due) == ("2026-02-01", "2026-01-30")
    assert (task.description, task.spent, task.labels) == ("", 6.5, ("压测",))
    assert (task.assignee, task.sprints) == ("l00471", ("迭代2",))
    assert found["#700452"].description == "切到备用通道"
    there = _source(CODEARTS, choices=Choices(zone="America/Sao_Paulo"))
    assert there.tickets[0].closed == "2026-01-31"


def test_tapd() -> None:
    """接受/处理 is one state; a state of this project's workflow is asked once; what has no field is kept."""
    source = _source(TAPD)
    assert source.dialect == "tapd"
    found = {ticket.title: ticket for ticket in source.tickets}
    assert (found["导出报表乱码"].state, found["导出报表乱码"].assignee) == (
        "in_progress",
        "柏子衿",
    )
    assert found["导出报表乱码"].extra == {"客户来源": "总院"}
    assert found["字体过小"].state == "unknown"
    assert "unknown_states" in _codes(source)
    told = _source(TAPD, choices=Choices(states={"转需求池": "cancelled"}))
    assert [t.state for t in told.tickets] == ["in_progress", "closed", "cancelled"]
    assert "unknown_states" not in _codes(told)


def test_a_state_may_be_said_to_mean_nothing_known() -> None:
    """A word whose meaning a person left open is not asked about again."""
    told = _source(TAPD, choices=Choices(states={"转需求池": "unknown"}))
    assert told.tickets[-1].state == "unknown"
    assert "unknown_states" not in _codes(told)
