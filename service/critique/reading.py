"""One critique from end to end: segment, type, find, show one card a sentence, suppress, sort."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.rule_forms import Rulebook
from service.critique.document_checks import document_findings, join_untreated
from service.critique.engine import find_hits
from service.critique.findings import finding_of_hit, one_card_a_sentence, sorted_findings
from service.critique.inputs import Critique, CritiqueInputs
from service.critique.item_types import type_items
from service.critique.kept_rules import keep_rulebook, kept_rulebook, rules_name
from service.critique.second_reader import second_reader
from service.critique.segments import segment
from service.critique.suppression import apply_suppressions
from service.critique.uncertain import Readers, read_uncertain
from service.errors import Language

if TYPE_CHECKING:
    from service.critique.model_pass import ModelReader

_HAN_BYTES = bytes(range(0x4E, 0xA0))
"""The first bytes of U+4E00 to U+9FFF in UTF-16."""
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SAMPLE = 20_000


def critique(
    text: str,
    *,
    language: Language | None = None,
    inputs: CritiqueInputs | None = None,
    model: ModelReader | None = None,
    book: Rulebook | None = None,
) -> Critique:
    """The findings of a text. Offsets count its code points, without a byte-order mark.

    `language` is that of most of the text unless given; rules of both languages always apply. A
    `model` is asked about some of the sentences the rules are unsure about. `book` are proved rules in
    place of the shipped ones. Raises RuleError when the rules cannot be trusted.
    """
    readers = Readers(second_reader(), model)
    book = book or proved_rulebook()
    return critique_with(book, text, language=language, inputs=inputs, readers=readers)


@cache
def proved_rulebook() -> Rulebook:
    """The shipped rules, read and proved once and then kept (kept_rules). Raises RuleError with every
    fault."""
    name = rules_name()
    kept = kept_rulebook(name)
    if kept is not None:
        return kept
    # What reads and proves rules is needed once after an update, not in every process.
    from service.critique.proof import read_and_prove

    book = read_and_prove()
    keep_rulebook(name, book)
    return book


def critique_with(
    book: Rulebook,
    text: str,
    *,
    language: Language | None = None,
    inputs: CritiqueInputs | None = None,
    readers: Readers | None = None,
) -> Critique:
    """The same with a rulebook and readers of the caller's."""
    outline = segment(text.removeprefix("\ufeff"))
    type_items(outline)
    hits = find_hits(outline, book.rules)
    cards = one_card_a_sentence(hit for hit in hits if hit.certain)
    found = [finding_of_hit(outline, hit, also) for hit, also in cards]
    said_in = language or language_of(outline.text)
    readers = readers or Readers(second_reader())
    unsure, reading = read_uncertain(book, outline, hits, readers, said_in)
    found += unsure
    found += document_findings(book, outline, inputs or CritiqueInputs())
    known = frozenset(rule.id for rule in book.rules)
    off = frozenset(rule.id for rule in book.rules if rule.default == "off")
    answered = apply_suppressions(outline, found, known, off)
    findings = sorted_findings(join_untreated(book, outline, answered))
    suppressed = sum(finding.suppressed is not None for finding in findings)
    return Critique(tuple(findings), said_in, book.digest, suppressed, reading)


def language_of(text: str) -> Language:
    """The language most of a text is written in: one Han character weighs as much as a word."""
    sample = text[:_SAMPLE]
    first = sample.encode("utf-16-be", "surrogatepass")[::2]  # counted at a twentieth of the cost
    han, latin = len(first) - len(first.translate(None, _HAN_BYTES)), len(_LATIN.findall(sample))
    return "zh" if han >= latin else "en"
