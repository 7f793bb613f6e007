"""Cutting a text at its findings or its cited sentence loses and moves no character."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.review import Sentence, TextPlace
from service.web.critique_page import marked_pieces
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
