"""The tree of an HTML page -> lines and grids, in the order a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from bs4 import CData, Tag
from bs4.element import NavigableString, PageElement

from service.intake.documents.document_text import Grid, GridCell, Line, Part
from service.intake.documents.grids import as_meant

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption"
    r"|figure|footer|form|h[1-6]|header|hr|html|legend|li|main|nav|ol|option|p|pre|section|summary|table"
    r"|tbody|td|tfoot|th|thead|title|tr|ul"
)
_HEADING = re.compile(r"h[1-6]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SEAM = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_WIDEST = 1000
_DEEPEST_LIST = 12
_DEEPEST_TABLE = 12
"""Tables in tables up to which rows and cells are told apart; the text of deeper ones is lines."""
_LONGEST_TITLE = 30
_NOT_A_TITLE = re.compile(r"[。！？；!?;，,]$|[:：].")


def parts_of(
    root: Tag, *, as_written: bool = False, bold_titles: bool = False, depth: int = 0
) -> tuple[Part, ...]:
    """The lines and grids below `root`.

    `as_written` keeps white space as it is (HTML made out of a Word file); `bold_titles` takes a short
    paragraph that is bold as a whole for a heading, as people write them who know no styles. `depth`
    counts the tables around `root`.
    """
    return tuple(_Walk(as_written, bold_titles, depth).read(root))


@dataclass(slots=True)
class _Walk:
    as_written: bool
    bold_titles: bool
    depth: int
    lists: list[list[int]] = field(default_factory=list)
    """The open lists: the number of the last entry, -1 for one without numbers."""
    mark: str = ""
    quoted: int = 0
    preformatted: int = 0
    heading: int = 0
    words: list[str] = field(default_factory=list)
    plain: bool = False
    """Whether a word of the line is not bold."""
    bold: int = 0
    in_paragraph: bool = False
    parts: list[Part] = field(default_factory=list)

    def read(self, root: Tag) -> list[Part]:
        # A loop, not a recursion: a page may nest its elements as deep as it likes.
        stack: list[tuple[PageElement, bool]] = [(child, True) for child in reversed(root.contents)]
        while stack:
            node, opens = stack.pop()
            if isinstance(node, Tag):
                if not opens:
                    self._close(node)
                elif node.name == "table" and self.depth < _DEEPEST_TABLE:
                    self._flush()
                    self._table(node)
                else:
                    self._open(node)
                    stack.append((node, False))
                    stack.extend((child, True) for child in reversed(node.contents))
            elif type(node) in (NavigableString, CData):
                self._text(str(node))
        self._flush()
        return self.parts

    def _text(self, text: str) -> None:
        if self.preformatted:
            for number, line in enumerate(text.splitlines()):
                if number:
                    self._flush(goes_on=True)
                self.words.append(line)
            if text.endswith("\n"):
                self._flush(goes_on=True)
            return
        self.words.append(text)
        self.plain = self.plain or bool(text.strip() and not self.bold)

    def _open(self, node: Tag) -> None:
        name = node.name
        if name == "br":
            self._flush(goes_on=True)
            return
        if name == "input" and node.get("type") in ("checkbox", "radio"):
            self.words.append("☑" if node.has_attr("checked") else "☐")
        if name == "img" and not self.as_written and (told := str(node.get("alt") or "").strip()):
            self.words.append(f"[{told}]")
        if name in ("b", "strong"):
            self.bold += 1
        if not _BLOCKS.fullmatch(name):
            return
        self._flush()
        if name in ("ul", "ol"):
            self.lists.append([_number(node) if name == "ol" else -1])
        elif name == "li":
            self._entry()
        elif name == "blockquote":
            self.quoted += 1
        elif name == "pre":
            self.preformatted += 1
        elif _HEADING.fullmatch(name):
            self.heading = int(name[1])

    def _close(self, node: Tag) -> None:
        name = node.name
        if name in ("b", "strong"):
            self.bold -= 1
        if not _BLOCKS.fullmatch(name):
            return
        self._flush()
        self.mark = "" if name == "li" else self.mark
        if name in ("ul", "ol"):
            self.lists.pop()
        elif name == "blockquote":
            self.quoted -= 1
        elif name == "pre":
            self.preformatted -= 1
        elif _HEADING.fullmatch(name):
            self.heading = 0

    def _entry(self) -> None:
        if not self.lists:
            self.mark = "- "
            return
        current = self.lists[-1]
        if current[0] >= 0:
            current[0] += 1
        self.mark = "- " if current[0] < 0 else f"{current[0]}. "

    def _flush(self, *, goes_on: bool = False) -> None:
        """End the line; `goes_on` says that the next one belongs to the same paragraph."""
        text = "".join(self.words)
        bold = not self.plain
        self.words.clear()
        self.plain = False
        if self.as_written or self.preformatted:
            text = re.sub(r"[\r\n\f]+", " ", text)
            margin = text[: len(text) - len(text.lstrip())][:_WIDEST]
            text = text.strip()
        else:
            text, margin = _BLANKS.sub(" ", _SEAM.sub("", text)).strip(" "), ""
        if text:
            self._add(text, margin, bold=bold)
            self.in_paragraph = goes_on
        elif not goes_on:
            self.in_paragraph = False

    def _add(self, text: str, margin: str, *, bold: bool) -> None:
        depth = min(len(self.lists), _DEEPEST_LIST)
        if depth:
            margin = "  " * (depth - 1 if self.mark else depth)
        text, listed, self.mark = f"{self.mark}{text}", bool(self.mark), ""
        line = Line(text, margin=margin, goes_on=self.in_paragraph, quoted=self.quoted)
        if self.heading:
            line = replace(line, role="heading", level=self.heading, margin="")
        elif self.quoted:
            line = replace(line, role="quote")
        elif self.preformatted:
            line = replace(line, role="code")
        elif bold and self.bold_titles and _is_title(text) and not (listed and depth > 1):
            line = Line(text, "heading", 7)
        self.parts.append(line)

    def _table(self, table: Tag) -> None:
        self.parts.extend(as_meant(Grid(tuple(self._rows(table)))))

    def _rows(self, table: Tag) -> Iterator[tuple[GridCell, ...]]:
        """The rows with columns counted across merged cells; a short cell that reaches over several
        rows stands in each of them, as on paper."""
        below: dict[int, tuple[int, GridCell]] = {}
        inner = partial(parts_of, as_written=self.as_written, depth=self.depth + 1)
        for row in _own_rows(table, self.depth + 1):
            if isinstance(row, tuple):
                yield row
                continue
            cells: dict[int, GridCell] = {}
            column = 1
            for node in _own_cells(row):
                while column in below:
                    column += 1
                if column > _WIDEST:
                    column = _WIDEST
                cell = GridCell(column, inner(node), _span(node, "colspan"))
                if cell.lines:
                    # Beyond the widest column cells share the last one, so that none is lost.
                    before = cells[column].parts if column in cells else ()
                    cell = GridCell(column, before + cell.parts, cell.width)
                    cells[column] = cell
                rows = _span(node, "rowspan")
                for taken in range(column, column + cell.width):
                    if rows > 1:
                        below[taken] = (rows, cell if taken == column else GridCell(taken, ()))
                column += cell.width
            for taken, (rows, cell) in list(below.items()):
                if taken not in cells and len(cell.lines) == 1 and len(cell.lines[0]) <= 40:
                    cells[taken] = cell
                below[taken] = (rows - 1, cell)
                if rows <= 1:
                    del below[taken]
            yield tuple(cells[at] for at in sorted(cells))


def _own_rows(table: Tag, depth: int) -> Iterator[Tag | tuple[GridCell, ...]]:
    """The rows of a table, not of tables inside it; what stands between them is a row of one cell."""
    for child in table.contents:
        if isinstance(child, Tag) and child.name == "tr":
            yield child
        elif isinstance(child, Tag) and child.name in ("thead", "tbody", "tfoot"):
            yield from _own_rows(child, depth)
        elif isinstance(child, Tag):
            if parts := parts_of(child, depth=depth):
                yield (GridCell(1, parts),)
        elif type(child) in (NavigableString, CData) and str(child).strip():
            yield (GridCell(1, (Line(_BLANKS.sub(" ", str(child)).strip()),)),)


def _own_cells(row: Tag) -> Iterator[Tag]:
    """The cells of a row; what stands there outside of any cell is one too."""
    for child in row.contents:
        if isinstance(child, Tag) and (child.name in ("td", "th") or child.get_text(strip=True)):
            yield child
        elif type(child) in (NavigableString, CData) and str(child).strip():
            loose = Tag(name="td")
            loose.append(NavigableString(str(child)))
            yield loose


def _span(node: Tag, name: str) -> int:
    told = str(node.get(name) or "1").strip()
    return max(1, min(int(told), _WIDEST)) if re.fullmatch(r"[0-9]{1,6}", told) else 1


def _number(node: Tag) -> int:
    """The number before the first entry of a numbered list."""
    told = str(node.get("start") or "1").strip()
    return int(told) - 1 if re.fullmatch(r"[1-9][0-9]{0,5}", told) else 0


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not _NOT_A_TITLE.search(text)
