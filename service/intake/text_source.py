"""Plain text and Markdown -> numbered sentences with exact places.

Headings, lists, block quotes, fenced code and tables are told apart; a table cell's pieces (parted by
<br>) are sentences of that cell. All offsets are code points of the decoded text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from service.review import Cell, Sentence, SentenceRole, TextPlace
from service.text.sentences import Span, split_sentences, trim

_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]*(?P<title>\S.*)?$")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINE_END = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def read_sentences(text: str, source: str, prefix: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, with ids `prefix`.1, `prefix`.2, ..."""
    return tuple(_Reader(text, source, prefix).read())


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    body: str


@dataclass(slots=True)
class _Reader:
    text: str
    source: str
    prefix: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: int = 0
    count: int = 0
    starts: list[int] = field(default_factory=list)

    def read(self) -> Iterator[Sentence]:
        lines = list(_lines(self.text))
        self.starts = [line.start for line in lines] or [0]
        at = 0
        while at < len(lines):
            line = lines[at]
            if _FENCE.match(line.body):
                end = next(
                    (n for n in range(at + 1, len(lines)) if _FENCE.match(lines[n].body)),
                    len(lines) - 1,
                )
                for inner in lines[at : end + 1]:
                    yield from self._spans(inner.start, inner.end, "code")
                at = end + 1
            elif self._is_table(lines, at):
                end = at + 2
                while end < len(lines) and "|" in lines[end].body:
                    end += 1
                yield from self._table(lines[at:end])
                at = end
            elif heading := _HEADING.match(line.body):
                yield from self._heading(line, heading)
                at += 1
            else:
                end = at + 1
                while end < len(lines) and not self._starts_block(lines, end):
                    end += 1
                yield from self._paragraphs(lines[at].start, lines[end - 1].end)
                at = end

    def _starts_block(self, lines: list[_Line], at: int) -> bool:
        body = lines[at].body
        return bool(
            _FENCE.match(body) or _HEADING.match(body) or self._is_table(lines, at)
        ) or body.lstrip().startswith(">") != lines[at - 1].body.lstrip().startswith(">")

    @staticmethod
    def _is_table(lines: list[_Line], at: int) -> bool:
        return (
            "|" in lines[at].body
            and at + 1 < len(lines)
            and "|" in lines[at + 1].body
            and bool(_TABLE_RULE.match(lines[at + 1].body))
        )

    def _heading(self, line: _Line, heading: re.Match[str]) -> Iterator[Sentence]:
        level = len(heading["marks"])
        self.headings = [entry for entry in self.headings if entry[0] < level]
        span = trim(self.text, line.start, line.end)
        if span:
            yield self._sentence(span, "heading")
        if heading["title"]:
            self.headings.append((level, heading["title"].strip(" #*")))

    def _paragraphs(self, start: int, end: int) -> Iterator[Sentence]:
        quoted = self.text[start:end].lstrip().startswith(">")
        yield from self._spans(start, end, "quote" if quoted else "body")

    def _spans(
        self, start: int, end: int, role: SentenceRole, cell: Cell | None = None
    ) -> Iterator[Sentence]:
        for span in split_sentences(self.text[start:end]):
            yield self._sentence(Span(start + span.start, start + span.end), role, cell)

    def _table(self, lines: list[_Line]) -> Iterator[Sentence]:
        self.tables += 1
        headers: dict[int, str] = {}
        for column, start, end in _cells(lines[0]):
            span = trim(self.text, start, end)
            if span:
                headers[column] = self.text[span.start : span.end]
                cell = Cell(self.tables, 0, column, headers[column])
                yield self._sentence(span, "table_header", cell)
        for row, line in enumerate(lines[2:], start=1):
            for column, start, end in _cells(line):
                cell = Cell(self.tables, row, column, headers.get(column, ""))
                for piece_start, piece_end in _pieces(self.text, start, end):
                    yield from self._spans(piece_start, piece_end, "body", cell)

    def _sentence(self, span: Span, role: SentenceRole, cell: Cell | None = None) -> Sentence:
        self.count += 1
        line = bisect_right(self.starts, span.start)
        column = span.start - self.starts[line - 1] + 1
        before = self.text[self.starts[line - 1] : span.start]
        return Sentence(
            id=f"{self.prefix}.{self.count}",
            source=self.source,
            place=TextPlace(line, column, span.start, span.end),
            text=self.text[span.start : span.end],
            role=role,
            headings=tuple(title for _, title in self.headings),
            indent=len(before.expandtabs(4)) if not before.strip() else column - 1,
            cell=cell,
        )


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip(_LINE_END)
        yield _Line(at, at + len(body), body)
        at += len(raw)


def _cells(line: _Line) -> Iterator[tuple[int, int, int]]:
    """Column number (from 1), start and end of each cell of a Markdown table row."""
    bars = [n for n, c in enumerate(line.body) if c == "|" and line.body[n - 1 : n] != "\\"]
    leading = not line.body[: bars[0]].strip() if bars else False
    edges = bars if leading else [-1, *bars]
    if not edges or edges[-1] < len(line.body.rstrip()) - 1:
        edges = [*edges, len(line.body)]
    for column, (left, right) in enumerate(pairwise(edges), start=1):
        yield column, line.start + left + 1, line.start + right


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _BREAK.finditer(text, start, end):
        yield at, mark.start()
        at = mark.end()
    yield at, end
