"""JSON exports: GitHub in three shapes, Trello, Jira's REST, arrays of flat objects, and what is none."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.sources import source_from_lines, source_lines
from service.errors import InputError, UnreadableTable
from service.intake import read_paste, read_source
from service.intake.reader import Choices
from service.intake.tables.json_files import looks_like_json
from service.review import RecordPlace, Source, Ticket
from tests.service.intake import tool_exports


def _source(text: str, choices: Choices | None = None) -> Source:
    return read_source(text.encode(), "export.json", choices=choices)


def _codes(source: Source) -> list[str]:
    return [warning.code for warning in source.report.warnings]


def _at(root: Any, path: str) -> Any:
    for name, number, quoted in re.findall(r'([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"]*)"\]', path):
        root = root[int(number)] if number else root[name or quoted]
    return root


def _same(ticket: Ticket) -> tuple[object, ...]:
    return (
        ticket.key,
        ticket.title,
        ticket.state,
        ticket.assignee,
        ticket.reporter,
        ticket.labels,
        ticket.created,
        ticket.updated,
        ticket.description,
    )


def test_three_shapes_of_one_github_issue_are_one_record() -> None:
    """Capitals or not, labels as text or objects, camelCase or snake_case."""
    sources = [
        _source(text())
        for text in (
            tool_exports.github_archive,
            tool_exports.github_command,
            tool_exports.github_rest,
        )
    ]
    assert {source.dialect for source in sources} == {"github"}
    assert len({_same(source.tickets[0]) for source in sources}) == 1
    issue = sources[0].tickets[0]
    assert (issue.key, issue.state, issue.assignee) == ("#12", "open", "ines")
    assert (issue.labels, issue.comments) == (("bug", "go-live"), ("已在现场复现",))


def test_pull_requests_are_counted_apart() -> None:
    """One that was closed without a merge is cancelled; REST hides them among the issues."""
    archive = _source(tool_exports.github_archive())
    assert [(t.key, t.type, t.state) for t in archive.tickets[1:]] == [
        ("#13", "", "closed"),
        ("#14", "pull request", "closed"),
        ("#15", "pull request", "cancelled"),
    ]
    assert archive.tickets[1].closed == "2026-04-01"
    assert "2 issues and 2 pull requests" in archive.report.warnings[-1].en
    rest = _source(tool_exports.github_rest())
    assert [t.type for t in rest.tickets] == ["", "pull request"]
    assert [(r.name, r.tickets) for r in archive.report.sheets] == [("issues", 2), ("pulls", 2)]


def test_jira_rest() -> None:
    """The category decides over a house word, and the day is the project's."""
    ticket = _source(tool_exports.jira_rest()).tickets[0]
    assert (ticket.key, ticket.title, ticket.state) == ("HX-10", "接口限流", "in_progress")
    assert (ticket.created, ticket.due, ticket.estimated) == ("2026-04-01", "2026-04-10", 8.0)
    assert (ticket.assignee, ticket.labels) == ("苏合香", ("接口", "厂商"))


def test_a_trello_board() -> None:
    """A card's list is its state, its history comes from the moves, archived is not done."""
    source = _source(tool_exports.trello())
    assert (source.dialect, source.kind) == ("trello", "tickets")
    first, _, done, archived = source.tickets
    assert (first.key, first.state, first.assignee) == ("#1", "open", "沈知微")
    assert (first.due, first.resolved, first.comments) == ("2026-03-14", "", ("排班已确认",))
    assert first.extra == {"checkItems": "网口测试"}
    assert (done.state, done.created, done.closed) == ("closed", "2026-03-02", "2026-03-20")
    assert [(c.day, c.state_raw, c.state) for c in done.history] == [
        ("2026-03-09", "进行中", "in_progress"),
        ("2026-03-20", "已上线", "closed"),
    ]
    assert archived.state == "unknown"
    assert {"archived_cards", "gone_cards"} <= set(_codes(source))
    assert any("#55" in warning.zh for warning in source.report.warnings)


