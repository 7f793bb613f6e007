"""Places in other units: the reference line, and any text back and forth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.critique.positions import UNITS, Positions, Unit

TEXTS = st.text(alphabet=st.sampled_from("a尽快😀e\u0301\t\r\n（﻿"), max_size=40)


def test_the_reference_line() -> None:
    """The cue 尽快 of one line in all three units."""
    positions = Positions("本月😀尽快完成")
    assert [positions.line_and_column(at) for at in (3, 5)] == [(1, 4), (1, 6)]
    assert [positions.line_and_byte(at) for at in (3, 5)] == [(1, 11), (1, 17)]
    assert [positions.line_and_unit(at) for at in (3, 5)] == [(0, 4), (0, 6)]


def test_a_mark_is_counted_on_the_first_line_only() -> None:
    """Whoever cuts a file's bytes meets the byte-order mark."""
    positions = Positions("尽快\n尽快")
    assert positions.line_and_byte(0, marked=True) == (1, 4)
    assert positions.line_and_byte(3, marked=True) == (2, 1)


@given(TEXTS, st.sampled_from(UNITS), st.data())
def test_units_lead_back(text: str, unit: Unit, data: st.DataObject) -> None:
    """A place in an editor's units is found again; bytes cut the same words out of the line."""
    at = data.draw(st.integers(0, len(text)))
    if text[max(at - 1, 0) : at + 1] == "\r\n":
        at += 1  # no place: it would be within a line end
    positions = Positions(text)
    line, count = positions.line_and_unit(at, unit)
    assert positions.offset_of_unit(line, count, unit) == at
    number, column = positions.line_and_column(at)
    assert number == line + 1
    _, byte = positions.line_and_byte(at)
    start = at - (column - 1)
    assert text[start:at] == text[start:].encode()[: byte - 1].decode()


@given(TEXTS, st.integers(0, 9), st.integers(0, 99))
def test_a_place_beyond_the_text_is_its_end(text: str, line: int, unit: int) -> None:
    """Whatever an editor asks for is a place in the text."""
    assert 0 <= Positions(text).offset_of_unit(line, unit) <= len(text)
