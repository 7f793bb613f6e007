"""Plain text and Markdown -> numbered sentences with exact places.

Headings, lists, block quotes, fenced code, comments and tables are told apart; a table cell's pieces
(parted by <br>) are sentences of that cell. All offsets are code points of the decoded text; a line
ends at \\n, \\r\\n or \\r and nowhere else, as in every editor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.reader import told_to_nobody
from service.review import Cell, Sentence, SentenceRole, TextPlace
from service.text.sentences import Span, split_sentences, trim

# "#结论" is a heading as people write it; "#1201" is a ticket and "#tag" a tag.
_HEADING = re.compile(
    r"[ ]{0,3}(?P<marks>#{1,6})(?:[ \t]+|(?=[^\x00-\x7f])|(?<=##)(?=[A-Za-z]))(?P<title>\S.*)$"
    r"|[ ]{0,3}(?P<bare>#{1,6})[ \t]*$"
)
_FENCE = re.compile(r"[ ]{0,3}(?P<mark>```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WIDEST_MARGIN = 200
_STEP = 5_000
_COMMENT_OPENS = "<!--"
_COMMENT_CLOSES = re.compile("-->")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def read_sentences(
    text: str,
    source: str,
    prefix: str,
    on_progress: Callable[[int, int], None] = told_to_nobody,
) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, with ids `prefix`.1, `prefix`.2, ...

    Progress is told in characters. Raises InputTooLarge for more than MOST_SENTENCES.
    """
    sentences: list[Sentence] = []
    for sentence in _Reader(text, source, prefix).read():
        sentences.append(sentence)
        if len(sentences) % _STEP == 0 and isinstance(sentence.place, TextPlace):
            on_progress(sentence.place.end, len(text))
    return tuple(sentences)


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
    closes: dict[int, int] = field(default_factory=dict)
    comment_ends: list[int] = field(default_factory=list)

    def read(self) -> Iterator[Sentence]:
        lines = list(_lines(self.text))
        self.starts = [line.start for line in lines] or [0]
        self.closes = _closing_fences(lines)
        self.comment_ends = [found.start() for found in _COMMENT_CLOSES.finditer(self.text)]
        at = 0
        while at < len(lines):
            line = lines[at]
            if (end := self._end_of_hidden(lines, at)) > at:
                for inner in lines[at:end]:
                    yield from self._spans(inner.start, inner.end, "code")
            elif self._is_table(lines, at):
                end = at + 2
                while end < len(lines) and "|" in lines[end].body:
                    end += 1
                yield from self._table(lines[at:end])
            elif heading := _HEADING.match(line.body):
                end = at + 1
                yield from self._heading(line, heading)
            else:
                end = at + 1
                while end < len(lines) and not self._starts_block(lines, end):
                    end += 1
                yield from self._paragraphs(lines[at].start, lines[end - 1].end)
            at = end

    def _end_of_hidden(self, lines: list[_Line], at: int) -> int:
        """The line after the fenced code or the comment that begins at `at`; `at` for neither.

        A fence or a comment that nobody closed hides nothing: what follows may be the minutes.
        """
        if at in self.closes:
            return self.closes[at] + 1
        if not lines[at].body.lstrip().startswith(_COMMENT_OPENS):
            return at
        next_close = bisect_right(self.comment_ends, lines[at].start)
        if next_close == len(self.comment_ends):
            return at
        close = self.comment_ends[next_close]
        last = bisect_right(self.starts, close) - 1
        alone = not lines[last].body[close + 3 - lines[last].start :].strip()
        return last + 1 if alone else at

    def _starts_block(self, lines: list[_Line], at: int) -> bool:
        body = lines[at].body
        return bool(
            at in self.closes
            or _HEADING.match(body)
            or self._is_table(lines, at)
            or self._end_of_hidden(lines, at) > at
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
        level = len(heading["marks"] or heading["bare"])
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
        check_count(self.count, MOST_SENTENCES, self.source, zh="句", en="sentences")
        line = bisect_right(self.starts, span.start)
        column = span.start - self.starts[line - 1] + 1
        return Sentence(
            id=f"{self.prefix}.{self.count}",
            source=self.source,
            place=TextPlace(line, column, span.start, span.end),
            text=self.text[span.start : span.end],
            role=role,
            headings=tuple(title for _, title in self.headings),
            indent=self._indent(line, column),
            cell=cell,
        )

    def _indent(self, line: int, column: int) -> int:
        """The columns before a sentence; in the margin a tab goes on to the next fourth column and
        an ideographic blank counts two."""
        if column > _WIDEST_MARGIN:
            return column - 1
        start = self.starts[line - 1]
        before = self.text[start : start + column - 1]
        if before.strip():
            return column - 1
        return len(before.replace("\u3000", "  ").expandtabs(4))


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        body = match.group().rstrip("\r\n")
        if match.end() > match.start():
            yield _Line(match.start(), match.start() + len(body), body)


def _closing_fences(lines: list[_Line]) -> dict[int, int]:
    """Opening line -> closing line of each fenced block, by line number from 0."""
    closes: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line.body)
        if fence is None:
            continue
        if opened is None:
            opened = (number, fence["mark"])
        elif fence["mark"] == opened[1]:
            closes[opened[0]] = number
            opened = None
    return closes


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
