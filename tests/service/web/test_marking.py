"""Cutting a text at its findings or its cited sentence loses and moves no character."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.review import Sentence, TextPlace
from service.web.critique_text import MOST_CARDS, marked_pieces, parts_of
from service.web.source_content import _lines
from tests.fakes.drafts import rich_draft

FINDING = rich_draft("zh").findings[0]


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_marked_pieces_join_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever overlaps, the pieces are the text, and each mark lies inside its finding."""
    inside = [(min(a, b), max(a, b)) for a, b in spans if max(a, b) <= len(text)]
    findings = tuple(
        replace(FINDING, start=start, end=end, quote=text[start:end]) for start, end in inside
    )
    pieces = marked_pieces(text, findings)
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        if piece.finding:
            start, end = inside[piece.finding - 1]
            assert start <= at
            assert at + len(piece.text) <= end
        at += len(piece.text)


@given(st.text(alphabet="ab句。\r\n\u2028😀"), st.integers(0, 30), st.integers(0, 30))
def test_the_cited_sentence_is_marked_exactly(text: str, one: int, other: int) -> None:
    """The marked pieces hold the cited characters, line ends apart, and all lines stay whole."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    cited = Sentence("s", "paste:1", TextPlace(1, 1, start, end), text[start:end])
    lines = _lines(text, cited)
    marked = "".join(p.text for line in lines for p in line.pieces if p.cited)
    assert marked == text[start:end].replace("\r", "").replace("\n", "").replace("\u2028", "")
    whole = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert whole == text.splitlines()


@given(
    st.text(alphabet="ab句。\r\n\u2028😀#", max_size=80),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
    st.integers(-1, 60),
)
def test_parts_hold_the_whole_text_and_each_finding_once(
    text: str, spans: list[tuple[int, int]], apart: int
) -> None:
    """Whatever the lines, the blocks join to the text, and a finding stands where it begins."""
    inside = [(min(a, b), max(a, b)) for a, b in spans if max(a, b) < len(text)]
    findings = [
        replace(FINDING, start=start, end=end, quote=text[start:end]) for start, end in inside
    ]
    parts = parts_of(text, findings, apart=apart if apart < len(text) else -1)
    blocks = [block for part in parts for block in part.blocks]
    assert "".join(piece.text for block in blocks for piece in block.pieces) == text
    shown = [number for block in blocks for number in block.findings]
    assert sorted(shown) == list(range(1, len(findings) + 1))
    for block in blocks:
        assert text[block.start : block.end] == "".join(piece.text for piece in block.pieces)
        assert all(block.start <= findings[n - 1].start < block.end for n in block.findings)


def test_a_long_text_is_shown_in_parts() -> None:
    """No part holds more findings than a page bears, and none is left out."""
    text = "句。\n" * 500
    findings = [replace(FINDING, start=at, end=at + 2, quote="句。") for at in range(0, 1500, 3)]
    parts = parts_of(text, findings)
    counts = [sum(len(block.findings) for block in part.blocks) for part in parts]
    assert sum(counts) == len(findings)
    assert max(counts) <= MOST_CARDS
