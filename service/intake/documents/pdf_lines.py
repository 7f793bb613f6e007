"""The lines of a PDF page with where they stand, as PDFium finds them, and what else is on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_IMAGE = 3
_LINK, _POPUP = 2, 16


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line: its text, page, edges and size of print in points. A `running` line is repeated on every
    page; `leftmost` and `widest` are the edges of all others of its page, once they are measured."""

    text: str
    page: int
    left: float
    right: float
    size: float
    leftmost: float = 0.0
    widest: float = 0.0
    running: bool = False


def lines_of(page: Any, number: int) -> Iterator[PageLine]:
    """The lines of a page (of pypdfium2) in reading order; blank ones are left out."""
    content = page.get_textpage()
    start = 0
    for raw in content.get_text_range().split("\n"):
        line = raw.rstrip("\r")
        if line.strip():
            first = start + _units(line[: len(line) - len(line.lstrip())])
            last = start + _units(line.rstrip()) - 1
            left, _ = _edges(content, first)
            _, right = _edges(content, last)
            yield PageLine(line.replace("\0", ""), number, left, right, _size(content, first))
        start += _units(raw) + 1
    content.close()


def count_things(page: Any) -> Counter[str]:
    """Pictures and notes on a page, by the names of `document_reading.not_read`."""
    things: Counter[str] = Counter()
    things["images"] = sum(1 for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        things["annotations"] += pdfium.FPDFAnnot_GetSubtype(note) not in (_LINK, _POPUP)
        pdfium.FPDFPage_CloseAnnot(note)
    return things


def _edges(content: Any, index: int) -> tuple[float, float]:
    """The left and right edge of a character; 0 where it has no place of its own."""
    if not 0 <= index < content.count_chars():
        return 0.0, 0.0
    left, _, right, _ = content.get_charbox(index)
    return left, right


def _size(content: Any, index: int) -> float:
    return round(float(pdfium.FPDFText_GetFontSize(content.raw, index)) * 2) / 2


def _units(text: str) -> int:
    """What PDFium counts: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
