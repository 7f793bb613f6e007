"""One critique from end to end: segment, type, find, show one card a sentence, suppress, sort."""

from __future__ import annotations

import re

from knowledge.rule_forms import Rulebook
from knowledge.rulebook import read_rulebook
from service.critique.engine import find_hits
from service.critique.findings import finding_of_hit, one_card_a_sentence, sorted_findings
from service.critique.inputs import Critique, CritiqueInputs
from service.critique.item_types import type_items
from service.critique.segments import segment
from service.errors import Language

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SAMPLE = 20_000


def critique(
    text: str, *, language: Language | None = None, inputs: CritiqueInputs | None = None
) -> Critique:
    """The findings of a text. Offsets count its code points, without a byte-order mark.

    `language` is that of most of the text unless given; rules of both languages always apply. Raises
    RuleError when the rules cannot be trusted.
    """
    return critique_with(read_rulebook(), text, language=language, inputs=inputs)


def critique_with(
    book: Rulebook,
    text: str,
    *,
    language: Language | None = None,
    inputs: CritiqueInputs | None = None,
) -> Critique:
    """The same with a rulebook of the caller's."""
    outline = segment(text.removeprefix("\ufeff"))
    type_items(outline)
    cards = one_card_a_sentence(find_hits(outline, book.rules))
    findings = sorted_findings([finding_of_hit(outline, hit, also) for hit, also in cards])
    return Critique(tuple(findings), language or language_of(outline.text), book.digest, 0)


def language_of(text: str) -> Language:
    """The language most of a text is written in: one Han character weighs as much as a word."""
    sample = text[:_SAMPLE]
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    return "zh" if han >= latin else "en"
