"""An item stands only on what its cited sentences say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.grounding import Verdict, check_item, ground
from service.review import Cell, Claim, Fields, Item, Sentence, Support, TextPlace

MINUTES = "截至5月31日共关闭工单42个，比上月减少6个，接口联调延期3天，由张工跟进。"
SENTENCES = {
    "S1": MINUTES,
    "S2": "10月底评审会审视进展 --李敏",
    "S3": "主线4156/4230，计划11月上线",
    "S4": "报表导出约30人使用，不到5%反馈卡顿",
    "S5": "BUG-22 在V2.3修复，openEuler 22.03验证",
    "S6": "王强提出接口问题，由李敏负责排查",
    "S7": "导出功能未完成",
    "S8": "1) 责任人：王岚，完成时间：4月30日",
}
CELLS = {"C1": "2026-05-18", "C2": "merged", "C3": "merged", "C4": "35", "C5": "李敏"}


def _sentence(identity: str, text: str, *, cell: bool = False) -> Sentence:
    place = TextPlace(1, 1, 0, len(text))
    return Sentence(identity, "notes.md", place, text, cell=Cell(1, 2, 1, "值") if cell else None)


CITED = {identity: _sentence(identity, text) for identity, text in SENTENCES.items()}
CITED |= {identity: _sentence(identity, text, cell=True) for identity, text in CELLS.items()}


def _item(text: str, *evidence: str, claim: Claim = "fact", fields: Fields | None = None) -> Item:
    return Item("I1", "progress", "result", text, claim, evidence, fields=fields or Fields())


def _verdict(
    text: str, *evidence: str, claim: Claim = "fact", month: str = "2026-05", **fields: str
) -> Verdict:
    item = _item(text, *evidence, claim=claim, fields=Fields(**fields))  # type: ignore[arg-type]
    return check_item(item, CITED, month=month)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (MINUTES, "supported"),
        ("本月关闭工单 42 个，较上月减少 6 个。", "supported"),
        ("本月关闭四十二张工单，环比减少六张。", "supported"),
        ("本月关闭工单４２个。", "supported"),
        ("接口联调延期 3 天，由张工跟进。", "supported"),
        ("本月关闭工单 6 个，较上月减少 42 个。", "blocked"),
        ("本月关闭工单 42 个，较上月减少至 6 个。", "blocked"),
        ("本月关闭工单 42 个，较上月增加 6 个。", "blocked"),
        ("本月关闭工单 42 个，环比下降 12.5 %。", "blocked"),
        ("本月关闭工单 43 个。", "blocked"),
        ("本月关闭工单 42 万个。", "blocked"),
        ("本月关闭工单占 42%。", "blocked"),
        ("接口联调延期 3 个工作日。", "blocked"),
        ("接口联调延期 3 天，由张伟负责。", "blocked"),
        ("第3次延期", "blocked"),
    ],
)
def test_numbers_and_people_are_bound_to_the_cited_sentence(text: str, status: Support) -> None:
    """Value, unit, what is measured, direction and names must be those of the source."""
    assert _verdict(text, "S1").status == status


def test_a_number_of_another_sentence_is_no_support() -> None:
    """Only the item's own evidence counts, not the rest of the document."""
    assert _verdict("工单42个", "S4").status == "blocked"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("报表导出约30人使用", "supported"),
        ("报表导出30人使用", "open"),
        ("超过5%反馈卡顿", "blocked"),
    ],
)
def test_a_dropped_qualifier_asks_and_a_reversed_one_blocks(text: str, status: Support) -> None:
    """约 left out is a question; 不到 turned into 超过 is wrong."""
    assert _verdict(text, "S4").status == status


@pytest.mark.parametrize(
    ("text", "evidence", "status"),
    [
        ("5月18日上线", "C1", "supported"),
        ("2026年5月18日上线", "C1", "supported"),
        ("5月上线", "C1", "supported"),
        ("5月19日上线", "C1", "blocked"),
        ("2025年5月18日上线", "C1", "blocked"),
        ("2026-05-31前关闭", "S1", "supported"),
        ("本月已处理", "S7", "supported"),
    ],
)
def test_dates_may_be_coarser_and_in_another_form_never_finer_or_other(
    text: str, evidence: str, status: Support
) -> None:
    """A day in a cell bears the same day in Chinese, and its month; another day is none."""
    assert _verdict(text, evidence, claim="proposal").status == status


def test_a_day_is_not_borne_by_a_month_or_its_end() -> None:
    """10月底 is coarser than 10月31日."""
    assert _verdict("10月31日审视进展", "S2", month="2026-10").status == "blocked"


