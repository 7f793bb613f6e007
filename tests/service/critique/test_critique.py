"""Findings of whole texts: places, windows, cards, and what is no claim of the writer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.critique import Critique, CritiqueInputs, LastAction, OpenTicket, critique
from service.critique.fingerprint import fingerprint
from service.critique.reading import critique_with, proved_rulebook
from service.critique.uncertain import Readers
from tests.real_data import real_data

ACTIONS = "## 四、下月计划与资源需求\n\n"
HEADS = {
    "A": ACTIONS + "- ",
    "P": "## 一、进度与成果盘点\n\n- ",
    "R": "## 二、问题与挑战\n\n- ",
}
"""What a labelled statement of a group of checks stands under."""


def checks(text: str, inputs: CritiqueInputs | None = None) -> set[str]:
    """The ids of all checks that fire on a text."""
    return {
        name
        for finding in critique(text, inputs=inputs).findings
        for name in (finding.rule_id, *finding.also)
    }


def ruled(text: str) -> set[str]:
    """The same of the rules alone."""
    found = critique_with(proved_rulebook(), text, readers=Readers())
    return {name for finding in found.findings for name in (finding.rule_id, *finding.also)}


def assert_offsets(text: str, found: Critique) -> None:
    """`document[start:end] == quote`, and the cue too; line and column say the same place."""
    lines = text.replace("\r\n", "\n ").replace("\r", "\n").split("\n")
    for finding in found.findings:
        assert text[finding.start : finding.end] == finding.quote
        assert 1 <= finding.line <= len(lines)
        if finding.cue:
            assert text[finding.cue.start : finding.cue.end] == finding.cue.text


def test_emoji_counts_one_code_point() -> None:
    """The published vector: 尽快 behind an emoji stands at [3, 5), in columns 4 to 6."""
    (finding,) = critique("本月😀尽快完成").findings
    assert finding.cue is not None
    assert (finding.cue.start, finding.cue.end) == (3, 5)
    assert (finding.line, finding.column, finding.end_column) == (1, 1, 8)


def test_fingerprint_vector() -> None:
    """The published fingerprint; punctuation, width and white space do not change it."""
    expected = "469c0e7aa5bce9240860c61e1879f711"
    assert fingerprint("V04", "next_month", "后续将尽快完成接口联调工作。") == expected
    assert fingerprint("V04", "next_month", " 后续将尽快 完成接口联调工作") == expected
    (finding,) = (f for f in critique("## 二、问题与挑战\n- 后续将尽快完成。").findings if f.cue)
    assert finding.fingerprint == fingerprint("V04", "problems", "后续将尽快完成。")


def test_equal_quotes_have_different_fingerprints() -> None:
    """The second equal quote of a section is another finding."""
    first, second = critique("- 报表基本完成。\n- 报表基本完成。").findings
    assert first.fingerprint != second.fingerprint


def test_one_card_a_sentence() -> None:
    """A01 is the card of an action that is vague too; the others stand under `also`."""
    (finding,) = critique(ACTIONS + "- 后续将尽快完成接口联调工作。").findings
    assert (finding.rule_id, finding.also) == ("A01", ("A02", "V04"))
    assert finding.severity == "error"
    assert finding.section == "next_month"
    assert finding.item_type == "action"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Lines are counted alike whatever ends them; offsets keep the text as received."""
    text = end.join(["# 月报", "", "## 一、进度", "- 报表基本完成。", ""])
    found = critique(text)
    assert [(f.line, f.column) for f in found.findings] == [(4, 3)]
    assert_offsets(text, found)


def test_byte_order_mark_does_not_count() -> None:
    """Offsets are those of the text behind the mark."""
    assert critique("\ufeff报表基本完成。").findings[0].start == 0


def test_full_width_and_han_neighbours() -> None:
    """Full-width digits and colons clear as ASCII ones do; Latin cues are found between Han."""
    assert "V05" in checks("迁移基本完成。")
    assert "V05" not in checks("迁移基本完成：４２张表已迁４０张，余价表，７月４日完成。")
    assert "V04" in checks("联调ASAP完成。")


def test_neighbouring_bullet_clears_nothing() -> None:
    """A date in the next bullet is the next bullet's; the next sentence of the same bullet clears."""
    assert "V04" in checks("- 尽快启动联调。\n- 7月3日李敏提交报告。")
    assert "V04" not in checks("- 尽快启动联调。最迟7月3日开始。")
    assert "V05" in checks("- 报表\n  - 开发基本完成。\n  - 培训12场已做9场。")


