"""What single cells of ticket exports say, and what is odd in them: hours, days, ids, glued titles."""

from __future__ import annotations

import pytest

from service.documents.sources import source_from_lines, source_lines
from service.intake import read_source
from service.intake.reader import Choices
from service.intake.tables.hours import hours_of
from service.intake.tables.markup import without_html, without_mail, without_wiki
from service.review import Source, StateChange, Ticket


def _source(text: str, choices: Choices | None = None) -> Source:
    return read_source(text.encode(), "export.csv", choices=choices)


def _warnings(source: Source) -> dict[str, str]:
    return {warning.code: warning.zh for warning in source.report.warnings}


def _first(text: str) -> Ticket:
    return _source(text).tickets[0]


@pytest.mark.parametrize(
    ("cell", "unit", "hours"),
    [
        ("28800", "seconds", 8.0),
        ("8.00", "hours", 8.0),
        ("1,50", "hours", 1.5),
        ("2", "days", 16.0),
        ("1d 4h", "seconds", 12.0),
        ("1w", "seconds", 40.0),
        ("1/2天", "hours", 4.0),
        ("3人天", "hours", 24.0),
        ("1.5小时", "hours", 1.5),
        ("30m", "hours", 0.5),
        ("90000000", "seconds", None),
        ("半天多", "hours", None),
        ("三天", "hours", None),
        ("", "hours", None),
        ("2/0天", "hours", 16.0),
    ],
)
def test_hours(cell: str, unit: str, hours: float | None) -> None:
    """Seconds, days and words become hours; what is not certain, or absurd, stays empty."""
    assert hours_of(cell, unit) == hours


def test_jira_estimates_are_seconds_and_zentao_s_are_hours() -> None:
    """The unit is the tool's; too many hours are a question."""
    jira = _first(
        "Issue key,Summary,Status,Original estimate,Time Spent,Remaining Estimate\n"
        "HX-1,甲,To Do,28800,3600,25200\n"
    )
    assert (jira.estimated, jira.spent, jira.left) == (8.0, 1.0, 7.0)
    zentao = _first(
        "编号,任务名称,任务状态,最初预计,总计消耗,预计剩余\n81,[子] 培训,进行中,16,20,0\n"
    )
    assert (zentao.estimated, zentao.spent, zentao.left) == (16.0, 20.0, 0.0)
    assert zentao.title == "培训"
    odd = _source("编号,任务名称,任务状态,最初预计\n81,培训,进行中,999999\n")
    assert odd.tickets[0].estimated is None
    assert "2: 999999" in _warnings(odd)["unread_hours"]


def test_sprints_tell_how_often_a_ticket_was_carried() -> None:
    """The last filled column is the current sprint; three sprints are carried twice."""
    text = (
        "Issue key,Summary,Status,Sprint,Sprint,Sprint\n"
        "HX-1,甲,To Do,冲刺 4,冲刺 5,冲刺 6\nHX-2,乙,To Do,冲刺 4,,冲刺 6\nHX-3,丙,To Do,,,\n"
    )
    tickets = _source(text).tickets
    assert [ticket.carried for ticket in tickets] == [2, 1, 0]
    assert tickets[0].sprints[-1] == "冲刺 6"


def test_wiki_mark_up_is_tidied_for_showing_alone() -> None:
    """The ticket's description reads well; the sentence stays as it stands in the file."""
    raw = "h2. 现象\n*票号* 占用，见 [说明|https://example.invalid/a]\n{code:java}x = 1;{code}\n!图.png|thumbnail!"
    text = f'Issue key,Summary,Status,Description,Comment\nHX-1,甲,Done,"{raw}",02/Mar/26 9:41 AM;5f1a9b;已复现\n'
    source = _source(text)
    ticket = source.tickets[0]
    assert ticket.description == "现象\n票号 占用，见 说明\nx = 1;"
    assert ticket.comments == ("已复现",)
    assert any(sentence.text == raw for sentence in source.sentences)
    assert without_wiki("2 * 3 * 4 与 [a] 保留") == "2 * 3 * 4 与 [a] 保留"
    assert without_html("<p>a &lt; b</p>余额<5元") == "a < b\n余额<5元"
    assert without_mail("Ines <ines@example.invalid>") == "Ines"
    assert without_mail("<ines@example.invalid>") == "<ines@example.invalid>"


@pytest.mark.parametrize("nothing", ["None", "null", "无", "-", "N/A", "/", "——"])
def test_words_that_mean_nothing(nothing: str) -> None:
    """Nobody is called None, and no sentence is cited for it."""
    ticket = _first(f"编号,标题,状态,负责人,截止日期\n1,甲,待办,{nothing},{nothing}\n")
    assert (ticket.assignee, ticket.due) == ("", "")
    assert not {"assignee", "due"} & set(ticket.cells)


def test_excel_day_numbers_in_a_column_of_dates() -> None:
    """43962 is 2020-05-11 under 提出日期, and it is told; elsewhere it is a number."""
    source = _source("编号,标题,状态,提出日期\n43962,甲,待办,43962\n")
    assert (source.tickets[0].key, source.tickets[0].created) == ("#43962", "2020-05-11")
    assert "第 2 行" in _warnings(source)["serial_dates"]


