"""The fast engine finds what the plain one finds, and hostile text makes it do no more than its share."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.rulebook import read_rulebook
from service.critique.engine import find_hits
from service.critique.item_types import type_items
from service.critique.segments import segment
from service.critique.slots import Slots
from tests.service.critique.plain_engine import Found, plain_hits

BOOK = read_rulebook()
EXAMPLES = [example.text for rule in BOOK.rules for example in rule.examples]
SECTIONS = ("## 一、进度与成果盘点", "## 二、问题与挑战分析", "## 三、改进措施", "## 四、下月计划")
PIECES = (
    *(
        "“",
        "”",
        "，",
        "。",
        "不再",
        "（",
        "）",
        "\n  - ",
        "\n",
        " ",
        "12",
        "李敏",
        "7月3日",
        "soon ",
        "ASAP",
    ),
    *("：", "|", "😀", "K", "ſ", "１２", "避免", '"', "；", "stop ", "\u3000"),
)


def fast_hits(text: str) -> list[Found]:
    """The hits of the real engine, in the words of the plain one."""
    outline = segment(text)
    type_items(outline)
    return [
        (hit.rule.id, hit.start, hit.end, hit.cue, hit.certain)
        for hit in find_hits(outline, BOOK.rules)
    ]


def slow_hits(text: str) -> list[Found]:
    """The hits of the plain engine."""
    outline = segment(text)
    type_items(outline)
    return plain_hits(outline, BOOK.rules)


@settings(max_examples=120, deadline=None)
@given(st.randoms(use_true_random=False))
def test_fast_and_plain_engines_agree(chance: random.Random) -> None:
    """Examples of all rules, cut up, mixed, spliced and put under headings: the same hits."""
    text = mixed(chance)
    assert fast_hits(text) == slow_hits(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*EXAMPLES, *PIECES]), max_size=12).map("".join))
def test_engines_agree_on_any_text(text: str) -> None:
    """The same for text without any order."""
    assert fast_hits(text) == slow_hits(text)


def mixed(chance: random.Random) -> str:
    """A review made of damaged examples; every second one has a table."""
    lines: list[str] = []
    for heading in SECTIONS:
        lines.append(heading)
        lines += [
            chance.choice(("- ", "", "1. ")) + damaged(chance) for _ in range(chance.randint(1, 4))
        ]
    if chance.random() < 0.5:
        lines += ["| 任务 | 负责人 | 截止 |", "|---|---|---|"]
        lines += [f"| {damaged(chance)} | 李敏 | {chance.choice(PIECES)} |" for _ in range(2)]
    return "\n".join(lines)


def damaged(chance: random.Random) -> str:
    """An example with pieces of punctuation, names, and other examples put into it."""
    text = chance.choice(EXAMPLES)
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(0, len(text))
        piece = chance.choice((*PIECES, chance.choice(EXAMPLES)))
        text = text[:at] + piece + text[at:]
    return text


class Counted:
    """Counts how often cues are looked at closely."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.claims = 0
        judge = Slots.is_cleared

        def count(slots: Slots, *arguments: object) -> bool:
            self.claims += 1
            return judge(slots, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Slots, "is_cleared", count)


@pytest.mark.parametrize(
    "text",
    [
        "尽快" * 100_000,
        "尽快，7月3日、" * 50_000,
        "（" * 50_000 + "尽快" * 50_000 + "）" * 50_000,
        "“" * 100_000 + "尽快完成",
        "soon " * 100_000,
    ],
    ids=["cues", "cleared cues", "brackets", "quotes", "English"],
)
def test_a_sentence_of_a_hundred_thousand_cues_is_one_sentence(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many cues stand in a sentence, each list of wordings is judged sixteen times at most."""
    counted = Counted(monkeypatch)
    hits = fast_hits(text)
    assert len(hits) <= len(BOOK.rules)
    assert counted.claims <= 16 * 2 * len(BOOK.rules)


def test_a_hundred_thousand_bullets_are_judged_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of judgements grows with the bullets that hold a cue, not with the rules."""
    counted = Counted(monkeypatch)
    hits = fast_hits("- 报表基本完成。\n- 李敏7月3日提交。\n" * 50_000)
    assert len(hits) == 50_000
    assert counted.claims <= 50_010  # the first and last lines of a text may be of another kind


def test_a_bullet_of_a_thousand_vague_sentences_is_judged_twenty_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of one item, twenty claims of a check are looked at."""
    counted = Counted(monkeypatch)
    hits = fast_hits("- " + "报表基本完成。" * 1000)
    assert [hit[0] for hit in hits] == ["V05"] * 20
    assert counted.claims == 20
