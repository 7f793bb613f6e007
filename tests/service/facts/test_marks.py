"""Status marks of to-do lists: check boxes, emoji with a legend, struck lines, states in table cells."""

from __future__ import annotations

import pytest

from service.facts.rule_reader import read_facts
from service.facts.state_words import state_of
from service.intake import read_source
from service.review import FactCard, State

MONTH = "2026-03"


def cards(text: str) -> dict[str, FactCard]:
    """The cards of a Markdown text by their words."""
    source = read_source(text.encode(), "todo.md")
    return {card.text: card for card in read_facts(source, MONTH)}


def states(text: str) -> dict[str, str]:
    return {text: card.state for text, card in cards(text).items()}


def test_check_boxes() -> None:
    """A ticked line is finished work, an open one is an action, whatever its words are."""
    found = cards(
        "# 三月\n\n- [x] 更换打印纸规格\n* [X] 旧报表迁移\n- [ ] 日结单金额 --陆听澜 3月20日前\n1. [ ] 叫号屏\n"
    )
    assert {text: (card.kind, card.state, card.state_raw) for text, card in found.items()} == {
        "更换打印纸规格": ("milestone", "closed", "[x]"),
        "旧报表迁移": ("milestone", "closed", "[X]"),
        "日结单金额": ("action", "open", "[ ]"),
        "叫号屏": ("action", "open", "[ ]"),
    }
    assert (found["日结单金额"].fields.owner, found["日结单金额"].fields.due) == (
        "陆听澜",
        "2026-03-20",
    )


@pytest.mark.parametrize(
    "legend",
    [
        "图例：✅ 完成 🔴 未开始 🟡 进行中",
        "✅ done | 🔴 open | 🟡 in progress",
        "✅：已完成\n\n🔴：待办\n\n🟡：处理中",
    ],
)
def test_a_legend_explains_colours(legend: str) -> None:
    """In one line or one a line, and the legend itself is no work."""
    if "\n" in legend:
        legend = "图例：" + legend.replace("\n\n", " ")
    found = states(f"# 三月\n\n{legend}\n\n- ✅ 自助机上线\n- 🔴 医保前置机\n- 🟡️ 扫码枪选型\n")
    assert found == {"自助机上线": "closed", "医保前置机": "open", "扫码枪选型": "in_progress"}


def test_a_colour_without_a_legend_says_nothing() -> None:
    """A tick is known to everybody; red and yellow are not guessed."""
    found = cards("# 三月\n\n- ✅ 扫码枪选型\n- 🔴 叫号屏\n")
    assert [(card.text, card.state) for card in found.values()] == [("扫码枪选型", "closed")]


def test_one_mark_with_two_meanings_is_unknown() -> None:
    """Nobody can tell the two apart any more."""
    found = states("图例：🔴 已完成 🔴 未完成 🟡 进行中\n\n- 🔴 医保前置机\n- 🟡 扫码枪选型\n")
    assert found == {"医保前置机": "unknown", "扫码枪选型": "in_progress"}


def test_a_struck_line_is_a_question() -> None:
    """Struck out may be done or dropped; a ticked one is done."""
    found = states("# 三月\n\n- ~~旧窗口拆除~~\n- [x] ~~旧报表迁移~~\n")
    assert found == {"旧窗口拆除": "unknown", "旧报表迁移": "closed"}


def test_a_mark_in_a_section_of_its_own_keeps_the_section() -> None:
    """A ticked problem is a problem that is over; a line of minutes with a colour inside is untouched."""
    found = cards("## 存在问题\n\n- [x] 医保前置机每晚断线，已重启\n- [ ] 收费窗口打印机卡纸\n")
    assert [(card.kind, card.state) for card in found.values()] == [
        ("problem", "closed"),
        ("problem", "open"),
    ]


def test_an_empty_bullet_is_not_nothing_blocked() -> None:
    """Blocked: * says neither that something is blocked nor that nothing is."""
    found = cards(
        "# Sprint 4\n\n## Completed\n\n- \\#2792 发票号接口\n\n## Blocked\n\n*\n\n"
        "## Moved to Next Sprint\n\n- #2803 叫号屏改版\n"
    )
    assert {text: (card.state, card.refs) for text, card in found.items()} == {
        "发票号接口": ("closed", ("#2792",)),
        "叫号屏改版": ("in_progress", ("#2803",)),
    }


def test_dated_states_in_a_table_cell() -> None:
    """The last word counts, and its day is the day of closing."""
    found = cards(
        "| 事项 | 负责人 | 状态 |\n|---|---|---|\n| 发布复盘 | 柏子衿 | 20260306:open 20260320:close |\n"
        "| 采购扫码枪 | 沈知微 | open |\n"
    )
    assert found["发布复盘"].fields.actual_date == "2026-03-20"
    assert [card.state for card in found.values()] == ["closed", "open"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("20260306:open 20260320:close", "closed"),
        ("未完成", "open"),
        ("尚未关闭", "open"),
        ("not done", "open"),
        ("已闭环", "closed"),
        ("处理中", "in_progress"),
        ("作废", "cancelled"),
        ("再看看", "unknown"),
    ],
)
def test_status_in_peoples_own_words(words: str, state: State) -> None:
    """A denied end is open; what nobody knows is unknown."""
    assert state_of(words) == state
