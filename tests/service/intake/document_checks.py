"""What every reading of a document must hold, and short ways to look at one."""

from __future__ import annotations

from service.intake.reader import Given, Reading
from service.review import Sentence, TextPlace


def given(data: bytes, name: str, text: str = "") -> Given:
    """A file for a reader."""
    return Given(name, data, text, "abcd1234")


def check_whole(reading: Reading) -> None:
    """Every place leads to its sentence, and every character that is not blank is in exactly one."""
    covered = [0] * len(reading.text)
    for number, sentence in enumerate(reading.sentences, start=1):
        place = sentence.place
        assert isinstance(place, TextPlace)
        assert reading.text[place.start : place.end] == sentence.text
        assert sentence.id.endswith(f".{number}")
        assert reading.text.count("\n", 0, place.start) + 1 == place.line
        assert reading.text.rfind("\n", 0, place.start) + 1 + place.column - 1 == place.start
        for at in range(place.start, place.end):
            covered[at] += 1
    for sign, times in zip(reading.text, covered, strict=True):
        assert times <= 1
        assert times == 1 or sign.isspace()
    assert reading.report.rows_read == reading.report.rows_kept == len(reading.sentences)


def codes(reading: Reading) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in reading.report.warnings]


def said(reading: Reading, role: str = "body") -> list[str]:
    """The sentences of a role, outside of tables."""
    return [s.text for s in reading.sentences if s.role == role and s.cell is None]


def cells(reading: Reading) -> list[tuple[int, int, int, str, str]]:
    """Table, row, column, header and text of each sentence in a table."""
    return [
        (s.cell.table, s.cell.row, s.cell.column, s.cell.header, s.text)
        for s in reading.sentences
        if s.cell
    ]


def sentence(reading: Reading, text: str) -> Sentence:
    """The one sentence with that text."""
    (found,) = (s for s in reading.sentences if s.text == text)
    return found
