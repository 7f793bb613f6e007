"""What of a Markdown text is prose, and what each of its lines is.

The readable copy has the length of the text, so offsets hold in both: full-width ASCII becomes ASCII
one for one, traditional characters become simplified ones, and what is no claim of the writer
(comments, code, link targets, addresses) becomes spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from service.text.traditional import SIMPLIFIED

LineKind = Literal["blank", "heading", "quote", "bullet", "row", "prose"]

_WIDE = {0xFF01 + step: 0x21 + step for step in range(0x5E)} | {0x3000: 0x20, 0xA0: 0x20}
_FOLD = _WIDE | SIMPLIFIED
_FEW = tuple((chr(wide), chr(narrow)) for wide, narrow in _WIDE.items())
_TRADITIONAL = re.compile(f"[{''.join(map(chr, SIMPLIFIED))}]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NO_PROSE = re.compile(
    r"`[^`\r\n]{1,200}`|\]\([^()\s]{0,400}\)|(?:https?|ftp)://[^\s<>\"'，。；、）)]{1,2000}"
    r"|<[A-Za-z/][^<>\r\n]{0,200}>"
)
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)|\s{0,3}#{2,6}(?=[^\s#])")
_UNDERLINE = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*$")
_QUOTE = re.compile(r"\s*>")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*+](?=[ \t])|[•·●○■◆▪◦➢►✓√–—](?![—–])"
    r"|\d{1,3}[.](?!\d)|\d{1,3}[、)]|\(\d{1,3}\)|[①-⑳]|\([一二三四五六七八九十]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}、)[ \t]*(?:\[[ xX]\][ \t]+)?"
)
_NUMERALS = frozenset("一二三四五六七八九十")
_MAY_BE_MORE = frozenset(" \t-[\u3000")
"""What behind `- ` makes a bullet with more to it than a mark: a rule, a box to tick, white space."""
_UNDERLINES = frozenset("=-")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")


class Line(NamedTuple):
    """One line: [start, end) without its line end. `body` is where its words begin; `indent` counts
    the columns before its mark."""

    start: int
    end: int
    kind: LineKind
    body: int
    indent: int


def readable(text: str) -> str:
    """The copy to match on; as long as `text`."""
    folded = _folded(text)
    spans = sorted((*_comments(folded), *_fences(folded)))
    spans += [_blanked(match) for match in _NO_PROSE.finditer(folded)]
    return _blank(folded, spans)


def _folded(text: str) -> str:
    if text.isascii():
        return text
    if _TRADITIONAL.search(text):
        return text.translate(_FOLD)
    for wide, narrow in _FEW:  # many times faster than to translate each character
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def comments(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the HTML comments of a text."""
    yield from _comments(text)


def lines(copy: str) -> list[Line]:
    """The lines of a readable copy. A line of text over a rule of === or --- is a heading."""
    found: list[Line] = []
    for start, words in _split(copy):
        line = _line(start, words)
        end = line.end
        if words[:4].lstrip()[:1] in _UNDERLINES and _is_underline(words, found):
            above = found[-1]
            found[-1] = Line(above.start, above.end, "heading", above.body, above.indent)
            line = Line(start, end, "blank", end, 0)
        found.append(line)
    return found


def _split(copy: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and its words; no line stands behind the last line end."""
    if "\r" in copy:
        for match in _LINE.finditer(copy):
            if match.start() < len(copy):
                yield match.start(), match.group().rstrip("\r\n")
        return
    start = 0
    for words in copy.split("\n"):
        if start < len(copy):
            yield start, words
        start += len(words) + 1


def _is_underline(words: str, above: Sequence[Line]) -> bool:
    return bool(above) and above[-1].kind == "prose" and bool(_UNDERLINE.match(words))


def is_separator(copy: str, line: Line) -> bool:
    """Whether a table line is the rule under the table's header."""
    return (
        bool(_SEPARATOR.match(copy[line.start : line.end])) and "-" in copy[line.start : line.end]
    )


def _line(start: int, words: str) -> Line:
    end = start + len(words)
    first = words[:1]
    if "\u4e00" <= first <= "\u9fff" and first not in _NUMERALS:
        return Line(start, end, "prose", start, 0)  # most lines of a paragraph: no mark at all
    if first == "-" and words[1:2] == " " and words[2:3] not in _MAY_BE_MORE:
        return Line(start, end, "bullet", start + 2, 0)  # most bullets
    if not words.strip():
        return Line(start, end, "blank", end, 0)
    indent = len(words) - len(words.lstrip())
    columns = len(words[:indent].expandtabs(4))
    if heading := _HEADING.match(words):
        return Line(start, end, "heading", start + heading.end(), columns)
    if quote := _QUOTE.match(words):
        return Line(start, end, "quote", start + quote.end(), columns)
    if _RULE.match(words):
        return Line(start, end, "blank", end, 0)
    stripped = words.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        return Line(start, end, "row", start + indent, columns)
    if bullet := _BULLET.match(words):
        return Line(start, end, "bullet", start + bullet.end(), columns)
    return Line(start, end, "prose", start + indent, columns)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("<!--")
    while at >= 0:
        close = text.find("-->", at + 4)
        if close < 0:
            return
        yield at, close + 3
        at = text.find("<!--", close + 3)


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Fenced code blocks; one that is never closed runs to the end."""
    if "```" not in text and "~~~" not in text:
        return
    begin, mark = -1, ""
    for match in _LINE.finditer(text):
        fence = _FENCE.match(text, match.start(), match.end())
        if not fence:
            continue
        if begin < 0:
            begin, mark = match.start(), fence.group(1)
        elif fence.group(1).startswith(mark):
            yield begin, match.end()
            begin = -1
    if begin >= 0:
        yield begin, len(text)


def _blanked(match: re.Match[str]) -> tuple[int, int]:
    keeps = 1 if match.group().startswith("]") else 0  # the bracket that closes a link's words
    return match.start() + keeps, match.end()


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        parts.append(text[at:start])
        parts.append(_spaces(text[start:end]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _spaces(hidden: str) -> str:
    if "\n" not in hidden and "\r" not in hidden:
        return " " * len(hidden)
    return "".join(mark if mark in "\r\n" else " " for mark in hidden)
