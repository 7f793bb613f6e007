"""Reviews written before: every item below the four headings is read, and nothing is guessed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from service.documents import review_document
from service.errors import DecisionRefused, EmptyInput, InvalidReview
from service.review import SignedReview
from service.sign_off import import_review
from tests.archive_values import draft, item, signed

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
REVIEW = """# 智慧医院二期 九月总结
一、进度与成果盘点
- 完成挂号模块上线。
二、问题与挑战分析
1. 医保接口联调延期：厂商未提供测试环境
2. 存在数据丢失风险
三、经验沉淀与改进措施
今后接口变更须提前三天通知。每周五复盘。
四、下月计划与资源需求：
| 事项 | 负责人 | 截止 |
|---|---|---|
| 完成住院模块培训 | 负责人：张敏 | 10月15日前 |
- 完成医保接口联调，负责人：李强，10月20日前完成，验收标准：连续三天零差错
- 整理运维手册
- 申请增加测试工程师 2 名
"""


def read(text: str, month: str = "2026-09") -> SignedReview:
    """The review that Wang confirmed."""
    return import_review(text, project="甲", month=month, confirmed_by=" 王主任 ", at=AT)


def test_a_chinese_review_in_plain_text() -> None:
    """List lines, sentences and table rows become items of their section, all human claims."""
    imported = read(REVIEW)
    assert [(one.section, one.kind, one.text[:6]) for one in imported.items] == [
        ("progress", "conclusion", "完成挂号模块"),
        ("problems", "problem", "医保接口联调"),
        ("problems", "risk", "存在数据丢失"),
        ("lessons", "measure", "今后接口变更"),
        ("lessons", "lesson", "每周五复盘。"),
        ("next_month", "task", "完成住院模块"),
        ("next_month", "task", "完成医保接口"),
        ("next_month", "task", "整理运维手册"),
        ("next_month", "request", "申请增加测试"),
    ]
    assert {one.claim for one in imported.items} == {"human"}
    assert imported.items == imported.draft.items
    assert imported.imported
    assert (imported.signed_by, imported.draft.month) == ("王主任", "2026-09")


def test_tasks_carry_what_is_written() -> None:
    """Owner, due date and acceptance where they stand; empty where they do not."""
    fields = [one.fields for one in read(REVIEW).items if one.kind == "task"]
    assert [(one.owner, one.due, one.acceptance) for one in fields] == [
        ("张敏", "2026-10-15", ""),
        ("李强", "2026-10-20", "连续三天零差错"),
        ("", "", ""),
    ]


def test_an_english_review() -> None:
    """English headings with and without marks."""
    imported = read(
        "Progress and results\n- Login module delivered\n## Problems and challenges\n"
        "* Vendor API timed out on 3 September\n## Lessons\nFreeze the scope earlier.\n"
        "## Plan for next month\n1. Finish the training\n"
    )
    assert [one.section for one in imported.items] == [
        "progress",
        "problems",
        "lessons",
        "next_month",
    ]
    assert imported.draft.language == "en"


def test_sub_headings_name_the_matter() -> None:
    """A problem below its own sub-heading is told with it; an appendix is no section."""
    imported = read(
        "## 问题与挑战\n### 医保接口\n厂商未提供环境。\n### 下月计划\n延期两周。\n"
        "## 附录\n无关文字。\n"
    )
    assert [one.text for one in imported.items] == [
        "医保接口：厂商未提供环境。",
        "下月计划：延期两周。",
    ]


def test_a_downloaded_review_is_taken_over() -> None:
    """The JSON of a signed review keeps items, decisions and signer, and is marked imported."""
    original = signed(draft(item("a", "接口超时"), project="甲", month="2026-09"))
    text = json.dumps(review_document(original), ensure_ascii=False)
    imported = read("\ufeff" + text)
    assert (imported.items, imported.signed_by) == (original.items, original.signed_by)
    assert imported.imported
    with pytest.raises(InvalidReview):
        read(text, month="2026-08")


@pytest.mark.parametrize(
    "text", ["没有标题的一段话。", "# 会议纪要\n- 讨论接口", "一、进度与成果盘点\n"]
)
def test_a_text_without_sections_is_refused(text: str) -> None:
    """The error names the headings that are looked for."""
    with pytest.raises(InvalidReview, match="headings"):
        read(text)


def test_a_blank_text_and_a_blank_name_are_refused() -> None:
    """Nothing to import, and nobody who confirms it."""
    with pytest.raises(EmptyInput):
        read(" \n\u3000")
    with pytest.raises(DecisionRefused):
        import_review(REVIEW, project="甲", month="2026-09", confirmed_by=" ", at=AT)