@pytest.mark.parametrize(
    ("due", "due_raw", "status"),
    [
        ("2026-10-31", "10月底", "supported"),
        ("2026-10-30", "10月底", "blocked"),
        ("2026-10-31", "", "blocked"),
        ("2026-11-30", "11月底", "blocked"),
        ("", "10月底", "supported"),
    ],
)
def test_a_due_day_rests_on_the_words_it_was_read_from(
    due: str, due_raw: str, status: Support
) -> None:
    """The source's words must stand in the evidence and mean that day."""
    verdict = _verdict("审视进展", "S2", month="2026-10", due=due, due_raw=due_raw)
    assert verdict.status == status


def test_a_due_word_that_names_a_weekday_must_give_that_weekday() -> None:
    """下周三 can be a Wednesday of some week, never a Thursday."""
    cited = {"S": _sentence("S", "下周三前给出方案")}
    item = _item("给出方案", "S", fields=Fields(due="2026-10-21", due_raw="下周三"))
    assert check_item(item, cited, month="2026-10").status == "supported"
    moved = replace(item, fields=Fields(due="2026-10-22", due_raw="下周三"))
    assert check_item(moved, cited, month="2026-10").status == "blocked"


@pytest.mark.parametrize("field", ["planned_due", "actual_date"])
def test_planned_and_actual_days_need_a_cited_day(field: str) -> None:
    """The days of a milestone are evidence too."""
    assert _verdict("上线", "C1", claim="proposal", **{field: "2026-05-18"}).status == "supported"
    assert _verdict("上线", "C1", claim="proposal", **{field: "2026-05-19"}).status == "blocked"


@pytest.mark.parametrize(
    ("owner", "evidence", "status"),
    [
        ("李敏", "S6", "supported"),
        ("王强", "S6", "blocked"),
        ("赵明", "S6", "blocked"),
        ("李敏、王强", "S6", "blocked"),
        ("", "S6", "supported"),
        ("待定", "S6", "supported"),
        ("李敏", "C5", "supported"),
        ("王岚", "S8", "supported"),
    ],
)
def test_an_owner_is_whom_the_evidence_names_as_one(
    owner: str, evidence: str, status: Support
) -> None:
    """A person merely mentioned beside an owner mark is no owner; an unknown owner stays empty."""
    assert _verdict("排查接口问题", evidence, claim="proposal", owner=owner).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("BUG-22 已修复，见 V2.3", "supported"),
        ("BUG-22 在 v2.3 修复", "supported"),
        ("openEuler 22.03验证", "supported"),
        ("BUG-23 已修复", "blocked"),
        ("BUG-222 已修复", "blocked"),
        ("V2.30 修复", "blocked"),
        ("openEuler 24.03验证", "blocked"),
    ],
)
def test_ids_and_versions_compare_as_text(text: str, status: Support) -> None:
    """2.3 is not 2.30, and an id is whole or not there."""
    assert _verdict(text, "S5").status == status


@pytest.mark.parametrize(
    ("text", "expression", "evidence", "status"),
    [
        ("主线完成率 98.25%", "ratio_pct(4156, 4230)", ("S3",), "supported"),
        ("主线完成率 98%", "ratio_pct(4156, 4230)", ("S3",), "supported"),
        ("主线完成率 97%", "ratio_pct(4156, 4230)", ("S3",), "blocked"),
        ("主线完成率 98%", "ratio_pct(4150, 4230)", ("S3",), "blocked"),
        ("主线完成率 98%", "__import__('os')", ("S3",), "blocked"),
        ("已合入 2 个", 'count("merged")', ("C2", "C3"), "supported"),
        ("已合入 3 个", 'count("merged")', ("C2", "C3"), "blocked"),
        ("上月关闭 48 个", "sum(42, 6)", ("S1",), "supported"),
        ("还差 74 个", "diff(4230, 4156)", ("S3",), "supported"),
    ],
)
def test_a_calculated_number_rests_on_its_expression(
    text: str, expression: str, evidence: tuple[str, ...], status: Support
) -> None:
    """Code recomputes it, and each number it starts from must be evidence."""
    assert _verdict(text, *evidence, month="2026-10", computed=expression).status == status


@pytest.mark.parametrize(
    ("text", "evidence", "status"),
    [
        ("主线已上线", "S3", "blocked"),
        ("主线计划上线", "S3", "supported"),
        ("导出功能未完成", "S7", "supported"),
        ("导出功能完成", "S7", "blocked"),
    ],
)
def test_a_plan_is_not_told_as_done_and_a_no_not_as_a_yes(
    text: str, evidence: str, status: Support
) -> None:
    """Modality and negation are part of what the source says."""
    assert _verdict(text, evidence, month="2026-10").status == status


