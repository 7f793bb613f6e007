"""The plain check for numbers, dates and owners without support."""

from __future__ import annotations

from typing import Any

import pytest

from evals.metrics.numbers import unsupported_numbers, unsupported_owners


def _draft(text: str, cited: str, month: str = "2026-09", **fields: str) -> dict[str, Any]:
    evidence = [{"text": cited, "place": {"kind": "text"}}]
    item = {"id": "i", "text": text, "fields": fields, "evidence": evidence}
    return {"month": month, "sections": [{"key": "progress", "items": [item]}]}


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("迁移 1316 户", "清出重复户号 1,316 个"),
        ("由12%降到3%", "由１２％降到3 %"),
        ("9月5日完成", "2026-09-05 17:40"),
        ("9月5日完成", "05/Sep/26 4:40 PM"),
        ("14:05 中断", "link down 14:05-14:55"),
        ("① 登记 3 项", "登记 3 项"),
    ],
)
def test_equal_numbers_in_another_spelling_are_supported(text: str, cited: str) -> None:
    """Thousands commas, full width, dates and times written otherwise are the same numbers."""
    outcome = unsupported_numbers(_draft(text, cited))
    assert outcome.failures == ()
    assert outcome.rate.denominator > 0


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("关闭 42 个", "关闭 24 个"),
        ("V2.3 上线", "V2.30 上线"),
        ("共 35 天", "3,5 天"),
        ("10月5日完成", "9月5日完成"),
    ],
)
def test_other_numbers_are_not(text: str, cited: str) -> None:
    """Turned digits, another version, a list read as one number, another month."""
    assert unsupported_numbers(_draft(text, cited)).rate.numerator == 1


def test_a_shown_expression_supports_its_result() -> None:
    """A calculated number counts as supported only with its expression beside it."""
    cited = "应到 36 人，实到 19 人"
    assert unsupported_numbers(_draft("差 17 人", cited)).rate.numerator == 1
    shown = _draft("差 17 人", cited, computed="diff(36, 19)")
    assert unsupported_numbers(shown).rate.numerator == 0
    wrong = _draft("差 16 人", cited, computed="diff(36, 19)")
    assert unsupported_numbers(wrong).rate.numerator == 1


def test_the_id_of_another_item_is_no_number() -> None:
    """A measure may name the problem it answers; any other number there needs support."""
    draft = _draft("换固件", "换固件", answers="i")
    assert unsupported_numbers(draft).rate.denominator == 0
    other = _draft("换固件", "换固件", answers="问题 7")
    assert unsupported_numbers(other).rate.numerator == 1


def test_a_day_worked_out_of_words_needs_the_words() -> None:
    """The date behind 下周三 is accepted when the words are kept and stand in the citation."""
    cited = "下周三前完成（程晚）"
    kept = _draft("完成", cited, due="2026-09-16", due_raw="下周三")
    assert unsupported_numbers(kept).rate.numerator == 0
    assert unsupported_numbers(_draft("完成", cited, due="2026-09-16")).rate.numerator == 1
    elsewhere = _draft("完成", cited, due="2026-09-16", due_raw="下周五")
    assert unsupported_numbers(elsewhere).rate.numerator == 1


def test_a_year_far_off_is_not_made_up() -> None:
    """A day without a year is read near the month of the review, not ten years away."""
    assert unsupported_numbers(_draft("x", "9月5日", due="2027-09-05")).rate.numerator == 0
    assert unsupported_numbers(_draft("x", "9月5日", due="2036-09-05")).rate.numerator == 1


@pytest.mark.parametrize(
    ("owner", "cited", "unsupported"),
    [
        ("程晚、陶立", "责任人：陶立，程晚", 0),
        ("程晚", "陶立", 1),
        ("Lars Holm and Mei Tanaka", "Lars Holm / Mei Tanaka", 0),
        ("", "陶立", 0),
    ],
)
def test_owners(owner: str, cited: str, unsupported: int) -> None:
    """Each person is looked for alone; an empty owner is no claim."""
    assert unsupported_owners(_draft("x", cited, owner=owner)).rate.numerator == unsupported
