"""Lines without their dress, and what a heading or label says about the lines below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from knowledge.cues import heading_parts
from service.review import Sentence

LIST_MARK = re.compile(
    r"^\s*(?:(?:[-*+•·●○◆■>]|//|——|—)\s*|\(?（?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]\s*"
    r"|\d{1,3}(?:\.(?!\d)|[、，,])\s*|[一二三四五六七八九十]{1,3}、\s*|[①-⑳]\s*"
    r"|\[[ xX√]\]\s*|Step\s*\d+[:：]\s*)+"
)
_DECORATION = re.compile(
    r"<[^<>]{0,60}>|&(?:nbsp|#x20|amp);|[*`]+|(?<![A-Za-z0-9\\])_+|_+(?![A-Za-z0-9])|~~|^#{1,6}\s+|\s#+$"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_LINK = re.compile(r"!?\[((?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\([^()]*\)")
_ADDRESS = re.compile(r"https?://[^\s)）>]+")
_DRAWN = re.compile(r"^[\s=~*\-_—]{3,}|[\s=~*\-_—]{3,}$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}(?:\.(?!\d)|[、，,)）])|[（(]\d{1,3}[)）]|[①-⑳])")
LABEL = re.compile(r"^(?P<label>[^:：。，,；;?？]{1,24}?)\s*[:：]\s*(?P<rest>.*)$", re.DOTALL)
"""结论：…: a label and what follows it."""
_BARS = re.compile(r"^\s*[=~_]{3,}|[=~_]{3,}\s*$")
_EDGES = re.compile(r"[\s:：（(【\[]+$|^[\s【\[◆■●○]+|[】\]]")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]{1,3}[部章节]?[、.．)）\s]+|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*|[①-⑳]\s*)"
)
_BRACKET = re.compile(r"\s*[（(](?P<inside>[^（）()]{1,24})[)）]\s*$")
_COUNT = re.compile(r"(?:共|合计)?\s*\d{1,3}\s*(?:项|条|个)?")
_TWO_TONGUES = re.compile(
    r"(?P<latin>[a-z][a-z &'-]*[a-z])\s*[/|]?\s*(?P<han>[\u4e00-\u9fff][^a-z]*)"
    r"|(?P<han2>[\u4e00-\u9fff][^a-z]*?)\s*[/|]?\s*(?P<latin2>[a-z][a-z &'-]*[a-z])"
)


def plain(text: str) -> str:
    """`text` without list marks, Markdown, links' addresses and runs of white space."""
    text = _LINK.sub(r"\1", text)
    text = _BARS.sub("", _ADDRESS.sub("", text))
    text = _ESCAPED.sub(r"\1", _DECORATION.sub("", text))
    return re.sub(r"[ \t\r\n\u3000]+", " ", LIST_MARK.sub("", text.strip(), count=1)).strip(" ；;")


def part_of(heading: str) -> str:
    """The part that a heading or label opens, "" when it names a topic.

    Numbering, marks, brackets, a count and a translation beside it make no difference.
    """
    name = _DRAWN.sub("", plain(heading))
    name = unicodedata.normalize("NFKC", _EDGES.sub("", name)).lower()
    name = _ORDINAL.sub("", name).strip(" :")
    found = _match(name)
    if found:
        return found
    bracket = _BRACKET.search(name)
    if bracket:
        before, inside = name[: bracket.start()].strip(" :"), bracket["inside"]
        same = _match(inside) or _COUNT.fullmatch(inside) or inside.isascii() or len(inside) < 5
        return _match(before) if same else ""
    both = _TWO_TONGUES.fullmatch(name)
    if both:
        latin = _match((both["latin"] or both["latin2"]).strip())
        return _match((both["han"] or both["han2"]).strip(" :")) if latin else ""
    return ""


def _match(name: str) -> str:
    return next((part for part, pattern in heading_parts() if pattern.fullmatch(name)), "")


def pieces_of_cell(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """A long table cell, cut where a new numbered entry or a label such as 遗留问题 begins."""
    current: list[Sentence] = []
    for sentence in sentences:
        label = LABEL.match(plain(sentence.text))
        opens = bool(_NUMBERED.match(sentence.text)) or (
            label is not None and part_of(label["label"]) in ("action", "conclusion", "carried")
        )
        if current and opens:
            yield tuple(current)
            current = []
        current.append(sentence)
    if current:
        yield tuple(current)
