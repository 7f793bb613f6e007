"""Cutting a text never drops a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.splitting import split

pieces = st.lists(
    st.one_of(
        st.sampled_from(
            ["\n\n", "\n", "  - ", "\t", "。", "；", "，", "| a | b |\n", "😀", "\r\n"]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        st.sampled_from(["医保接口超时", "重复", "aaaa"]),
    ),
    max_size=60,
).map("".join)


@given(pieces, st.integers(1, 40))
def test_the_chunks_joined_are_the_text(text: str, size: int) -> None:
    """Indents, tables and repeated words included; each chunk stands where it says."""
    chunks = split(text, size=size)
    assert "".join(chunk.text for chunk in chunks) == text
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert 0 < len(chunk.text) <= size


def test_a_chunk_ends_where_a_thought_ends() -> None:
    """A Chinese full stop is a better place to cut than the middle of a word."""
    assert [chunk.text for chunk in split("接口超时。数据丢失。", size=7)] == [
        "接口超时。",
        "数据丢失。",
    ]
