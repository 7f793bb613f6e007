"""Which section a line belongs to: the wrong one makes checks of what is absent cry wolf."""

from __future__ import annotations

import pytest

from service.critique import critique
from service.critique.segments import segment


def _sections(text: str) -> list[str]:
    return [heading.section for heading in segment(text).headings]


def test_a_section_ends_at_the_next_heading_of_its_level() -> None:
    """Below a document title, an unrelated heading closes the section before it."""
    text = "# 五月总结\n\n## 二、问题与挑战\n\n- 打印错位。\n\n## 附录\n\n- 名单见附件。\n"
    assert _sections(text)[1:] == ["problems", "other"]


def test_a_deeper_heading_stays_in_its_section() -> None:
    """Subheadings that name nothing of their own belong to the section above them."""
    assert _sections("## 二、问题与挑战\n\n### 仓库\n\n- 打印错位。\n") == ["problems"] * 2


@pytest.mark.parametrize("heading", ["遗留问题", "遗留问题跟踪", "遗留事项"])
def test_carried_over_matters_are_no_problem_section(heading: str) -> None:
    """What minutes carry over from the last meeting is looked back at, not a list of problems."""
    assert _sections(f"## {heading}\n\n- 确认扫码枪型号。\n") == ["follow_up"]


def test_problems_without_any_place_for_measures_are_not_asked_for_them() -> None:
    """A list of problems alone, as in minutes, promises no measures; a review does."""
    problems = "## 问题\n\n- 扫码枪断线，补录86条。\n"
    rules = {finding.rule_id for finding in critique(problems).findings}
    assert "D03" not in rules
    review = problems + "\n## 下月计划\n\n- 郭敏6月6日前盘完退货区。\n"
    assert "D03" in {finding.rule_id for finding in critique(review).findings}


def test_each_of_many_sub_bullets_has_its_own_number() -> None:
    """A window never runs into a neighbouring sub-bullet, however many there are."""
    item = segment("- 盘点：\n  - 沟通不够。\n  - 何涛6月2日补报表3张。\n  - 其他。\n").items[0]
    assert [sentence.bullet for sentence in item.sentences] == [0, 1, 2, 3]


def test_a_mark_answers_the_finding_of_its_own_bullet_only() -> None:
    """Of two marks with one id, each suppresses in its own bullet."""
    text = (
        "- 打印问题尽快修复。<!-- 忽略 V04: 甲 -->\n- 门禁尽快修复。\n"
        "- 报表尽快修复。<!-- 忽略 V04: 乙 -->\n"
    )
    answers = [
        finding.suppressed.reason if finding.suppressed else ""
        for finding in critique(text).findings
    ]
    assert answers == ["甲", "", "乙"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("工作亮点", "progress"),
        ("一 成绩", "progress"),
        ("What went well", "progress"),
        ("存在不足", "problems"),
        ("What went wrong", "problems"),
        ("做法与体会", "lessons"),
        ("What we learned and changed", "lessons"),
        ("后续安排", "next_month"),
        ("3月计划：", "next_month"),
        ("四 5月", "next_month"),
        ("待辦", "next_month"),
        ("Plans and resources for next month", "next_month"),
    ],
)
def test_headings_in_other_words(heading: str, section: str) -> None:
    """A line of its own names its section, without any mark, before a blank or a list."""
    outline = segment(f"{heading}\n\n门诊页面周三打不开。\n")
    assert [one.section for one in outline.headings] == [section]
    assert [item.section for item in segment(f"前一行\n{heading}\n- 门诊页面打不开。").items][
        -1
    ] == section


@pytest.mark.parametrize("line", ["上线计划已完成", "We are on track", "Problems were few"])
def test_a_short_sentence_is_no_heading(line: str) -> None:
    """Words with a verb are a statement, also when they name a section."""
    assert segment(f"{line}\n\n门诊页面周三打不开。\n").headings == []


def test_a_plan_in_running_text_opens_its_section() -> None:
    """“2月计划：” within a mail begins the plan."""
    outline = segment(
        "卢总：\n\n抄表已铺开。\n\n2月计划：6日前完成面积确认。\n\n需要财务支持半天。"
    )
    assert [item.section for item in outline.items[-2:]] == ["next_month", "next_month"]


def test_plan_beside_actual_opens_no_plan() -> None:
    """“4. 计划：…” followed by “实际：…” reports; what follows is no plan."""
    outline = segment("1. 计划：新卡9月3日前移交。实际：9月4日移交。\n2. 消费机掉线5次。")
    assert {item.section for item in outline.items} == {""}


def test_parts_of_minutes_are_sections() -> None:
    """Headings of minutes count too: what to do is a plan, blockers are problems."""
    assert _sections("## 会后行动\n\n- 甲\n\n## 卡点\n\n- 乙\n\n## 待跟进\n\n- 丙\n") == [
        "next_month",
        "problems",
        "next_month",
    ]
