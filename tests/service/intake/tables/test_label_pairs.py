"""TAPD's RTF: each bug a table of labels and values, read into tickets that cite their values."""

from __future__ import annotations

from collections.abc import Sequence

from service.intake.reading import read_here
from service.intake.tables.label_pairs import read_label_pairs
from service.review import Source

BUGS = (
    (
        ("ID", "1140001"),
        ("标题", "导出报表乱码"),
        ("状态", "接受/处理"),
        ("严重程度", "严重"),
        ("优先级", "高"),
        ("处理人", "柏子衿;"),
        ("创建时间", "2026-03-01 09:10"),
        ("客户来源", "总院"),
        ("详细描述", "[步骤] 点导出"),
        ("预计结束", "2026-03-13"),
    ),
    (
        ("ID", "1140002"),
        ("标题", "首页加载慢：首屏 8 秒"),
        ("状态", "已验证"),
        ("严重程度", "一般"),
        ("处理人", "苏合香;"),
        ("预计结束", ""),
    ),
)


def _written(text: str) -> str:
    return "".join(
        sign if " " <= sign <= "~" and sign not in "\\{}" else rf"\uc0\u{_signed(sign)} "
        for sign in text
    )


def _signed(sign: str) -> int:
    return ord(sign) - 65536 if ord(sign) > 32767 else ord(sign)


def _rtf(bugs: Sequence[Sequence[tuple[str, str]]], above: str = "") -> bytes:
    rows = (
        rf"\trowd\cellx2000\cellx9000 {{\pard \intbl {_written(label)}\cell \pard }}"
        rf"{{\pard \intbl {_written(value)}\cell \pard }}\row "
        for bug in bugs
        for label, value in bug
    )
    body = _written(above) + r"\par " if above else ""
    return (
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}" + body + "".join(rows) + "}"
    ).encode()


def _source(data: bytes) -> Source:
    return read_here(data, "云栖_缺陷_20260421103630.rtf")


def test_two_bugs_are_two_tickets() -> None:
    """Labels that are known become fields, 接受/处理 stays one state, the others go to extra."""
    source = _source(_rtf(BUGS))
    assert (source.kind, source.dialect, source.dated) == ("tickets", "tapd", "2026-04-21")
    first, second = source.tickets
    assert (first.key, first.title, first.state) == ("1140001", "导出报表乱码", "in_progress")
    assert (first.assignee, first.created, first.due) == ("柏子衿", "2026-03-01", "2026-03-13")
    assert (first.severity_raw, first.description) == ("严重", "[步骤] 点导出")
    assert (second.title, second.state, second.due) == ("首页加载慢：首屏 8 秒", "closed", "")
    texts = {sentence.id: sentence.text for sentence in source.sentences}
    for ticket in source.tickets:
        for name in ("key", "title", "state_raw", "assignee"):
            value = ticket.assignee if name == "assignee" else getattr(ticket, name)
            assert value in texts[ticket.cells[name]]
        assert source.text.count(ticket.title) == 1


def test_the_same_bug_twice_is_told() -> None:
    """The second record of one id is no ticket, and its sentences stay."""
    source = _source(_rtf((*BUGS, BUGS[0])))
    assert len(source.tickets) == 2
    warning = next(w for w in source.report.warnings if w.code == "records_not_kept")
    assert "3: 编号与第 1 行相同" in warning.zh
    assert sum("1140001" in sentence.text for sentence in source.sentences) == 2


def test_minutes_with_a_few_labels_stay_minutes() -> None:
    """A document that says more than its labels is read as text."""
    talk = (
        "今天会上先回顾了上线情况，现场反馈导出报表乱码的问题影响最大，大家同意先处理，再看首页加载慢的问题。"
        * 6
    )
    source = _source(_rtf(BUGS, above=talk))
    assert source.tickets == ()
    assert source.kind != "tickets"


def test_values_go_on_until_the_next_label() -> None:
    """A description of several sentences is one value."""
    source = read_here(
        "标题：甲\n详细描述：第一句。第二句。\n第三行\n状态：新\n标题：乙\n".encode(), "a.txt"
    )
    records = read_label_pairs(source.sentences)
    assert [record.values.get("标题") for record in records] == ["甲", "乙"]
    assert records[0].values["详细描述"] == "第一句。\n第二句。\n第三行"
    assert records[0].values["状态"] == "新"
