"""A document handed in as a draft becomes Markdown without losing a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk import HandedIn
from service.desk.draft_texts import as_markdown, draft_text
from service.errors import EmptyInput, InputTooLarge
from service.review import ParagraphPlace, Sentence, SentenceRole

_MARKS = re.compile(r"[#|\\\s-]")


def _sentence(line: int, text: str, role: str, headings: tuple[str, ...] = ()) -> Sentence:
    place = ParagraphPlace(line, 1, 0, len(text), line)
    kind: SentenceRole = "heading" if role == "heading" else "body"
    return Sentence(f"s.{line}", "草稿.docx", place, text, kind, headings)


@given(
    st.lists(
        st.tuples(st.sampled_from(["heading", "body"]), st.text(alphabet="句a。\t- |", max_size=12))
    )
)
def test_no_word_of_a_document_is_lost(lines: list[tuple[str, str]]) -> None:
    """Whatever the lines are, their words stand in the Markdown in their order."""
    text = "\n".join(words for _, words in lines)
    sentences = [_sentence(at, words, role) for at, (role, words) in enumerate(lines, 1)]
    assert _MARKS.sub("", as_markdown(text, sentences)) == _MARKS.sub("", text)


def test_headings_lists_and_tables_are_markdown() -> None:
    """A heading below another one is a level deeper; list items stand together; a table has its rule."""
    text = "总结\n问题\n- 一\n- 二\n好。\n事项\t负责人\n压测\t林岚|周禾"
    sentences = [
        _sentence(1, "总结", "heading"),
        _sentence(2, "问题", "heading", ("总结",)),
    ]
    assert as_markdown(text, sentences) == (
        "# 总结\n\n## 问题\n\n- 一\n- 二\n\n好。\n\n"
        "| 事项 | 负责人 |\n| --- | --- |\n| 压测 | 林岚\\|周禾 |\n"
    )


def test_a_text_is_kept_as_it_is() -> None:
    """Only a byte-order mark goes; what is blank or far too long is refused."""
    assert (
        draft_text(HandedIn("\ufeff# 总结\r\n- 尽快。\n".encode(), "a.md"))
        == "# 总结\r\n- 尽快。\n"
    )
    with pytest.raises(EmptyInput):
        draft_text(HandedIn.paste(" \n　"))
    with pytest.raises(InputTooLarge):
        draft_text(HandedIn.paste("长" * 1_000_001))
