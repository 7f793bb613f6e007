"""What lines of one source add to each other, sprint lists, and exports."""

from __future__ import annotations

from service.facts.rule_reader import read_facts
from tests.service.facts.samples import JIRA, ZENTAO, cards, export, minutes, notes


def test_a_cause_joins_its_problem() -> None:
    """原因：… under a problem's topic becomes that problem's cause, with its evidence."""
    source = minutes(
        "## 二、问题\n\n### 1. 车载终端掉线\n\n- 9月8日车载终端掉线 12 台\n\n#### 原因\n\n- 流量卡欠费\n"
    )
    (card,) = [card for card in cards(source) if card.kind == "problem"]
    assert card.fields.cause == "流量卡欠费"
    assert len(card.evidence) == 2
    assert not [card for card in cards(source) if card.kind == "cause"]


def test_a_deviation_joins_the_milestone_above() -> None:
    """比原计划晚 7 天，主要是… adds deviation and cause to the line above."""
    text = (
        "会议内容：\n1、地图接口  -- 程朔\n     9月19日联调全部通过，68 笔用例 68 笔通过\n"
        "     比原计划晚 7 天，主要是测试环境停机 4 天\n"
    )
    (card,) = cards(minutes(text))
    assert (card.kind, card.fields.deviation) == ("milestone", "比原计划晚 7 天")
    assert card.fields.cause == "测试环境停机 4 天"


def test_a_sprint_list_gives_each_ticket_its_state() -> None:
    """Lists under Completed, In progress and Closed (not merged) are read by #id with that state."""
    source = notes(
        "# Sprint 14\n\n## Completed/Merged\n\n- #207 Offline signing queue\n\n"
        "## In Progress\n\n- #211 Fence radius editor\n\n## Closed (not merged)\n\n- #214 Old map tiles\n"
    )
    found = {card.refs: card.state for card in cards(source)}
    assert found == {("#207",): "closed", ("#211",): "in_progress", ("#214",): "cancelled"}


def test_an_open_bug_is_a_problem() -> None:
    """A bug that is still active is a problem of the month; a closed one is work done."""
    active, closed = read_facts(export(ZENTAO), "2026-09")
    assert (active.kind, active.state, active.carried) == ("problem", "open", True)
    assert (closed.kind, closed.state, closed.fields.actual_date) == (
        "milestone",
        "closed",
        "2026-09-18",
    )


def test_an_open_task_is_an_action() -> None:
    """A task under way is an action with the export's owner and due day."""
    running, dropped = read_facts(export(JIRA), "2026-09")
    assert (running.kind, running.refs, running.state) == ("action", ("YLD-21",), "in_progress")
    assert (running.fields.owner, running.fields.due) == ("程朔", "2026-09-25")
    assert (dropped.kind, dropped.state) == ("milestone", "cancelled")


def test_a_ticket_card_cites_cells_of_its_row() -> None:
    """A ticket's card rests on the cells of its own row."""
    source = export(JIRA)
    rows = {s.id: getattr(s.place, "row", 0) for s in source.sentences}
    for number, card in enumerate(read_facts(source, "2026-09"), start=2):
        assert card.evidence
        assert {rows[s] for s in card.evidence} == {number}


def test_card_ids_are_unique() -> None:
    """No two cards of a source share an id, whatever they were read from."""
    source = minutes(
        "结论：先上缓存。今后参数变更一律发书面变更单。\n\n| 事项 | 责任人 |\n|---|---|\n| 补文档 | 段岚 |\n"
        "| 补围栏 | 程朔 |\n\n| 议题名称 | 会议纪要 |\n|---|---|\n| 油卡 | 结论：完成 |\n"
    )
    identities = [card.id for card in cards(source)]
    assert len(identities) == len(set(identities)) >= 5
