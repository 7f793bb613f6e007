"""Parts of a text that nobody filled in: headings with a template's hint below them, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.review import Sentence
from service.text.placeholders import is_placeholder
from service.text.sameness import line_key

_ADVICE = re.compile(
    r"^[>\s]*(?:请|如果?有|建议|说明|提示|注意|注[:：]|填写|示例|格式|模板|please|note:|hint)",
    re.IGNORECASE,
)
_SHORTEST = 6
"""Letters of a line below which it tells nothing by itself (需求, 问题)."""


def is_hint(sentence: Sentence) -> bool:
    """Whether a sentence is the template speaking to its writer."""
    if sentence.role == "quote":
        return bool(_ADVICE.match(sentence.text)) or is_placeholder(sentence.text)
    if sentence.role != "body":
        return False
    if sentence.cell is not None and sentence.text.strip() == sentence.cell.header.strip():
        return True
    return is_placeholder(sentence.text)


def tells_something(sentence: Sentence) -> bool:
    """Whether a sentence is content of its own."""
    return sentence.role in ("body", "quote") and not is_hint(sentence)


def unfilled_parts(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The headings whose part holds a template's hint and nothing else, as they are written."""
    found = []
    for heading, below in _parts(sentences):
        hints = [sentence for sentence in below if is_hint(sentence)]
        if hints and not any(tells_something(sentence) for sentence in below):
            found.append(heading)
    return tuple(dict.fromkeys(found))


def is_blank_form(sentences: Sequence[Sentence]) -> bool:
    """Whether nobody wrote anything: headings alone, or a template as it was handed out."""
    hinted = told = coded = False
    for sentence in sentences:
        if tells_something(sentence):
            if _is_full(sentence):
                return False
            told = True
        coded = coded or sentence.role == "code"
        hinted = hinted or is_hint(sentence)
    return hinted if told else not coded


def _is_full(sentence: Sentence) -> bool:
    """Says enough to stand alone: no bare noun, no line that only leads on, no aside in brackets."""
    if sentence.cell is not None:
        return True
    text = sentence.text.strip()
    aside = text.startswith(("（", "(")) and text.endswith(("）", ")"))
    return len(line_key(text)) >= _SHORTEST and not text.endswith(("：", ":")) and not aside


def _parts(sentences: Sequence[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    """Each heading and the sentences right below it, down to the next heading."""
    heading, below = "", list[Sentence]()
    for sentence in sentences:
        if sentence.role == "heading":
            if heading:
                yield heading, below
            heading, below = sentence.text.strip(" #*"), []
        else:
            below.append(sentence)
    if heading:
        yield heading, below
