"""Golden readings of ticket exports, one a dialect, and the rules on their states and cells."""

from __future__ import annotations

import csv
import io

import pytest

from service.intake import read_source
from service.review import Source, TablePlace, Ticket
from tests.service.intake.exports import (
    JIRA,
    JIRA_CHINESE,
    JIRA_SPANISH,
    ZENTAO_BUG,
    ZENTAO_TASK,
)

EXPORTS = [JIRA, JIRA_SPANISH, JIRA_CHINESE, ZENTAO_BUG, ZENTAO_TASK]


def _source(text: str, name: str = "tickets.csv", encoding: str = "utf-8") -> Source:
    return read_source(text.encode(encoding), name)


def _tickets(source: Source) -> dict[str, Ticket]:
    return {ticket.key: ticket for ticket in source.tickets}


def _cell(source: Source, ticket: Ticket, field: str) -> str:
    return next(s.text for s in source.sentences if s.id == ticket.cells[field])


def _codes(source: Source) -> list[str]:
    return [warning.code for warning in source.report.warnings]


def test_jira() -> None:
    """Repeated columns are kept, a line end in a cell too, and the state follows the category."""
    source = _source(JIRA)
    assert (source.kind, source.dialect, source.language) == ("tickets", "jira", "zh")
    found = _tickets(source)
    story = found["HX-7"]
    assert story.title == "病案首页打印"
    assert (story.type, story.state, story.state_raw) == ("Story", "open", "To Do")
    assert (story.assignee, story.reporter) == ("柏子衿", "纪南星")
    assert (story.created, story.updated, story.due) == ("2026-03-09", "2026-03-31", "2026-04-10")
    assert (story.planned_start, story.resolved) == ("2026-03-16", "")
    assert story.labels == ("病案", "打印")
    assert story.parent == "病案首页"
    bug = found["HX-8"]
    assert bug.title == '住院费用清单"漏项"'
    assert bug.description == "第一行\r\n第二行，合计 3 项"
    assert (bug.state, bug.resolved) == ("closed", "2026-03-20")
    sprints = [s.text for s in source.sentences if isinstance(s.place, TablePlace)]
    assert [text for text in sprints if text.startswith("冲刺")] == ["冲刺 4", "冲刺 6", "冲刺 5"]


def test_jira_states_that_need_more_than_the_name() -> None:
    """Won't Do is cancelled, a house word follows its category, an unknown word is never open."""
    source = _source(JIRA)
    found = _tickets(source)
    assert found["HX-9"].state == "cancelled"
    assert found["HX-9"].assignee == ""
    assert "assignee" not in found["HX-9"].cells
    assert found["HX-10"].state == "in_progress"
    assert found["HX-11"].state == "unknown"
    assert "unknown_states" in _codes(source)
    assert any("冻结 ×1" in warning.zh for warning in source.report.warnings)


def test_the_category_decides_over_a_misleading_name() -> None:
    """Where the export says the category, a name of another class gives way to it."""
    text = "Issue key,Summary,Status,Status Category\nHX-1,甲,Open,Done\nHX-2,乙,Resolved,Done\n"
    assert [t.state for t in _source(text).tickets] == ["closed", "resolved"]


def test_spanish_headers_and_month_names() -> None:
    """Headers follow the language of the person who exports; so do month names."""
    source = _source(JIRA_SPANISH)
    ticket = source.tickets[0]
    assert (ticket.key, ticket.title) == ("QX-3", "Menú de cabecera")
    assert (ticket.state, ticket.created, ticket.due) == ("in_progress", "2026-04-07", "2027-01-30")
    assert (ticket.assignee, ticket.labels) == ("Inés Robledo", ("menú",))


def test_chinese_jira_headers() -> None:
    """问题关键字, 经办人, 到期日 and the other headers of a Chinese server."""
    found = _tickets(_source(JIRA_CHINESE))
    assert found["ZY-1"].state == "in_progress"
    assert (found["ZY-1"].created, found["ZY-1"].due) == ("2026-03-31", "2026-04-15")
    assert (found["ZY-2"].state, found["ZY-2"].resolved) == ("resolved", "2026-03-09")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_zentao_bugs(encoding: str) -> None:
    """A 禅道 bug export saved for Excel: GBK, zero dates, references with numbers, reopened twice."""
    source = _source(ZENTAO_BUG, encoding=encoding)
    assert (source.dialect, source.encoding) == ("zentao_bug", encoding)
    bug = _tickets(source)["#301"]
    assert (bug.state, bug.reopened, bug.severity_raw) == ("open", 2, "1")
    assert bug.labels == ("退费", "发票")
    assert (bug.resolved, bug.closed) == ("", "")
    assert not {"resolved", "closed"} & set(bug.cells)
    assert _cell(source, bug, "key") == "301"
    assert bug.description == "[步骤] 退费\n[结果] 票号占用\n[期望] 票号回收"


