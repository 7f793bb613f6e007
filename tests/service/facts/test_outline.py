"""Parts, topics, days and speakers of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts.labels import part_of, plain
from service.facts.outline import read_outline
from service.intake import read_paste
from tests.service.facts.samples import MONTH, minutes, notes, statements


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("遗留问题", "action"),
        ("遗留问题：", "action"),
        ("**遗留问题**", "action"),
        ("## 四、遗留问题", "action"),
        ("上期遗留问题", "carried"),
        ("【上次会议遗留事项】", "carried"),
        ("结论：", "conclusion"),
        ("Action items:", "action"),
        ("Decisions", "conclusion"),
        ("路线规划引擎", ""),
    ],
)
def test_a_label_opens_its_part(label: str, part: str) -> None:
    """A heading or label is known with or without colon, bold and numbering; a topic opens none."""
    assert part_of(label) == part


@pytest.mark.parametrize("label", ["遗留问题", "遗留问题：", "**遗留问题**", "**遗留问题：**"])
def test_lines_below_a_label_belong_to_it(label: str) -> None:
    """A label on a line of its own gives its part to the lines below it."""
    found = statements(minutes(f"{label}\n\n- 补齐车辆档案接口文档\n- 核对油卡差异\n"))
    listed = [s.part for s in found if "车辆档案" in s.text or "油卡" in s.text]
    assert listed == ["action", "action"]


def test_a_label_with_text_gives_its_part_to_that_text() -> None:
    """结论：… on one line is a conclusion without the label's word."""
    (found,) = statements(minutes("结论：油卡对账改为每周一次\n"))
    assert (found.part, found.text) == ("conclusion", "油卡对账改为每周一次")


def test_agenda_lines_are_topics() -> None:
    """A conclusion below a numbered agenda line carries that line's topic, without its speaker."""
    text = "会议内容：\n1、路线规划引擎  -- 程朔\n     结论：完成\n2、电子围栏  -- 段岚\n     结论：同意放宽\n"
    found = [s for s in statements(minutes(text)) if s.part == "conclusion"]
    assert [(s.topic, s.text) for s in found] == [
        ("路线规划引擎", "完成"),
        ("电子围栏", "同意放宽"),
    ]


def test_the_topic_names_its_sentence() -> None:
    """A statement's topic is cited by the sentence that holds it."""
    source = minutes("### 1. 路线规划引擎\n\n结论：完成\n")
    (found,) = [s for s in statements(source) if s.part == "conclusion"]
    texts = {s.id: s.text for s in source.sentences}
    assert "路线规划引擎" in texts[found.topic_id]


def test_diary_days_become_dates() -> None:
    """9/3 … in notes is said on 3 September of the month's year, and the day leaves the text."""
    found = statements(
        notes("9/3  测试环境磁盘满了\n9月10日 地图厂商来了\n9/12早上 车载终端掉线\n")
    )
    assert [(s.said_on, s.text) for s in found] == [
        ("2026-09-03", "测试环境磁盘满了"),
        ("2026-09-10", "地图厂商来了"),
        ("2026-09-12", "早上 车载终端掉线"),
    ]


def test_an_impossible_diary_day_stays_text() -> None:
    """9/31 is no day: the line keeps its words and no date is made up."""
    (found,) = statements(notes("9/31 磁盘满了\n"))
    assert found.said_on == ""
    assert "磁盘满了" in found.text


def test_statements_are_said_on_the_meetings_day() -> None:
    """What minutes say, they say on the day at their head."""
    (found,) = statements(minutes("结论：同意放宽围栏半径\n"))
    assert found.said_on == "2026-09-09"


def test_a_second_meeting_in_one_file_has_its_own_day() -> None:
    """会议时间：… begins another meeting's minutes."""
    text = (
        "会议时间：2026-09-09\n\n结论：同意放宽围栏半径\n\n"
        "会议时间：2026-09-23\n\n结论：同意更换地图厂商\n"
    )
    found = [s for s in statements(read_paste(text, 1)) if s.part == "conclusion"]
    assert [s.said_on for s in found] == ["2026-09-09", "2026-09-23"]


@pytest.mark.parametrize(
    "line", ["如果有其他问题，请在此处补充", "本节请各组自行填写", "[insert your text here]"]
)
def test_template_hints_are_ignored(line: str) -> None:
    """What a template asks its writer to fill in is no statement."""
    assert statements(minutes(f"## 问题\n\n- {line}\n")) == ()


def test_a_question_is_no_statement() -> None:
    """A line that asks is left out; the line below it stays."""
    found = statements(minutes("要不要换地图厂商？\n地图厂商已换\n"))
    assert [s.text for s in found] == ["地图厂商已换"]


def test_links_leave_their_words() -> None:
    """Of a Markdown link its words remain, of an address nothing."""
    assert (
        plain("- [签收方案](https://example.org/a) 已评审 https://example.org/b")
        == "签收方案 已评审"
    )


CONTROLS = "".join(map(chr, range(127, 160)))


@given(
    st.text(
        st.characters(codec="utf-8", min_codepoint=32, exclude_characters=CONTROLS),
        max_size=200,
    )
)
def test_any_text_has_an_outline(text: str) -> None:
    """No text breaks the outline, and every statement cites sentences of its source."""
    source = read_paste(text + "\n结论：完成", 1)
    known = {sentence.id for sentence in source.sentences}
    for statement in read_outline(source, MONTH):
        assert statement.evidence
        assert set(statement.evidence) <= known
