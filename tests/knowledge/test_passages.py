"""A passage is named by where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages import (
    NOTHING,
    About,
    Passage,
    month_number,
    month_text,
    passage,
)


def test_the_same_place_gives_the_same_id() -> None:
    """Origin and place decide, whatever the text says: writing it again replaces it."""

    def identity(origin: str, start: int, text: str) -> str:
        return passage(
            project="甲",
            month=202610,
            kind="source",
            origin=origin,
            text=text,
            place={"kind": "text", "start": start},
        ).id

    assert identity("a", 1, "旧") == identity("a", 1, "新")
    assert len({identity("a", 1, ""), identity("a", 2, ""), identity("b", 1, "")}) == 3


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_as_a_number_and_back(year: int, month: int) -> None:
    """Numbers of months sort like the months, because a store compares numbers only."""
    text = f"{year:04d}-{month:02d}"
    assert month_text(month_number(text)) == text
    assert month_number("2026-09") < month_number("2026-10") < month_number("2027-01")


def test_what_is_known_about_a_piece_stands_beside_its_place() -> None:
    """It does not change the id, is no part of the place, and comes back as it was given."""

    def made(about: About) -> Passage:
        return passage(
            project="甲",
            month=202610,
            kind="source",
            origin="a",
            text="接口超时",
            place={"kind": "text", "start": 1},
            about=about,
        )

    about = About("二、问题", ("2026-10-12",), 7, "s-3")
    plain, told = made(NOTHING), made(about)
    assert plain.id == told.id
    assert plain.place == told.place == {"kind": "text", "start": 1}
    assert (plain.about, told.about) == (NOTHING, about)