def test_the_bare_key_of_a_ticket_is_the_ticket() -> None:
    """A title that lost its # still names the ticket of the evidence."""
    cited = {"S": _sentence("S", "[#3025 Export fails]")}
    assert check_item(_item("3025 Export fails", "S"), cited, month="2026-05").status == "supported"
    assert check_item(_item("3026 Export fails", "S"), cited, month="2026-05").status == "blocked"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"after": "35", "unit": "分钟"}, "supported"),
        ({"after": "53", "unit": "分钟"}, "blocked"),
        ({"quantity": "3台服务器"}, "blocked"),
        ({"acceptance": "错误率低于1%"}, "blocked"),
        ({"cause": "接口超时5秒"}, "blocked"),
        ({"decides": "赵明"}, "blocked"),
    ],
)
def test_fields_are_checked_like_the_text(fields: dict[str, str], status: Support) -> None:
    """A bare number of a table cell bears the field's unit; nothing is invented in any field."""
    assert _verdict("耗时下降", "C4", claim="proposal", **fields).status == status


def test_missing_evidence_blocks() -> None:
    """An id that does not exist, and a fact on nothing, never pass silently."""
    assert _verdict("导出功能未完成", "S7", "S99").status == "blocked"
    assert "S99" in _verdict("导出功能未完成", "S7", "S99").doubts[0]
    assert _verdict("一切正常").status == "blocked"
    assert _verdict("建议补充回归测试", claim="proposal").status == "supported"
    assert _verdict("建议补充3轮回归测试", claim="proposal").status == "blocked"


def test_questions_keep_an_item_open_and_a_persons_word_is_not_judged() -> None:
    """Open means that a person is asked; what a person said stands."""
    asked = replace(_item("导出功能未完成", "S7"), questions=("谁负责？",))
    assert check_item(asked, CITED, month="2026-05").status == "open"
    assert _verdict("共 99 个", claim="human").status == "supported"


def test_doubts_speak_the_language_of_the_draft() -> None:
    """The same doubt in Chinese and in English names the number."""
    item = _item("本月关闭工单 43 个。", "S1")
    chinese = check_item(item, CITED, month="2026-05", language="zh").doubts
    english = check_item(item, CITED, month="2026-05", language="en").doubts
    assert chinese == ("数字「43 个」不在所引依据中。",)
    assert english == ("No cited sentence holds the number “43 个”.",)


def test_a_whole_draft_is_grounded_with_the_names_known_from_elsewhere() -> None:
    """A person of another sentence is not put into this item, even with no mark beside the name."""
    items = (_item("李敏参与了工单关闭", "S1"), _item("排查接口问题", "S6"))
    first, second = ground(items, CITED, month="2026-05")
    assert (first.status, second.status) == ("blocked", "supported")
    assert "李敏" in first.doubts[0]
    assert first.text == items[0].text


SOURCES = [
    MINUTES,
    "累计完成 1,234 条数据迁移，成功率 99.5%，耗时2小时35分钟。",
    "７月８日培训４８人，通过率９５％。",
    "共十二项遗留问题，三项延期至2026年6月3日。",
    "升级到V2.3.1后工单 1037 关闭，CPU占用由80%降至35%。",
    "🎉共90+个PR，约3万行，第2期于14:30开始",
    "The rollout took 45 minutes for 12 servers on 2026-05-18 (BUG-22).",
]


@given(st.sampled_from(SOURCES), st.booleans())
def test_a_verbatim_copy_is_always_supported(text: str, folded: bool) -> None:
    """What is copied word for word has all it says in its evidence; width of digits aside."""
    cited = {"S": _sentence("S", text)}
    copy = text.translate({0xFF10 + step: 0x30 + step for step in range(10)}) if folded else text
    assert check_item(_item(copy, "S"), cited, month="2026-05").status == "supported"


@given(st.sampled_from(SOURCES), st.data())
def test_one_changed_digit_is_always_caught(text: str, data: st.DataObject) -> None:
    """Any digit, half width, full width or Han, turned into another is never passed."""
    kinds = ("0123456789", "０１２３４５６７８９", "一二三四五六七八九")
    places = [at for at, one in enumerate(text) if any(one in kind for kind in kinds)]
    at = data.draw(st.sampled_from(places))
    kind = next(kind for kind in kinds if text[at] in kind)
    digit = data.draw(st.sampled_from(kind))
    assume(digit != text[at])
    changed = text[:at] + digit + text[at + 1 :]
    cited = {"S": _sentence("S", text)}
    assert check_item(_item(changed, "S"), cited, month="2026-05").status != "supported"
