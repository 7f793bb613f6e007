"""Which two items are one matter."""

from __future__ import annotations

from typing import Any

import pytest

from evals.metrics.duplicates import duplicate_matters


def _draft(*items: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
    made = [
        {
            "id": f"i{n}",
            "text": text,
            "evidence": [{"sentence": name, "text": name} for name in sentences],
        }
        for n, (text, sentences) in enumerate(items)
    ]
    return {
        "sections": [{"key": "progress", "items": made[:1]}, {"key": "lessons", "items": made[1:]}]
    }


@pytest.mark.parametrize(
    ("one", "two", "repeats"),
    [
        (("医保接口联调推迟到7月3日", ("a",)), ("医保接口联调推迟到 7月3日。", ("b",)), 1),
        (("医保接口联调推迟到7月3日", ("a",)), ("医保接口联调推迟到8月9日", ("b",)), 0),
        (("接口联调推迟", ("a",)), ("接口联调推迟，厂家未到场", ("a",)), 1),
        (("打印错位每天 5 次", ("a",)), ("升级固件并验证偏移", ("a",)), 0),
        (("补充回退方案", ("a",)), ("住院切换演练", ("b",)), 0),
    ],
)
def test_pairs(
    one: tuple[str, tuple[str, ...]], two: tuple[str, tuple[str, ...]], repeats: int
) -> None:
    """Same words count; other figures, or a measure beside its problem, do not."""
    outcome = duplicate_matters(_draft(one, two))
    assert outcome.rate.numerator == repeats
    assert outcome.rate.denominator == 2


def test_a_shared_topic_is_no_shared_matter() -> None:
    """Two steps under one agenda item differ, though both name it and cite its line."""
    one = ("开源介绍：完成 20.03 的适配", ("topic", "a"))
    two = ("开源介绍：提交社区并测试", ("topic", "b"))
    draft = _draft(one, two)
    for section in draft["sections"]:
        for item in section["items"]:
            item["evidence"][0]["text"] = "开源介绍（曾工）"
    assert duplicate_matters(draft).rate.numerator == 0
    draft["sections"][1]["items"][0]["text"] = "开源介绍：完成了 20.03 的适配"
    assert duplicate_matters(draft).rate.numerator == 1


def test_three_of_one_kind_are_two_repeats() -> None:
    """Every item after the first is counted once, not once a pair."""
    same = ("培训第二轮完成", ("a",))
    assert duplicate_matters(_draft(same, same, same)).rate.numerator == 2
