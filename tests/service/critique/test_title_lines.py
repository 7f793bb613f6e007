"""The line that an entry stands under gives its day or its owner, and only to the entries of its list."""

from __future__ import annotations

import pytest

from service.critique.segments import segment
from service.critique.title_lines import title_above


def title_of(text: str, words: str) -> str:
    """The line above the entry that begins with some words."""
    outline = segment(text)
    item = next(one for one in outline.items if outline.text.startswith(words, one.start))
    place = title_above(outline, item)
    return outline.text[place[0] : place[1]] if place else ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## 第1周（7月1日—5日）\n- 联调\n", "## 第1周（7月1日—5日）"),
        ("第1周（7月1日—5日）\n\n- 甲事\n- 联调\n", "第1周（7月1日—5日）"),
        ("## 下月计划\n李敏：\n\n- 甲事\n- 联调\n", "李敏："),
        ("## 下月计划\n本周都在等客户开通账号。\n\n- 联调\n", "## 下月计划"),
        ("第1周（7月1日—5日）\n\n## 下月计划\n- 联调\n", "## 下月计划"),
        ("- 联调\n", ""),
    ],
)
def test_the_line_above_is_found(text: str, title: str) -> None:
    """A heading or a short line of its own; a sentence is neither, and a heading ends an older line."""
    assert title_of(text, "联调") == title
