"""Where something stands in what was handed in: a part of the vocabulary (service.review) of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a sentence stands in a text: `decoded[start:end] == sentence.text` always holds."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParagraphPlace(TextPlace):
    """A sentence of a document (DOCX, HTML, RTF): a text place in the text read out of it, and the
    number of its paragraph, counted from 1 in reading order, table cells and text boxes too."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class PagePlace(TextPlace):
    """A sentence of a paged document (PDF): a text place in the text read out of it, and its page."""

    page: int


@dataclass(frozen=True, slots=True)
class CuePlace(TextPlace):
    """A sentence of a transcript: who says it, when, and in which turn.

    What is said may run over several cues or lines, with cue ids and times between, so the sentence
    is cut out of the decoded file in `spans` (start, end), and `spoken(decoded, spans)` is its text;
    `start` and `end` are those of the whole. `turn` counts from 1; `time` is HH:MM:SS from the start
    of the recording ("" where the file has no times); `speaker` is as written, "" for nobody.
    """

    turn: int
    time: str
    speaker: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a cell stands in a table: the first record of a sheet is row 1, the first column 1.

    `sheet` is "" for a CSV file.
    """

    sheet: str
    row: int
    column: int
    header: str


@dataclass(frozen=True, slots=True)
class RecordPlace(TablePlace):
    """Where a value stands in a file of records (JSON): `sheet` is the list, `row` the record from 1,
    `header` the field, and `path` leads there from the root, such as "cards[12].name"."""

    path: str


Place = TextPlace | TablePlace
"""Any of the above: paragraphs, pages and cues are text places, records are table places."""
