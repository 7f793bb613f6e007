"""Lost characters and lost status marks: kept, counted, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts.legibility import has_lost_word, legible
from service.facts.rule_reader import read_facts
from service.intake import read_paste
from service.pipeline import draft_month
from service.review import Draft
from tests.service.facts.samples import HEAD, MONTH

LEGEND = "?：已完成 \n?：未完成\n\n- ? 签收接口联调完成\n- ? 车辆档案接口文档已提交\n- ? 油卡对账上线了\n"


def drafted(text: str) -> Draft:
    """The draft of September from one paste."""
    source = read_paste(HEAD + text, 1)
    return draft_month(project="云岭", month=MONTH, sources=[source], language="zh")


@pytest.mark.parametrize(
    "text",
    [
        "负责人：程\ufffd",
        "9月\ufffd日前完成",
        "通过率由7\ufffd%升到86%",
        "由\ufffd朔负责",
        "签收\ufffd\ufffd上线",
    ],
)
def test_a_lost_character_in_a_word_spoils_the_sentence(text: str) -> None:
    """A name, a figure or a date that is not whole is no fact; the notice counts it."""
    assert has_lost_word(text)
    draft = drafted(f"## 遗留问题\n\n- 补接口文档 --程朔\n- {text}\n")
    assert not any("\ufffd" in item.text for item in draft.items)
    (notice,) = [n for n in draft.notices if n.code == "lost_words"]
    assert "1 句" in notice.text


def test_a_lost_bullet_spoils_nothing() -> None:
    """A lost character that stands apart was an emoji or a bullet."""
    assert not has_lost_word("\ufffd  围栏已上线 \ufffd")
    assert read_facts(read_paste("- \ufffd 围栏已上线\n", 1), MONTH)


def test_marks_that_became_one_leave_the_state_unknown() -> None:
    """Done and open both show as "?": nothing is done, nothing open, three are unknown."""
    found = read_facts(read_paste(HEAD + LEGEND, 1), MONTH)
    assert [card.state for card in found] == ["unknown"] * 3
    (notice,) = [n for n in drafted(LEGEND).notices if n.code == "lost_marks"]
    assert "3 条" in notice.text


def test_a_question_is_no_lost_mark() -> None:
    """One line that begins with a question mark proves nothing."""
    source = read_paste("- ? 谁来做\n- 签收接口已上线\n", 1)
    assert legible(source).unmarked == frozenset()


@given(st.text(st.sampled_from("\ufffd?？ 完成程朔9月-\n"), max_size=60))
def test_what_is_read_is_whole(text: str) -> None:
    """No sentence that is read has a lost character inside a word; ids are those of the source."""
    source = read_paste(f"{text}\n结论：完成", 1)
    readable = legible(source)
    assert not any(has_lost_word(s.text) for s in readable.source.sentences)
    assert {s.id for s in readable.source.sentences} <= {s.id for s in source.sentences}
