"""The copy to match on leads back to the original, character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.text.folding import fold, without_addresses


def test_full_width_is_folded_and_hidden_characters_are_left_out() -> None:
    """１２％ reads 12%, and a zero-width space does not part a number."""
    folded = fold("约１\u200b２％③")
    assert folded.text == "约12%③"
    assert folded.original(1, 3) == (1, 4)


def test_addresses_are_blanked_in_place() -> None:
    """Links and mail addresses keep their length and lose their content."""
    text = "见https://a.example/1?x=2，找a.b@mail.example问"
    blanked = without_addresses(text)
    assert len(blanked) == len(text)
    assert "example" not in blanked
    assert blanked.startswith("见 ")
    assert blanked.endswith("问")


@given(st.text(max_size=60))
def test_every_span_of_the_copy_has_an_original(text: str) -> None:
    """Any character of the copy comes from exactly one place, in order."""
    folded = fold(text)
    places = [folded.original(at, at + 1) for at in range(len(folded.text))]
    assert places == sorted(places)
    assert all(end == start + 1 <= len(text) for start, end in places)
