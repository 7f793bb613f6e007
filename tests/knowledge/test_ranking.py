"""The ranking finds what shares characters, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.ranking import Ranking, grams, terms


@dataclass(frozen=True)
class Line:
    """The least that can be ranked."""

    text: str


LINES = [Line("医保接口联调超时"), Line("数据库迁移失败"), Line("Training room was booked late")]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("接口超时", 0),
        ("迁移数据库", 1),
        ("trainings", 2),
        ("医保接口联调超时", 0),
        ("ＴＲＡＩＮＩＮＧ", 2),
    ],
)
def test_the_best_line_stands_first(query: str, first: int) -> None:
    """Chinese, English with another ending, and full-width letters."""
    assert Ranking(LINES).search(query, 3)[0][0] is LINES[first]


@pytest.mark.parametrize("query", ["", "。，!", "量子"])
def test_nothing_shared_is_no_hit(query: str) -> None:
    """An empty query, punctuation and unknown words find nothing instead of a line with score 0."""
    assert Ranking(LINES).search(query, 3) == ()


def test_k_may_be_larger_than_the_corpus() -> None:
    """Asking for more than there is gives what there is."""
    assert len(Ranking(LINES[:1]).search("接口", 99)) == 1
    assert Ranking(LINES).search("接口", 0) == ()


def test_an_empty_corpus_answers_with_nothing() -> None:
    """No passage at all, or only passages without a letter."""
    assert Ranking([]).search("接口", 3) == ()
    assert Ranking([Line("——")]).search("接口", 3) == ()


def test_grams_stop_at_punctuation() -> None:
    """No pair is made across a mark or a space."""
    assert grams("接口，A b") == ["接", "口", "a", "b", "接口"]


def test_terms_leave_out_what_every_review_says() -> None:
    """Words such as 问题 and 影响 make no two texts alike."""
    assert terms("存在一些问题，影响了项目") == set()
    assert terms("接口问题") == {"接口"}
    assert terms("There were some issues with vendors") == {"vendor"}
