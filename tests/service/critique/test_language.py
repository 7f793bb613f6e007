"""Which language most of a text is written in."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from service.critique.reading import language_of


@given(st.text(st.sampled_from("aZ é,。·一鿿䷿ꀀ对账\u4e4e𠮷😀\udc4e"), max_size=40))
def test_one_han_character_weighs_as_much_as_one_word(text: str) -> None:
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    words = len(re.findall("[A-Za-z]{2,}", text))
    assert language_of(text) == ("zh" if han >= words else "en")
