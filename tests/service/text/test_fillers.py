"""Fillers are folded in a view only, and what merely looks like one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.fillers import folded


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("嗯，那个，接口已经通了。", "接口已经通了。"),
        ("我我我来改这个这个脚本。", "我来改这个脚本。"),
        ("呃，就是说，嗯，证书下周到期。", "证书下周到期。"),
        ("接口，嗯，通了。", "接口，通了。"),
        ("Um, you know, the the import is back.", "the import is back."),
        ("Okay, so, we… we have two rows.", "we have two rows."),
        ("R&amp;D 环境 5 &lt; 6", "R&D 环境 5 < 6"),
    ],
)
def test_fillers_are_folded(text: str, view: str) -> None:
    """Pauses, stammers and entities."""
    assert folded(text) == view


@pytest.mark.parametrize(
    "text",
    [
        "这个接口天天报错，看看日志。",
        "那个接口通了。",
        "The training went well, 23 people came.",
        "嗯。",
        "Um.",
        "I like it so much that I kind of stayed.",
        "数据一点一点地迁。",
        "慢慢来，试试看。",
    ],
)
def test_words_stay(text: str) -> None:
    """天天 and 看看 are words, 这个接口 names one, and a text of fillers alone stays."""
    assert folded(text) == text


@given(st.text(st.sampled_from("嗯啊我我，。接口um, the&amp;天…"), max_size=40))
def test_folding_only_takes_away(text: str) -> None:
    """The view is never longer, and never empty where the text is not."""
    view = folded(text)
    assert len(view) <= len(text)
    assert bool(view) == bool(text.strip())
