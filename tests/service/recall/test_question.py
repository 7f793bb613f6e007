"""How a question is read: the days it names, the words it is left with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.recall.question import day_tokens, read_question

SAID_ON = "2026-10-15"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10月12日张工说了什么", ("@10-12",)),
        ("2026-10-12的会", ("@2026-10-12",)),
        ("20261012", ("@2026-10-12",)),
        ("１０月１２日", ("@10-12",)),
        ("十月十二日", ("@10-12",)),
        ("what was said on 12 October", ("@10-12",)),
        ("Oct 12, 2026", ("@2026-10-12",)),
        ("10月8日至10月9日", ("@10-08", "@10-09")),
        ("10月的进度", ()),
        ("昨天的会", ()),
        ("下周五上线什么", ()),
        ("release 2.6", ()),
        ("完成 10/12", ()),
        ("10/12", ("@10-12", "@12-10")),
        ("21/04", ("@04-21",)),
        ("７/７", ("@07-07",)),
    ],
)
def test_the_days_a_question_surely_names(text: str, days: tuple[str, ...]) -> None:
    """Exact days in any form; not months, not days relative to nobody knows when, not versions."""
    assert read_question(text, SAID_ON).days == days


@pytest.mark.parametrize(
    ("text", "token"), [("例会 10/12", "@10-12"), ("due 21/04", "@04-21"), ("5.22 手册", "@05-22")]
)
def test_what_may_be_a_day_counts_and_stays(text: str, token: str) -> None:
    """10/12 may be a fraction: it is looked for as a day too, and its figures are kept."""
    question = read_question(text, SAID_ON)
    counted = {one: weight for tokens, weight in question.parts for one in tokens}
    assert counted[token] > 1
    assert question.days == ()
    assert any(one.isdigit() for one in question.wanted)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("为什么打不出条码", {"打", "条", "码", "条码"}),
        ("谁负责接口", {"接", "口", "接口"}),
        ("What is the status of the gateway?", {"w:gatewa", "w:statu"}),
        ("请假多少天", {"请", "假", "请假"}),
    ],
)
def test_words_of_asking_are_left_out(text: str, left: set[str]) -> None:
    """What remains are the words that can stand in an answer."""
    wanted = read_question(text, SAID_ON).wanted
    assert left <= wanted
    assert not wanted & {"什", "么", "谁", "多", "少", "w:what", "w:the", "为什"}


def test_names_are_known_as_names() -> None:
    """张工 and Hugo Voss, beside Han characters too; not a word that begins a sentence."""
    assert {"张工", "张", "工"} <= read_question("请张工看接口", SAID_ON).names
    assert {"w:hugo", "w:vos"} <= read_question("Hugo Voss的任务", SAID_ON).names
    assert not read_question("Gateway timed out", SAID_ON).names


def test_words_for_the_same_count_less() -> None:
    """休假 is looked for as 请假 too, at a lower weight; delays as postponed."""
    for text, token in (("休假", "请假"), ("delays", "w:postpon")):
        question = read_question(text, SAID_ON)
        weight = next(weight for tokens, weight in question.parts if token in tokens)
        assert token not in question.wanted
        assert 0 < weight <= 1


def test_a_day_is_found_with_and_without_its_year() -> None:
    """The two tokens under which a passage's day is kept."""
    assert day_tokens(["2026-10-12"]) == ["@2026-10-12", "@10-12"]


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_a_question(text: str) -> None:
    """Nothing that can be typed is an error, and weights stay positive."""
    question = read_question(text, SAID_ON)
    assert all(weight > 0 for _, weight in question.parts)
    assert all(token.startswith("@") for token in question.days)
