"""What a segmented text is made of: sections, items, sentences, clauses. All offsets are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ItemKind = Literal["bullet", "paragraph", "row"]

_CLAUSE_ENDS = re.compile(r"\([^()\r\n]{0,300}\)|[,:—]")


@dataclass(slots=True)
class Sentence:
    """[start, end) of the text. `bullet` numbers the line mark it stands under within its item, and
    `depth` is that mark's indent, so that a window never runs into a neighbouring bullet. `type` is
    filled by item_types; `sure` is False where it is a guess, `maybe` is then what else it may be.
    `pledge` says that it promises something, whatever else it is. `total` is what its signs weigh
    (kind_reader); 0 for the later cells of a row, which is one statement."""

    start: int
    end: int
    item: int
    bullet: int
    depth: int
    type: str = "fact"
    sure: bool = True
    maybe: str = ""
    pledge: bool = False
    total: int = 0


@dataclass(slots=True)
class Item:
    """One entry of a section. `cells` are a row's words under their headers. `label` is the length of
    a leading `问题2：`. `first` is the number of its first sentence in the outline.
    `type` is filled by item_types: what its section makes of it."""

    index: int
    section: str
    kind: ItemKind
    start: int
    end: int
    label: int = 0
    first: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    type: str = "fact"


class Heading(NamedTuple):
    """A heading of the document and the section it opens."""

    start: int
    end: int
    level: int
    section: str


@dataclass(slots=True)
class Outline:
    """The segmented text. `copy` is the readable copy of equal length that patterns look at."""

    text: str
    copy: str
    items: list[Item] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a code point; None when it belongs to no item."""
        at = bisect_right(self.sentence_starts, offset) - 1
        if at < 0 or offset >= self.sentences[at].end:
            return None
        return self.sentences[at]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def close(self) -> None:
        """Number the sentences once all items stand."""
        for item in self.items:
            item.first = len(self.sentences)
            self.sentences += item.sentences
        self.sentence_starts = [one.start for one in self.sentences]


def clauses_of(outline: Outline, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence; a comma in brackets ends none."""
    start = sentence.start
    for match in _CLAUSE_ENDS.finditer(outline.copy, sentence.start, sentence.end):
        if match.end() - match.start() == 1:
            yield start, match.start()
            start = match.end()
    yield start, sentence.end
