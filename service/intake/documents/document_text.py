"""What a document says, part by part -> the text read out of it and its numbered sentences.

Every reader of documents (DOCX, PDF, HTML, RTF, mail) hands over lines and grids; here they become one
text: a paragraph a line, a table row a line with its cells parted by tabs. Places count in that text,
and every character of it that is not blank stands in exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from service.intake.guard import MOST_SENTENCES, check_count
from service.review import Cell, PagePlace, ParagraphPlace, Sentence, SentenceRole, TextPlace
from service.text.sentences import Span, split_sentences

_LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document. A heading has its `level` from 1; `margin` is the white space before it.

    A line that `goes_on` belongs to the paragraph of the line above. `page` is 0 where there are none;
    `quoted` counts how often somebody quoted somebody (mail).
    """

    text: str
    role: SentenceRole = "body"
    level: int = 0
    margin: str = ""
    goes_on: bool = False
    page: int = 0
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: its column from 1, how far it reaches, and what stands in it."""

    column: int
    parts: tuple[Part, ...]
    width: int = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in the cell; a row of a table inside it is one line, its cells parted by bars."""
        return tuple(_flat(self.parts))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row; cells that nothing was written in are left out."""

    rows: tuple[tuple[GridCell, ...], ...]


Part = Line | Grid


@dataclass(slots=True)
class DocumentText:
    """Lines and grids on their way to a text and its sentences, with ids `prefix`.1, `prefix`.2, …"""

    source: str
    prefix: str
    pieces: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    length: int = 0
    line: int = 1
    column: int = 1
    paragraph: int = 0
    tables: int = 0
    headings: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What was read out so far."""
        return "".join(self.pieces)

    def add(self, parts: Iterable[Part]) -> None:
        """Write the parts below what is there. Raises InputTooLarge above MOST_SENTENCES."""
        for part in parts:
            if isinstance(part, Grid):
                self._table(part)
            else:
                self._line(part)

    def _line(self, line: Line) -> None:
        text = _LINE_ENDS.sub(" ", line.text)
        if not text.strip():
            return
        self.paragraph += not (line.goes_on and self.paragraph)
        if line.role == "heading":
            self.headings = [entry for entry in self.headings if entry[0] < line.level]
        indent = len(line.margin.replace("\u3000", "  ").expandtabs(4))
        self._write(line.margin)
        self._said(text, line.role, indent, None, line.page)
        self._end_line()
        if line.role == "heading":
            self.headings.append((line.level, text.strip()))

    def _table(self, grid: Grid) -> None:
        self.tables += 1
        headers: dict[int, str] = {}
        for number, row in enumerate(grid.rows):
            at = 1
            for cell in row:
                self._write("\t" * (cell.column - at))
                at = cell.column
                role: SentenceRole = "body"
                if number == 0:
                    role = "table_header"
                    headers.setdefault(cell.column, " ".join(cell.lines))
                place = Cell(self.tables, number, cell.column, headers.get(cell.column, ""))
                self._cell(cell, role, place)
            self._end_line()

    def _cell(self, cell: GridCell, role: SentenceRole, place: Cell) -> None:
        for number, text in enumerate(cell.lines):
            self.paragraph += 1
            if number:
                self._write(" ")
            self._said(_LINE_ENDS.sub(" ", text), role, self.column - 1, place, 0)

    def _said(
        self, text: str, role: SentenceRole, indent: int, cell: Cell | None, page: int
    ) -> None:
        """One line as its sentences; a header or heading is one whole."""
        whole = role in ("heading", "table_header")
        first = len(text) - len(text.lstrip())
        spans = [Span(first, len(text.rstrip()))] if whole else list(split_sentences(text))
        for number, span in enumerate(spans):
            check_count(
                len(self.sentences) + 1, MOST_SENTENCES, self.source, zh="句", en="sentences"
            )
            where = (
                self.line,
                self.column + span.start,
                self.length + span.start,
                self.length + span.end,
            )
            place: TextPlace = ParagraphPlace(*where, self.paragraph)
            if page:
                place = PagePlace(*where, page)
            self.sentences.append(
                Sentence(
                    id=f"{self.prefix}.{len(self.sentences) + 1}",
                    source=self.source,
                    place=place,
                    text=text[span.start : span.end],
                    role=role,
                    headings=tuple(title for _, title in self.headings),
                    indent=self.column - 1 + span.start if number else indent + span.start,
                    cell=cell,
                )
            )
        self._write(text)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        self.column += len(text)

    def _end_line(self) -> None:
        self._write("\n")
        self.line += 1
        self.column = 1


def _flat(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Line):
            if part.text.strip():
                yield part.text.strip()
            continue
        for row in part.rows:
            cells = [" ".join(cell.lines) for cell in row]
            if any(cells):
                yield " | ".join(cell for cell in cells if cell)
