"""HTML pages -> lines and tables of what a reader of the page sees; hidden text is taken out and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from service.errors import EmptyInput
from service.intake.documents.document_reading import document_reading, hidden_text, not_read
from service.intake.documents.document_text import DocumentText, Line, Part
from service.intake.documents.html_parts import parts_of
from service.intake.documents.html_tables import sheets_of, text_of
from service.intake.reader import Given, Reading
from service.intake.tables.sheets import read_sheets

_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|font-size\s*:\s*(?:0*(?:\.\d+)?(?:px|pt)|0*1(?:\.0+)?(?:px|pt)|0*(?:\.0+)?(?:em|rem|%)?)"
    r"\s*(?:!\s*important\s*)?(?:;|$)"
    r"|(?:left|top|right|text-indent)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|pt|em|rem)"
    r"|opacity\s*:\s*0*(?:\.0+)?%?\s*(?:!\s*important\s*)?(?:;|$))",
    re.IGNORECASE,
)
_SCRIPTS = frozenset({"script", "style", "noscript", "template", "head"})
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+))?", re.IGNORECASE
)
_COUNTED = {
    "img": "images",
    "svg": "charts",
    "canvas": "charts",
    "object": "objects",
    "embed": "objects",
    "iframe": "inserted",
    "math": "formulas",
}


def read_html(given: Given) -> Reading:
    """The reading of a page; one that is the export of a table is read like a workbook.

    Raises EmptyInput when nothing on it can be seen, UnreadableTable, InputTooLarge.
    """
    parts, hidden, counts = page_parts(given.text)
    beside = (*hidden_text(hidden), *not_read(counts))
    if sheets := sheets_of(given, parts):
        reading = read_sheets(sheets, replace(given, text=text_of(sheets)))
        warnings = (*beside, *reading.report.warnings)
        return replace(reading, report=replace(reading.report, warnings=warnings))
    document = DocumentText(given.name, given.prefix)
    document.add(parts)
    if not document.sentences:
        raise EmptyInput(
            zh=f"{given.name} 这个网页里没有看得见的文字：请把要用的内容复制过来粘贴。",
            en=f"The page {given.name} has no text that can be seen: copy what you need and paste it.",
        )
    return document_reading(given, document, beside)


def page_parts(html: str) -> tuple[tuple[Part, ...], int, Counter[str]]:
    """What can be seen of a page, how many characters of it are hidden, and what is no text."""
    page = BeautifulSoup(html, "lxml")
    counts: Counter[str] = Counter()
    for name, kind in _COUNTED.items():
        counts[kind] += len(page.find_all(name))
    title = page.title.get_text(" ", strip=True) if page.title else ""
    hidden = _take_out_hidden(page)
    parts = parts_of(page)
    if title and not any(isinstance(part, Line) and part.text == title for part in parts[:3]):
        parts = (Line(title, "quote"), *parts)
    return parts, hidden, counts


def _take_out_hidden(page: BeautifulSoup) -> int:
    """Remove what no reader sees; the characters of it that are text, scripts and styles apart."""
    unseen = {id(node) for node in _unseen_by_style_sheet(page)}
    hidden = 0
    stack: list[Tag] = [page]
    while stack:
        for node in [child for child in stack.pop().contents if isinstance(child, Tag)]:
            script = node.name in _SCRIPTS
            if not script and not _is_hidden(node) and id(node) not in unseen:
                stack.append(node)
                continue
            if not script or node.name in ("template", "noscript"):
                hidden += len("".join(node.get_text().split()))
            node.decompose()
    return hidden


def _is_hidden(node: Tag) -> bool:
    return node.has_attr("hidden") or bool(_UNSEEN.search(str(node.get("style") or "")))


def _unseen_by_style_sheet(page: BeautifulSoup) -> Iterator[Tag]:
    """The elements that a rule of the page's own style sheets hides, by tag, class or id alone."""
    hiding: set[tuple[str, str, str]] = set()
    for sheet in page.find_all("style"):
        rules = _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.get_text(), flags=re.DOTALL))
        for selectors, style in rules:
            if _UNSEEN.search(style):
                found = (_SIMPLE.fullmatch(selector.strip()) for selector in selectors.split(","))
                hiding |= {
                    (one["tag"] or "", one["cls"] or "", one["id"] or "") for one in found if one
                }
    hiding.discard(("", "", ""))
    if not hiding:
        return
    for node in page.find_all(True):
        classes = ["", *node.get_attribute_list("class")]
        keys = {
            (tag, cls, identity)
            for tag in ("", node.name)
            for cls in classes
            for identity in ("", str(node.get("id") or ""))
        }
        if keys & hiding:
            yield node
