"""Action lists, minutes in cells, figures and long records."""

from __future__ import annotations

from service.facts.tables import LONG_RECORD, read_tables
from service.review import Source
from tests.service.facts.samples import MONTH, cards, minutes, notes

ACTIONS = (
    "## Action items\n\n| Item | Owner | Status | Meeting time |\n|---|---|---|---|\n"
    "| Write the fence radius guide | Mara Voss | 20260706:open 20260720:close | 20260706 |\n"
    "| Ask the map vendor for tiles | Ken Ohara | 20260907:open | 20260907 |\n"
    "| Check the fuel card report | Mara Voss/Ken Ohara | 20260706:open | 20260706 |\n"
)


def texts(source: Source, evidence: tuple[str, ...]) -> list[str]:
    """What the cited sentences say."""
    known = {sentence.id: sentence.text for sentence in source.sentences}
    return [known[identity] for identity in evidence]


def test_the_last_word_of_a_status_history_counts() -> None:
    """20260706:open 20260720:close is closed on 20 July; one that only opens is open."""
    closed, opened, _ = cards(notes(ACTIONS))
    assert (closed.state, closed.fields.actual_date) == ("closed", "2026-07-20")
    assert (opened.state, opened.fields.actual_date) == ("open", "")


def test_rows_of_before_the_month_are_carried() -> None:
    """An action set in a meeting before the month is carried over; one of the month is not."""
    assert [card.carried for card in cards(notes(ACTIONS))] == [True, False, True]


def test_two_owners_of_a_row_are_joined() -> None:
    """A/B in the owner column are two people."""
    assert cards(notes(ACTIONS))[2].fields.owner == "Mara Voss、Ken Ohara"


def test_a_row_cites_its_cells() -> None:
    """An action of a list rests on its own cells, not on the whole table."""
    source = notes(ACTIONS)
    cited = texts(source, cards(source)[1].evidence)
    assert "Ask the map vendor for tiles" in cited
    assert "Ken Ohara" in cited
    assert "Write the fence radius guide" not in cited


def test_a_chinese_action_list() -> None:
    """事项 | 责任人 | 状态 | 截止时间 is an action list with due days."""
    source = minutes(
        "## 待办\n\n| 事项 | 责任人 | 状态 | 截止时间 |\n|---|---|---|---|\n"
        "| 补齐接口文档 | 段岚 | 进行中 | 9月20日 |\n| 油卡对账 | 程朔 | 未完成 | 9月25日 |\n"
    )
    first, second = cards(source)
    assert (first.kind, first.state, first.fields.due) == ("action", "in_progress", "2026-09-20")
    assert (second.state, second.fields.owner) == ("open", "程朔")


def test_minutes_in_cells_are_read_piece_by_piece() -> None:
    """A cell with <br> holds a conclusion and an action, each of its row's topic."""
    source = minutes(
        "| 议题名称 | 会议纪要 |\n|---|---|\n"
        "| 司机端离线签收 | 结论：采用本地队列<br>遗留问题：补离线时长的测试报告。"
        "责任人：段岚，完成时间：9月16日 |\n| 油卡对账 | 结论：完成 |\n"
    )
    found = [(card.kind, card.topic, card.text) for card in cards(source)]
    assert found == [
        ("conclusion", "司机端离线签收", "采用本地队列"),
        ("action", "司机端离线签收", "补离线时长的测试报告"),
        ("conclusion", "油卡对账", "完成"),
    ]
    assert cards(source)[1].fields.due == "2026-09-16"


def test_rows_of_figures_are_metrics() -> None:
    """A row of figures is a metric: passed of total where the columns say so."""
    source = notes(
        "# 九月质量\n\n| 模块 | 用例总数 | 通过 |\n|---|---|---|\n| 签收 | 120 | 113 |\n| 围栏 | 60 | 58 |\n"
    )
    found = [(card.kind, card.fields.metric, card.fields.after) for card in cards(source)]
    assert found == [("metric", "签收", "113/120"), ("metric", "围栏", "58/60")]


def test_a_total_row_speaks_for_its_table() -> None:
    """Where a table has a row 合计, that row alone is told."""
    source = notes(
        "| 模块 | 用例总数 | 通过 |\n|---|---|---|\n| 签收 | 120 | 113 |\n| 合计 | 180 | 171 |\n"
    )
    assert [card.fields.after for card in cards(source)] == ["171/180"]


def test_a_long_record_is_counted() -> None:
    """A long record becomes one count a status, with the expression and every row as evidence."""
    rows = "".join(
        f"| 云A{100 + n} | {'已更换' if n % 3 else '待更换'} |\n" for n in range(LONG_RECORD + 1)
    )
    (card,) = cards(notes(f"# 九月\n\n## 巡检记录\n\n| 车辆 | 状态 |\n|---|---|\n{rows}"))
    assert card.fields.computed == 'count("已更换"); count("待更换")'
    assert card.text == "巡检记录：已更换 6，待更换 3"
    assert len(card.evidence) == LONG_RECORD + 1


def test_planned_and_actual_columns_are_milestones() -> None:
    """里程碑 | 计划时间 | 实际时间 gives both days, and the cause of the row."""
    source = notes(
        "| 里程碑 | 计划时间 | 实际时间 | 偏差原因 |\n|---|---|---|---|\n"
        "| 围栏上线 | 2026-09-12 | 2026-09-19 | 地图切片晚到 |\n| 油卡对账 | 2026-09-30 | | |\n"
    )
    done, running = cards(source)
    fields = done.fields
    assert (done.kind, done.state) == ("milestone", "closed")
    assert (fields.planned_due, fields.actual_date, fields.cause) == (
        "2026-09-12",
        "2026-09-19",
        "地图切片晚到",
    )
    assert running.state == "in_progress"


def test_an_unknown_table_is_named_as_unread() -> None:
    """A table that nobody understands is not lost in silence: its headers are given back."""
    source = notes("| 车型 | 颜色 |\n|---|---|\n| 轻卡 | 白 |\n| 重卡 | 蓝 |\n")
    tables = read_tables(source, MONTH)
    assert tables.cards == ()
    assert tables.unread == ("车型 | 颜色",)
