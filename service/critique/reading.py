"""One critique from end to end: segment, type, find, show one card a sentence, suppress, sort."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.errors import InvalidRules
from knowledge.rule_forms import Rulebook
from knowledge.rulebook import read_rulebook
from service.critique.document_checks import document_findings
from service.critique.engine import Hit, find_hits
from service.critique.findings import finding_of_hit, one_card_a_sentence, sorted_findings
from service.critique.inputs import Critique, CritiqueInputs
from service.critique.item_types import type_items
from service.critique.proof import prove
from service.critique.second_reader import SecondReader, second_reader
from service.critique.segments import Outline, segment
from service.critique.suppression import apply_suppressions
from service.errors import Language, RuleError
from service.review import Finding

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
    return critique_with(proved_rulebook(), text, language=language, inputs=inputs)


@cache
def proved_rulebook() -> Rulebook:
    """The shipped rules, read and proved once a process. Raises RuleError with every fault."""
    try:
        book = read_rulebook()
    except InvalidRules as error:
        raise RuleError(
            zh=f"批注规则文件有错：\n{error}", en=f"Bad critique rules:\n{error}"
        ) from error
    prove(book)
    return book


def critique_with(
    book: Rulebook,
    text: str,
    *,
    language: Language | None = None,
    inputs: CritiqueInputs | None = None,
    reader: SecondReader | None = None,
) -> Critique:
    """The same with a rulebook of the caller's, and a second reader in place of the shipped one."""
    outline = segment(text.removeprefix("\ufeff"))
    type_items(outline)
    hits = find_hits(outline, book.rules)
    cards = one_card_a_sentence(hit for hit in hits if hit.certain)
    found = [finding_of_hit(outline, hit, also) for hit, also in cards]
    unsure = _unsure(hits)
    said = _second_reading(outline, unsure, second_reader() if reader is None else reader)
    found += said
    found += document_findings(book, outline, inputs or CritiqueInputs())
    known = frozenset(rule.id for rule in book.rules)
    findings = sorted_findings(apply_suppressions(outline, found, known))
    suppressed = sum(finding.suppressed is not None for finding in findings)
    said_in = language or language_of(outline.text)
    return Critique(tuple(findings), said_in, book.digest, suppressed, len(unsure), len(said))


def _unsure(hits: Sequence[Hit]) -> list[list[Hit]]:
    """The uncertain hits by sentence, of sentences on which no rule is sure."""
    sure = {hit.sentence.start for hit in hits if hit.certain}
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.sentence.start not in sure:
            by_sentence.setdefault(hit.sentence.start, []).append(hit)
    return list(by_sentence.values())


def _second_reading(
    outline: Outline, unsure: Sequence[Sequence[Hit]], reader: SecondReader | None
) -> list[Finding]:
    found: list[Finding] = []
    for hits in unsure if reader else ():
        decided = reader.decide(outline, hits) if reader else []
        if decided:
            (hit, likelihood), *others = decided
            also = tuple(other.rule.id for other, _ in others[:2])
            finding = finding_of_hit(outline, hit, also)
            found.append(replace(finding, origin="model", confidence=likelihood))
    return found


def language_of(text: str) -> Language:
    """The language most of a text is written in: one Han character weighs as much as a word."""
    sample = text[:_SAMPLE]
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    return "zh" if han >= latin else "en"