def test_a_board_whose_lists_are_topics_has_no_states() -> None:
    """21 topics give no state to any card, and are asked about once."""
    topics = tuple(f"主题{n}" for n in range(21))
    source = _source(tool_exports.trello(topics))
    assert {ticket.state for ticket in source.tickets} == {"unknown"}
    assert _codes(source).count("unknown_states") == 1
    told = _source(tool_exports.trello(topics), Choices(states={"主题3": "closed"}))
    assert [t.key for t in told.tickets if t.state == "closed"] == ["#4"]


@pytest.mark.parametrize(
    "text",
    [
        getattr(tool_exports, name)()
        for name in (
            "github_archive",
            "github_command",
            "github_rest",
            "jira_rest",
            "trello",
        )
    ],
)
def test_every_sentence_is_found_again_by_its_path(text: str) -> None:
    """What a path leads to in the file is the sentence; every filled field cites one."""
    source = _source(text)
    root = json.loads(source.text)
    for sentence in source.sentences:
        assert isinstance(sentence.place, RecordPlace)
        assert str(_at(root, sentence.place.path)) == sentence.text
    known = {sentence.id for sentence in source.sentences}
    for ticket in source.tickets:
        assert set(ticket.cells.values()) <= known
        assert {"key", "title"} <= set(ticket.cells)
    assert source_from_lines(source_lines(source)) == source


def test_an_array_of_flat_objects_is_a_table() -> None:
    """With a header that people write it has tickets; without, its values are kept."""
    rows = [{"编号": 7, "标题": "退费慢", "状态": "处理中", "负责人": "沈知微"}]
    ticket = _source(json.dumps(rows, ensure_ascii=False)).tickets[0]
    assert (ticket.key, ticket.state, ticket.assignee) == ("#7", "in_progress", "沈知微")
    table = _source(json.dumps([{"模块": "收费", "行数": 120, "完": True, "空": None}]))
    assert (table.kind, [s.text for s in table.sentences]) == ("table", ["收费", "120", "true"])
    told = _source(json.dumps([{"模块": "收费"}]), Choices(columns={"模块": "title"}))
    assert told.tickets[0].title == "收费"


@pytest.mark.parametrize("text", ['{"a": 1}', "[1, 2]", "{}", "[]", '{"a": [{"b": {"c": 1}}]}'])
def test_json_without_a_list_of_records_is_refused(text: str) -> None:
    """The error says what to export instead."""
    with pytest.raises(UnreadableTable, match="CSV"):
        _source(text)


def test_a_broken_file_called_json_says_so() -> None:
    """It is not taken for minutes because it could not be parsed."""
    with pytest.raises(UnreadableTable, match="export it from the tool again"):
        _source('{"issues": [{"number": 12,')
    with pytest.raises(UnreadableTable):
        _source("[" * 100_000)


def test_a_list_that_begins_with_a_bracket_is_text() -> None:
    """To-do lists and dated notes begin with a bracket too."""
    assert not looks_like_json("[ ] 退费\n[x]")
    assert read_paste("[x] 退费后发票号回收\n[ ] 打印机卡纸 [x]", 1).form == "text"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(alphabet='甲a\n\t .[]"', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(alphabet="甲a.[] ", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["number", "title", "state", "甲", "b c"]), _VALUES),
        max_size=4,
    )
)
def test_any_records_are_read_or_refused(records: list[dict[str, Any]]) -> None:
    """Nothing crashes, the count adds up, and no value is read twice."""
    try:
        source = _source(json.dumps(records))
    except InputError:
        return
    report = source.report
    assert report.rows_read == len(records) == report.rows_kept + len(report.refused)
    paths = [s.place.path for s in source.sentences if isinstance(s.place, RecordPlace)]
    assert len(paths) == len(set(paths)) == len(source.sentences)


def test_lines_of_json_are_records_of_one_list() -> None:
    """Each line is a record, an odd line separator inside a value parts nothing; notes stay notes."""
    records = (
        {"编号": "A-1", "标题": "接口\u2028超时", "状态": "进行中"},
        {"编号": "A-2", "标题": "打印错位", "状态": "完成"},
    )
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    source = read_source(text.encode(), "board.jsonl")
    assert source.form == "json"
    assert [ticket.key for ticket in source.tickets] == ["A-1", "A-2"]
    assert '[0]["标题"]' in [getattr(one.place, "path", "") for one in source.sentences]
    assert read_source("{备注}\n{备注二}\n".encode(), "a.txt").form == "text"
