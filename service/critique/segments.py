"""A text as sections, items, sentences and clauses: segmented once, before any check looks at it.

An item is a bullet with all that is indented under it, a row of a table, or a paragraph. Headings,
block quotes, code and comments belong to no item. All offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.critique.headings import OTHER, is_numbered, label_of, section_of
from service.critique.markup import Line, is_separator, lines, readable
from service.critique.outline import Heading, Item, ItemKind, Outline, Sentence

__all__ = ["Heading", "Item", "Outline", "Sentence", "segment"]

_ENDS = re.compile(
    r"\([^()\r\n]{0,300}\)|(?P<hard>[。!?;…]+[”’」』)》】\"']*)|(?P<stop>\.(?=[\s”’」』)]|$))|(?P<cell>\|)"
    r"|(?P<line>[\r\n]+)"
)
_END = re.compile(r"[。!?;….|\r\n]")
_ABBREVIATION = re.compile(r"(?:^|[^A-Za-z])(?:e\.g|i\.e|etc|vs|Mr|Ms|Mrs|Dr|No|approx|[A-Z])\.$")
_COMPLETE = re.compile(r"[。!?;.…][”’」』)\"']*\s*$")
_GOES_ON = re.compile(r"\s*[a-z]")
_WRAPPED = 30
_CLOSING = frozenset("。;,.!?")
_INLINE_LABEL = re.compile(r"(?:…+|\.{3,})\s{0,4}(?=\S)")


@dataclass(slots=True)
class _Block:
    """Lines that make one item: (where its words begin, where they end, bullet number, indent)."""

    kind: ItemKind
    indent: int
    pieces: list[tuple[int, int, int, int]]
    bullets: int = 1


def segment(text: str) -> Outline:
    """The outline of a text without byte-order mark."""
    outline = Outline(text, readable(text))
    found = lines(outline.copy)
    outline.line_starts = [line.start for line in found] or [0]
    _Reader(outline, found).read()
    outline.close()
    return outline


class _Reader:
    """Walks the lines once, keeping the open section and the open item."""

    def __init__(self, outline: Outline, found: Sequence[Line]) -> None:
        self.outline = outline
        self.copy = outline.copy
        self.lines = found
        self.section = ""
        self.level = 0
        self.block: _Block | None = None
        self.header: tuple[str, ...] = ()
        self.may_cut = "…" in self.copy or "..." in self.copy

    def read(self) -> None:
        """Fill the outline."""
        for at, line in enumerate(self.lines):
            if line.kind != "row":
                self.header = ()
            if line.kind == "row":
                self._row(at, line)
            elif line.kind == "heading" or self._is_plain_heading(at, line):
                self._flush()
                self._open(line)
            elif line.kind == "blank":
                if self.block and self.block.kind == "paragraph":
                    self._flush()
                elif self.block:
                    self.block.pieces.append((line.start, line.start, -1, 0))
            elif line.kind == "quote":
                if self.block and line.indent <= self.block.indent:
                    self._flush()
            elif line.kind == "bullet":
                self._bullet(line)
            else:
                self._prose(line)
        self._flush()

    def _is_plain_heading(self, at: int, line: Line) -> bool:
        """`二、问题与挑战` or `**下月计划**` on a line of its own."""
        if line.kind not in ("prose", "bullet") or line.indent > 3:
            return False
        if self.copy[line.end - 1] in _CLOSING:
            return False  # most lines
        words = self.copy[line.start : line.end].strip()
        if len(words) > 40:
            return False
        bold = words.startswith("**") and words.endswith("**")
        if words[-1] in "。;,.!?" or ":" in words[:-1] or ("," in words and not bold):
            return False
        brief = len(words) <= 14 or (words.isascii() and len(words.split()) <= 6)
        if not (
            bold or (is_numbered(words) and len(words) <= 24) or (line.kind == "prose" and brief)
        ):
            return False
        numbered = is_numbered(words) and not words[0].isdigit()
        if section_of(words) is None:
            return False
        return bold or numbered or (self._stands_alone(at) and _is_title(words))

    def _stands_alone(self, at: int) -> bool:
        """Whether a line has a blank or a heading before it, or opens a list."""
        if at == 0 or self.lines[at - 1].kind in ("blank", "heading"):
            return True
        return at + 1 < len(self.lines) and self.lines[at + 1].kind in ("bullet", "row")

    def _open(self, line: Line) -> None:
        words = self.copy[line.start : line.end]
        marks = len(words.strip()) - len(words.strip().lstrip("#"))
        level = marks or 2
        section = section_of(self.copy[line.body : line.end]) if line.kind == "heading" else None
        if line.kind != "heading":
            section = section_of(words)
        if (
            marks == 1
            and not self.outline.headings
            and len(words) > 20
            and not is_numbered(words[2:])
        ):
            section = None  # the document's title may speak of anything
        if section is None and level <= (self.level or 9):
            section = OTHER
        if section is not None:
            self.level, self.section = level, section
        self.outline.headings.append(Heading(line.start, line.end, level, self.section))

    def _row(self, at: int, line: Line) -> None:
        self._flush()
        if is_separator(self.copy, line):
            return
        cells = _cells(self.copy[line.start : line.end])
        if at + 1 < len(self.lines) and is_separator(self.copy, self.lines[at + 1]):
            self.header = cells
            return
        item = self._add("row", [(line.body, line.end, 0, 0)])
        heads = self.header if len(self.header) == len(cells) else ("",) * len(cells)
        item.cells = tuple(zip(heads, cells, strict=True))

    def _bullet(self, line: Line) -> None:
        block = self.block
        if block and block.kind == "bullet" and line.indent > block.indent + 1:
            block.pieces.append((line.body, line.end, block.bullets, line.indent))
            block.bullets += 1
            return
        self._flush()
        self.block = _Block("bullet", line.indent, [(line.body, line.end, 0, line.indent)])

    def _prose(self, line: Line) -> None:
        block = self.block
        if block and self._continues(block, line):
            _, _, number, indent = block.pieces[-1]
            if number < 0:
                number, indent = next((p[2], p[3]) for p in reversed(block.pieces) if p[2] >= 0)
            block.pieces.append((line.body, line.end, number, indent))
            return
        self._flush()
        self.block = _Block("paragraph", line.indent, [(line.body, line.end, 0, 0)])

    def _continues(self, block: _Block, line: Line) -> bool:
        start, end, number, _ = block.pieces[-1]
        if block.kind == "bullet" and line.indent > block.indent + 1:
            return True
        if number < 0:
            return False
        before = self.copy[start:end].rstrip()
        if _COMPLETE.search(before[-8:]):
            return False
        if before[-1:] in ",:(、" or _GOES_ON.match(self.copy[line.start : line.end]):
            return True
        return len(before) >= _WRAPPED

    def _flush(self) -> None:
        block, self.block = self.block, None
        if block is None:
            return
        pieces = [piece for piece in block.pieces if piece[2] >= 0 and piece[0] < piece[1]]
        if not self.may_cut:
            if pieces:
                self._add(block.kind, pieces)
            return
        start = 0
        for at, piece in enumerate(pieces):
            for cut in self._cuts(piece):
                head = (piece[0], cut, piece[2], piece[3])
                self._add(block.kind, [*pieces[start:at], head])
                piece = (cut, piece[1], piece[2], piece[3])
                pieces[at] = piece
                start = at
        if pieces[start:]:
            self._add(block.kind, pieces[start:])

    def _cuts(self, piece: tuple[int, int, int, int]) -> Iterator[int]:
        """Where `……三、改进措施：` begins a new entry within one line."""
        for match in _INLINE_LABEL.finditer(self.copy, piece[0], piece[1]):
            if label_of(self.copy[match.end() : match.end() + 60]):
                yield match.end()

    def _add(self, kind: ItemKind, pieces: Sequence[tuple[int, int, int, int]]) -> Item:
        start, end = pieces[0][0], pieces[-1][1]
        section = self.section
        labelled = kind != "row" and self.copy.find(":", start, start + 60) >= 0
        label = label_of(self.copy[start : start + 60]) if labelled else None
        if label:
            section = label[0]
            if label[2]:
                self.section = section
        item = Item(len(self.outline.items), section, kind, start, end, label[1] if label else 0)
        for at, piece in enumerate(pieces):
            joins = at + 1 < len(pieces) and self._joins(piece, pieces[at + 1])
            self._sentences(item, piece, joins=joins)
        if not item.sentences:
            item.sentences = [Sentence(start, max(end, start), item.index, 0, 0)]
        self.outline.items.append(item)
        return item

    def _joins(self, piece: tuple[int, int, int, int], after: tuple[int, int, int, int]) -> bool:
        """Whether hard-wrapped English goes on in the next line."""
        before = self.copy[piece[0] : piece[1]].rstrip()[-1:]
        return (
            piece[2] == after[2]
            and before.isascii()
            and (before.isalnum() or before in ",)'\"")
            and bool(_GOES_ON.match(self.copy, after[0]))
        )

    def _sentences(self, item: Item, piece: tuple[int, int, int, int], *, joins: bool) -> None:
        start, end, number, depth = piece
        begin = start
        open_sentence = item.sentences[-1] if item.sentences else None
        if open_sentence and open_sentence.end < 0:
            item.sentences.pop()
            begin = open_sentence.start
        if not joins and _END.search(self.copy, start, end - 1) is None and item.kind != "row":
            self._sentence(item, begin, end, number, depth)
            return
        for match in _ENDS.finditer(self.copy, start, end):
            if match.lastgroup is None or not self._ends_here(match, begin, item.kind):
                continue
            until = match.start() if match.lastgroup in ("cell", "line") else match.end()
            self._sentence(item, begin, until, number, depth)
            begin = match.end()
        if joins and begin < end:
            item.sentences.append(Sentence(begin, -1, item.index, number, depth))
        else:
            self._sentence(item, begin, end, number, depth)

    def _ends_here(self, match: re.Match[str], begin: int, kind: ItemKind) -> bool:
        if match.lastgroup == "cell":
            return kind == "row" and self.copy[match.start() - 1 : match.start()] != "\\"
        if match.lastgroup == "stop":
            return not _ABBREVIATION.search(self.copy[max(begin, match.end() - 8) : match.end()])
        return True

    def _sentence(self, item: Item, start: int, end: int, number: int, depth: int) -> None:
        copy = self.copy
        while start < end and copy[start].isspace():
            start += 1
        while end > start and copy[end - 1].isspace():
            end -= 1
        if start < end:
            item.sentences.append(Sentence(start, end, item.index, number, depth))


def _is_title(words: str) -> bool:
    return not re.search(
        r"[已了未将请]|完成$|\d{1,2}月\d|(?<![A-Za-z])(?:is|are|was|were|has|have|will)(?![A-Za-z])",
        words,
        re.IGNORECASE,
    )


def _cells(words: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in words.strip().strip("|").split("|"))