@pytest.mark.parametrize(
    "text",
    [
        "> 尽快完成联调。",
        "```\n尽快完成联调。\n```",
        "<!-- 尽快完成联调。 -->",
        "# 尽快完成联调",
        "[报告](./尽快完成联调.md)",
        "`尽快完成`是口头禅。",
        "会上提醒大家不再写“尽快完成”这类话。",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    """Quotes, code, comments, headings, link targets and quoted words are not the writer's claims."""
    assert checks(text) == set()


def test_absence_is_asked_of_actions_alone() -> None:
    """The same words are an action under the plan and a report under progress."""
    words = "- 7月10日前完成医保接口联调。"
    assert checks(ACTIONS + words) == {"A01"}
    assert checks("## 一、进度与成果盘点\n" + words) == set()
    assert checks("- 7月10日完成了医保接口联调，三家医院都签了字。") == set()


def test_table_rows_read_their_headers() -> None:
    """A name under 负责人 owns the row; a row without one is asked for it."""
    table = "| 任务 | 负责人 | 截止 |\n|---|---|---|\n| 完成联调 | 李敏 | 7月3日 |\n"
    assert checks(ACTIONS + table) == set()
    assert "A01" in checks(ACTIONS + table + "| 完成培训 | | 7月9日 |\n")


def test_english_headings_and_hard_wrapped_lines() -> None:
    """English sections are known with and without numbers; a wrapped sentence is one sentence."""
    text = "## 4 Next month and resources\n\n- Finish the interface\n  testing by 10 July.\n"
    found = critique(text)
    assert [finding.rule_id for finding in found.findings] == ["A01"]
    assert found.findings[0].quote == "Finish the interface\n  testing by 10 July."
    assert found.language == "en"


def test_good_news_with_open_tickets_is_an_error() -> None:
    """With an open ticket beside it D01 is an error; from the words alone it only suggests."""
    text = (
        "## 一、进度\n- 门诊按计划切换完成。\n## 二、问题与挑战\n- 本月工作顺利，暂无明显问题。\n"
    )
    tickets = CritiqueInputs(open_tickets=(OpenTicket("T-1", "打印错位", "P2"),))
    beside, alone = critique(text, inputs=tickets).findings, critique(text).findings
    assert [one.severity for one in beside if one.rule_id == "D01"] == ["error"]
    assert [one.severity for one in alone if one.rule_id == "D01"] == ["suggestion"]


def test_last_month_is_answered_one_by_one() -> None:
    """An action that no entry answers is asked for; a follow-up section with its state answers it."""
    inputs = CritiqueInputs(last_actions=(LastAction("夜间批处理拆分作业", "王磊", ""),))
    assert "D02" in checks("## 一、进度\n- 门诊切换完成。", inputs)
    answered = "## 上月行动逐条回看\n- 【已完成】夜间批处理拆分作业（负责人：王磊）\n"
    assert "D02" not in checks(answered, inputs)


def test_each_untreated_problem_is_asked() -> None:
    """D03 stands at each problem that no measure names, and at no other."""
    text = (
        "## 二、问题\n- 检验条码打印错位，重打40张。\n- 夜间批处理超时影响早班。\n"
        "## 三、措施\n- 检验条码打印机固件关闭自动升级，贺远，7月3日。\n"
    )
    quotes = [f.quote for f in critique(text).findings if f.rule_id == "D03"]
    assert quotes == ["夜间批处理超时影响早班。"]


def test_untreated_problems_are_one_finding() -> None:
    """D03 is shown once, at the first problem left; the others are related, an answered one stands apart."""
    text = (
        "## 二、问题\n- 夜间批处理超时影响早班。\n- 门诊打印机缺两台。<!-- 忽略 D03: 二期统一采购 -->\n"
        "- 上架推荐不合理，抽盘31个库位不符。\n- 司机端签收照片传不上来。\n"
        "## 三、措施\n- 培训材料补齐目录，贺远，7月3日。\n"
    )
    found = [f for f in critique(text).findings if f.rule_id == "D03"]
    assert [f.suppressed is None for f in found] == [True, False]
    assert found[0].quote == "夜间批处理超时影响早班。"
    assert [one.quote for one in found[0].related] == [
        "上架推荐不合理，抽盘31个库位不符。",
        "司机端签收照片传不上来。",
    ]
    assert all(text[one.start : one.end] == one.quote for one in found[0].related)
    assert "3" in found[0].message.zh
    assert "3" in found[0].message.en


PIECES = st.sampled_from([
    "尽快", "基本完成", "。", "，", "；", "-", "#", ">", "|", "（",
    "）", "😀", "李敏", "7月3日", "不够", "<!--", "-->", "```", "“", "”",
    "相关部门", "明显", "12", "soon", "问题2：", "……", "\\|", "\n", "\r\n", "- ",
    "  - ", "# ", "> ", " ", "\u3000", "\ufeff", "\u2028", "\x0b", "e\u0301", "## 二、问题\n",
    "## 下月计划\n", "|---|\n",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_law(text: str) -> None:
    """For any text, each quote and cue is exactly what stands at its offsets, in order."""
    inputs = CritiqueInputs((OpenTicket("T-1", "打印", "P1"),), (LastAction("回滚演练", "", ""),))
    found = critique(text, inputs=inputs)
    assert_offsets(text.removeprefix("\ufeff"), found)
    places = [finding.start for finding in found.findings]
    assert places == sorted(places)
    assert found == critique(text, inputs=inputs)


@pytest.mark.real_data
def test_labelled_seed() -> None:
    """What is labelled is found, and of the rest the rules say nothing."""
    wrong = []
    shipped = {rule.id for rule in proved_rulebook().rules}
    for line in real_data("..").joinpath("critique_seed.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["check"] not in shipped:
            continue
        text = HEADS.get(row["check"][0], "") + row["text"]
        found = checks(text) if row["label"] else ruled(text)
        if (row["check"] in found) is not bool(row["label"]):
            wrong.append((row["check"], row["text"]))
    assert wrong == []
