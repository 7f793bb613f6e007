"""One walk finds what a search for each word finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.critique.word_finder import word_finder

_TEXT = st.text("月日的x，。 \0完成😀", max_size=12)


@given(st.sets(st.text("月日的x完成😀", min_size=1, max_size=3), max_size=6), _TEXT)
def test_each_word_is_found_wherever_it_ends_and_nothing_else_counts(
    words: set[str], text: str
) -> None:
    if not words:
        return
    finder = word_finder({word: word for word in words}, "")
    found = {(end, word) for end, word in finder.iter(text) if word}
    assert found == {
        (end, word)
        for word in words
        for end in range(len(word) - 1, len(text))
        if text[end + 1 - len(word) : end + 1] == word
    }
