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


def test_parts_count_by_their_weight() -> None:
    """The same token weighs as much as its part says; unknown tokens are left aside."""
    ranking = Ranking(LINES)
    parts = ((grams("接口"), 1.0), (grams("迁移"), 5.0), (("@2026-01-01",), 9.0))
    assert [one for one, _ in ranking.best(parts, 3)] == [LINES[1], LINES[0]]
    assert ranking.best(((("@2026-01-01",), 9.0), ((), 1.0)), 3) == ()


def test_only_what_is_admitted_is_given() -> None:
    """A passage that is kept out takes no place from the others."""
    ranking = Ranking([Line("接口超时"), Line("接口延迟"), Line("接口")])
    found = ranking.best(((grams("接口"), 1.0),), 2, lambda one: "超时" not in one.text)
    assert {one.text for one, _ in found} == {"接口延迟", "接口"}


def test_other_tokens_than_those_of_the_text() -> None:
    """A passage is found by what `tokens_of` gives, and by that alone."""
    ranking = Ranking(LINES, lambda one: ["@day"] if one is LINES[1] else ["@other"])
    assert [one for one, _ in ranking.best(((("@day",), 1.0),), 3)] == [LINES[1]]
    assert ranking.search("迁移", 3) == ()


def test_a_rare_token_tells_more() -> None:
    """Most of all one that stands nowhere."""
    ranking = Ranking([Line("接口超时"), Line("接口延迟"), Line("培训")])
    assert 0 < ranking.rarity("接口") < ranking.rarity("培训") < ranking.rarity("量子")
    assert Ranking([]).rarity("接口") > 0


def test_how_much_length_counts() -> None:
    """At 0 a long passage that says the same is as good as a short one."""
    lines = [Line("接口" + "其他内容" * 30), Line("接口"), Line("培训")]
    (_, worse), (_, better) = sorted(Ranking(lines).search("接口", 2), key=lambda one: one[1])
    assert worse < better
    (_, one), (_, other) = Ranking(lines, length_counts=0).search("接口", 2)
    assert one == pytest.approx(other)
