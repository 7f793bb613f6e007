"""Cuts documents into the units that people label: a sentence, or a row of a table.

Units are cut once and kept with the text as code points, so that a later change of the segmenter does not
move the labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.critique.segments import segment

_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the labelled set: `units` are [start, end) of `text`, in code points.

    `writer` and `card` say who wrote it: the style card is all that the writer was told.
    """

    name: str
    lang: str
    text: str
    units: tuple[tuple[int, int], ...]
    writer: str
    card: str

    def unit(self, number: int) -> str:
        """The words of a unit; `number` counts from 0."""
        start, end = self.units[number]
        return self.text[start:end]

    def unit_name(self, number: int) -> str:
        """How labels name a unit: `zh-dev-003.07`, counting from 1."""
        return f"{self.name}.{number + 1:02d}"


def units_of(text: str) -> tuple[tuple[int, int], ...]:
    """The units of a text in its order; headings and signs without a word are none."""
    found: list[tuple[int, int]] = []
    for item in segment(text).items:
        places = (
            [(item.start, item.end)]
            if item.kind == "row"
            else [(one.start, one.end) for one in item.sentences]
        )
        found += [place for place in places if _WORDS.search(text[place[0] : place[1]])]
    return tuple(sorted(found))


def numbered(document: Document) -> str:
    """The document with `⟦07⟧` before each unit, as a labeller reads it."""
    pieces: list[str] = []
    at = 0
    for number, (start, _) in enumerate(document.units):
        pieces += [document.text[at:start], f"⟦{number + 1:02d}⟧"]
        at = start
    return f"===== {document.name}\n" + "".join([*pieces, document.text[at:]]).strip() + "\n"