def test_zentao_bug_states() -> None:
    """Closed is delivered only when it was mended; postponed stays open; a new word is unknown."""
    source = _source(ZENTAO_BUG)
    states = {key: ticket.state for key, ticket in _tickets(source).items()}
    assert states == {
        "#301": "open",
        "#302": "closed",
        "#303": "cancelled",
        "#304": "open",
        "#305": "unknown",
    }
    assert "unknown_resolutions" in _codes(source)


def test_a_closed_bug_belongs_to_who_mended_it() -> None:
    """Closed bugs are handed to "Closed", which is nobody; the cell cited is the mender's."""
    source = _source(ZENTAO_BUG)
    found = _tickets(source)
    assert found["#302"].assignee == _cell(source, found["#302"], "assignee") == "陆听澜"
    assert found["#305"].assignee == ""
    assert "assignee" not in found["#305"].cells


def test_zentao_tasks() -> None:
    """Planned and actual days, 已取消, and a closed task that was called off."""
    source = _source(ZENTAO_TASK, encoding="gb18030")
    assert source.dialect == "zentao_task"
    found = _tickets(source)
    done = found["#81"]
    assert (done.state, done.due, done.resolved) == ("resolved", "2026-03-13", "2026-03-16")
    assert (done.planned_start, done.actual_start) == ("2026-03-02", "2026-03-03")
    assert found["#82"].state == "cancelled"
    assert (found["#83"].state, found["#83"].reopened) == ("cancelled", 1)
    assert found["#83"].assignee == ""
    assert found["#84"].state == "in_progress"


def test_a_closed_ticket_without_a_reason_is_asked_about() -> None:
    """It stays closed, as the tool says, and a person is told."""
    source = _source("Bug编号,Bug标题,Bug状态,解决方案\n7,甲,已关闭,\n")
    assert source.tickets[0].state == "closed"
    assert "closed_without_resolution" in _codes(source)


def test_column_order_never_matters() -> None:
    """The same ticket exported with other columns in another order gives the same record."""
    few = "Summary,Status,Issue key,Assignee\n上线,Done,HX-1,柏子衿\n"
    many = "Issue id,Issue key,Status,Rank,Assignee,Votes,Summary\n1,HX-1,Done,x,柏子衿,0,上线\n"
    records = [_source(text).tickets[0] for text in (few, many)]
    assert len({(t.key, t.title, t.state, t.assignee) for t in records}) == 1


@pytest.mark.parametrize("text", EXPORTS)
def test_every_filled_cell_is_a_sentence_at_its_place(text: str) -> None:
    """An independent reading of the file finds each cited text by its row and column, and no filled
    cell is missing."""
    source = _source(text)
    rows = list(csv.reader(io.StringIO(source.text, newline="")))
    places = []
    for sentence in source.sentences:
        place = sentence.place
        assert isinstance(place, TablePlace)
        assert rows[place.row - 1][place.column - 1] == sentence.text
        assert rows[0][place.column - 1] == place.header
        assert (sentence.role == "table_header") == (place.row == 1)
        places.append((place.row, place.column))
    filled = [
        (r, c)
        for r, row in enumerate(rows, start=1)
        for c, cell in enumerate(row, start=1)
        if cell.strip()
    ]
    assert places == filled
    assert [s.id for s in source.sentences] == [
        f"{source.sha256[:8]}.{n}" for n in range(1, len(places) + 1)
    ]


@pytest.mark.parametrize("text", EXPORTS)
def test_every_field_that_is_filled_cites_its_cell(text: str) -> None:
    """No value of a record stands there without the sentence that says it."""
    source = _source(text)
    known = {sentence.id for sentence in source.sentences}
    for ticket in source.tickets:
        assert set(ticket.cells.values()) <= known
        for field in ("key", "title", "state_raw", "assignee", "reporter", "due", "resolved"):
            assert bool(getattr(ticket, field)) == (field in ticket.cells), field
        assert _cell(source, ticket, "title").strip() == ticket.title


def test_rows_read_are_rows_kept_and_refused() -> None:
    """A second row of one key and a row without one are refused with their row and reason."""
    text = "Issue key,Summary,Status\nHX-1,甲,Done\nHX-1,甲,Done\n,没有编号,Done\nHX-2,,Done\n"
    source = _source(text)
    report = source.report
    assert [ticket.key for ticket in source.tickets] == ["HX-1", "HX-2"]
    assert report.rows_read == 4 == report.rows_kept + len(report.refused)
    assert [(r.row, r.en) for r in report.refused] == [
        (3, "the same key as row 2"),
        (4, "it has no key"),
    ]
    assert any(sentence.text == "没有编号" for sentence in source.sentences)
