"""Lexical vectors: near for texts with the same characters, never zero."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding import DIMENSION, embed


@given(st.text(max_size=40))
def test_every_text_has_a_vector_of_length_one(text: str) -> None:
    """Empty text, punctuation and lone surrogates too: zero is near to everything."""
    vector = embed(text)
    assert vector.shape == (DIMENSION,)
    assert math.isclose(float(vector @ vector), 1.0, rel_tol=1e-4)


def test_shared_characters_bring_texts_together() -> None:
    """The vector of a text is nearer to a text that shares its words than to another."""
    asked = embed("医保接口超时")
    assert asked @ embed("医保接口又超时了") > asked @ embed("培训计划延期")
