"""The preview of a table's columns and state words, and what a person's corrections make of it."""

from __future__ import annotations

import pytest

from service.intake import read_source
from service.intake.reader import Choices, Given
from service.intake.tables.mapping import FIELDS, MappingPreview, preview
from service.intake.tables.sheets import Sheet, read_sheets
from service.review import Source, State
from tests.service.intake.tool_exports import TAPD, trello

FOREIGN = (
    "台账条目,进展说明,谁在跟,要求完成,院区\n"
    "退费后发票号不回收,跟踪着,沈知微,2026-03-13,东院\n"
    "日结单差一分,已闭环,陆听澜,2026-03-20,西院\n"
    "自助机卡纸,跟踪着,陆听澜,,东院\n"
)
"""A list whose columns nobody calls so, and a state word of its own."""


def _source(text: str, choices: Choices | None = None, name: str = "台账.csv") -> Source:
    return read_source(text.encode(), name, choices=choices)


def _fields(found: MappingPreview, sheet: int = 0) -> dict[str, str]:
    return {column.title: column.field for column in found.sheets[sheet].columns}


def test_an_unknown_table_gets_proposals_with_samples() -> None:
    """Each column with what stands in it; likeness proposes, nothing is read before it is confirmed."""
    source = _source(FOREIGN)
    found = preview(source)
    assert source.tickets == ()
    sheet = found.sheets[0]
    assert not sheet.is_known
    assert sheet.columns[0].samples == ("退费后发票号不回收", "日结单差一分", "自助机卡纸")
    assert [column.filled for column in sheet.columns] == [3, 3, 3, 2, 3]
    assert _fields(found)["台账条目"] == "title"
    assert _fields(found)["要求完成"] == "due"
    assert not any(column.chosen for column in sheet.columns)


def test_what_a_person_says_makes_tickets_and_is_shown_as_chosen() -> None:
    """Confirmed titles and words, kept for the project, read the next file without a question."""
    columns = {
        "台账条目": "title",
        "进展说明": "state_raw",
        "谁在跟": "assignee",
        "要求完成": "due",
        "院区": "",
    }
    states: dict[str, State] = {"跟踪着": "in_progress"}
    choices = Choices(columns=columns, states=states)
    source = _source(FOREIGN, choices)
    assert (source.kind, source.dialect) == ("tickets", "mapped")
    assert [(t.key, t.state, t.assignee, t.due) for t in source.tickets] == [
        ("退费后发票号不回收", "in_progress", "沈知微", "2026-03-13"),
        ("日结单差一分", "closed", "陆听澜", "2026-03-20"),
        ("自助机卡纸", "in_progress", "陆听澜", ""),
    ]
    assert source.tickets[0].extra == {"院区": "东院"}
    assert "unknown_states" not in [warning.code for warning in source.report.warnings]
    found = preview(source, choices)
    assert all(column.chosen for column in found.sheets[0].columns)
    assert [(w.word, w.count, w.state, w.chosen) for w in found.states] == [
        ("跟踪着", 2, "in_progress", True),
        ("已闭环", 1, "closed", False),
    ]
    again = _source(FOREIGN.replace("自助机卡纸", "扫码枪失灵"), choices)
    assert again.tickets[2].title == "扫码枪失灵"


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "标题,描述,处理人,状态,优先级,截止时间",
            ["title", "description", "assignee", "state_raw", "priority_raw", "due"],
        ),
        (
            "工作项编号,工作项标题,工作项状态,负责人员,所属迭代",
            ["key", "title", "state_raw", "assignee", "sprints"],
        ),
        (
            "任务描述标题,任务执行人,当前进展状态,任务截止日期,备注信息",
            ["title", "assignee", "state_raw", "due", ""],
        ),
        (
            "Ticket Title,Current State,Assigned Person,Due By Date",
            ["title", "state_raw", "assignee", "due"],
        ),
    ],
)
def test_headers_of_online_tables_are_proposed(header: str, fields: list[str]) -> None:
    """Titles that are like known ones get their field."""
    row = ",".join(["甲"] * len(fields))
    assert list(_fields(preview(_source(f"{header}\n{row}\n"))).values()) == fields


def test_a_list_without_a_header_is_named_by_letters() -> None:
    """The longest texts are proposed as titles, known state words as states."""
    found = preview(_source("1,退费后发票号不回收,已完成\n2,日结单差一分钱,待办\n"))
    assert _fields(found) == {"[A]": "", "[B]": "title", "[C]": "state_raw"}
    assert [(w.word, w.state) for w in found.states] == [("已完成", "closed"), ("待办", "open")]


def test_every_sheet_has_a_mapping_of_its_own() -> None:
    """A hidden sheet is marked, one that was left out has no columns."""
    sheets = [
        Sheet("一", [(1, ("标题", "状态", "负责人")), (2, ("甲", "待办", "沈知微"))]),
        Sheet("二", [(3, ("台账条目", "谁在跟")), (4, ("乙", "陆听澜"))], hidden=True),
        Sheet("三", [(1, ("标题", "状态", "负责人")), (2, ("丙", "待办", ""))]),
    ]
    choices = Choices(left_out=("三",))
    reading = read_sheets(sheets, Given("a.xlsx", b"", "", "p", choices))
    source = Source(
        "a.xlsx", "0" * 64, "", reading.kind, "zh", "", reading.sentences, report=reading.report
    )
    found = preview(source, choices)
    assert [(s.report.name, s.is_known, s.report.hidden, len(s.columns)) for s in found.sheets] == [
        ("一", True, False, 3),
        ("二", False, True, 2),
        ("三", False, False, 0),
    ]


def test_known_exports_show_their_mapping_and_their_words() -> None:
    """The words of a workflow or of a board's lists are shown with what they seem to mean."""
    found = preview(_source(TAPD))
    assert _fields(found)["处理人"] == "assignee"
    assert _fields(found)["客户来源"] == ""
    assert {w.word: w.state for w in found.states} == {
        "接受/处理": "in_progress",
        "已验证": "closed",
        "转需求池": "unknown",
    }
    board = preview(_source(trello(("主题一", "已上线")), name="board.json"))
    assert {w.word: w.state for w in board.states} == {"主题一": "unknown", "已上线": "closed"}


def test_a_text_has_no_mapping() -> None:
    """Minutes have no columns."""
    assert preview(_source("今天联调完成。\n还差两台。\n", name="a.md")) == MappingPreview((), ())


def test_every_field_that_can_be_chosen_is_read() -> None:
    """No field of the list is dead: a column given to it fills the ticket."""
    for name in FIELDS:
        if name in ("title", "key"):
            continue
        value = {"reopened": "2", "estimated": "3", "spent": "3", "left": "3"}.get(
            name, "2026-03-02"
        )
        choices = Choices(columns={"甲列": "title", "乙列": name})
        ticket = _source(f"甲列,乙列\n标题一,{value}\n", choices).tickets[0]
        empty = _source("甲列,乙列\n标题一,\n", choices).tickets[0]
        assert ticket != empty, name
        assert getattr(ticket, "progress_raw" if name == "progress" else name), name