def test_the_order_of_day_and_month_is_that_of_the_column() -> None:
    """One 21/06/2025 decides for its column, and for columns that show no order of their own."""
    text = (
        "Issue key,Summary,Status,Created,Due date\nHX-1,甲,Done,07/06/2025,08/06/2025\n"
        "HX-2,乙,Done,21/06/2025,09/06/2025\n"
    )
    first = _first(text)
    assert (first.created, first.due) == ("2025-06-07", "2025-06-08")
    mixed = _source(text.replace("09/06/2025", "6/25/2025"))
    assert (mixed.tickets[0].created, mixed.tickets[0].due) == ("2025-06-07", "2025-08-06")


def test_days_that_cannot_be_are_asked_about() -> None:
    """Closed before it was created, due before it was created."""
    source = _source(
        "编号,标题,状态,创建日期,关闭日期,截止日期\n1,甲,已关闭,2026-03-09,2026-03-02,\n"
        "2,乙,待办,2026-03-09,,2025-03-13\n3,丙,待办,2026-03-09,,2026-03-13\n"
    )
    assert "第 2, 3 行" in _warnings(source)["odd_dates"]


def test_ids_that_excel_spoilt() -> None:
    """1.23E+17 has lost its id; zeros in front of some ids only are doubtful."""
    spoilt = _source("编号,标题,状态\n1.13822E+18,甲,待办\n1.13823E+18,乙,待办\n")
    assert "第 2, 3 行" in _warnings(spoilt)["spoilt_keys"]
    padded = _source("编号,标题,状态\n007,甲,待办\n8,乙,待办\n")
    assert "padded_keys" in _warnings(padded)
    assert "padded_keys" not in _warnings(_source("编号,标题,状态\n007,甲,待办\n008,乙,待办\n"))


def test_a_label_glued_to_a_title_is_split_off() -> None:
    """A tab in a pasted title parts label, number and state from it; the cell stays as it is."""
    source = _source('Issue number,Issue title,Label\n12,"Labels print twice\tbug\t12\tOpen",\n')
    ticket = source.tickets[0]
    assert (ticket.title, ticket.labels, ticket.state) == ("Labels print twice", ("bug",), "open")
    assert "split_titles" in _warnings(source)
    assert any("\t" in sentence.text for sentence in source.sentences)


@pytest.mark.parametrize(
    ("rows", "warned"), [(499, False), (500, True), (1000, True), (1001, False)]
)
def test_a_round_number_of_rows_may_be_cut_off(rows: int, warned: bool) -> None:
    """Tools cut exports off at 500, 1,000, 5,000 or 10,000 rows."""
    lines = "".join(f"HX-{n},甲{n},Done\n" for n in range(rows))
    assert ("perhaps_cut" in _warnings(_source(f"Issue key,Summary,Status\n{lines}"))) == warned


def test_a_column_with_one_value_says_nothing() -> None:
    """Medium in every row is no information; a column that is empty is listed as empty."""
    lines = "".join(f"HX-{n},甲{n},{'Done' if n % 2 else 'To Do'},Medium,\n" for n in range(6))
    found = _warnings(_source(f"Issue key,Summary,Status,Priority,Severity\n{lines}"))
    assert "Priority = Medium" in found["one_value_columns"]
    assert "Status" not in found["one_value_columns"]
    assert "Severity" in found["empty_columns"]


def test_dated_states_in_a_cell_are_a_history() -> None:
    """20260706:open 20260720:close is open for two weeks and closed now."""
    source = _source("编号,标题,状态\n1,甲,20260706:open 20260720:closed\n2,乙,20260706:再看\n")
    first, second = source.tickets
    assert first.state == "closed"
    assert first.history == (
        StateChange("2026-07-06", "open", "open"),
        StateChange("2026-07-20", "closed", "closed"),
    )
    assert second.state == "unknown"
    assert "再看 ×1" in _warnings(source)["unknown_states"]
    assert source_from_lines(source_lines(source)) == source


def test_hand_made_state_words() -> None:
    """√, 不用管, 没有 and a percentage are read; a blank is unknown, not open."""
    rows = ["√", "不用管", "待验证", "done", "", "看情况"]
    text = "编号,标题,状态,进度\n" + "".join(f"{n},甲{n},{w},\n" for n, w in enumerate(rows, 1))
    source = _source(text)
    assert [t.state for t in source.tickets] == [
        "closed",
        "cancelled",
        "in_progress",
        "closed",
        "unknown",
        "unknown",
    ]
    progress = _source("编号,标题,状态,进度\n1,甲,,100%\n2,乙,,40%\n3,丙,,1\n")
    assert [t.state for t in progress.tickets] == ["closed", "in_progress", "unknown"]


def test_titles_that_are_headers_with_typing_errors() -> None:
    """严重程序 for 严重程度, full-width brackets and stars, are the same column."""
    ticket = _first("Ｂｕｇ编号*,标题（必填）,严重程序,状态：\n1,甲,一般,待处理\n")
    assert (ticket.key, ticket.severity_raw, ticket.state) == ("#1", "一般", "open")


def test_a_long_description_is_kept_whole_in_its_sentence() -> None:
    """The ticket keeps 200,000 characters and the report says so."""
    source = _source(f"Issue key,Summary,Status,Description\nHX-1,甲,Done,{'长' * 200_001}\n")
    assert len(source.tickets[0].description) == 200_000
    assert max(len(sentence.text) for sentence in source.sentences) == 200_001
    assert "long_descriptions" in _warnings(source)
