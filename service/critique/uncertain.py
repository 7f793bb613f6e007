"""What becomes of the sentences the rules are unsure about: a second reader, then a model where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.rule_forms import Rulebook
from service.critique.engine import Hit
from service.critique.findings import finding_of_hit
from service.critique.inputs import SecondReading
from service.critique.second_reader import SecondReader
from service.critique.segments import Outline
from service.errors import Language
from service.finding import Finding

if TYPE_CHECKING:  # a model's libraries are not loaded where none is used
    from service.critique.model_pass import ModelReader

_ALSO = 2


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads after the rules; each may be missing."""

    second: SecondReader | None = None
    model: ModelReader | None = None


def read_uncertain(
    book: Rulebook, outline: Outline, hits: Sequence[Hit], readers: Readers, language: Language
) -> tuple[list[Finding], SecondReading]:
    """The findings among uncertain hits, of sentences on which no rule is sure, and who decided what.

    A model's word about a sentence stands above that of the second reader; it is asked first about the
    sentences of which the reader is least sure.
    """
    unsure = _by_sentence(hits)
    found: dict[int, Finding] = {}
    doubt: dict[int, float] = {}
    for one in unsure if readers.second else ():
        assert readers.second is not None
        likelihood, kept = readers.second.decide(outline, one)
        start = one[0].sentence.start
        doubt[start] = abs(likelihood - 0.5)
        if kept:
            also = tuple(other.rule.id for other in kept[1 : 1 + _ALSO])
            finding = finding_of_hit(outline, kept[0], also)
            found[start] = replace(finding, origin="model", confidence=likelihood)
    second = len(found)
    if readers.model is None or not unsure:
        return list(found.values()), SecondReading(len(unsure), second)
    ordered = sorted(unsure, key=lambda one: doubt.get(one[0].sentence.start, 0.0))
    reading = readers.model.read(book, outline, ordered, language)
    for start, finding_or_none in reading.decided.items():
        if finding_or_none is None:
            found.pop(start, None)
        else:
            found[start] = finding_or_none
    by_model = sum(finding.origin == "llm" for finding in found.values())
    return list(found.values()), SecondReading(
        len(unsure), second, reading.asked, by_model, reading.failure
    )


def _by_sentence(hits: Sequence[Hit]) -> list[list[Hit]]:
    sure = {hit.sentence.start for hit in hits if hit.certain}
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.sentence.start not in sure:
            by_sentence.setdefault(hit.sentence.start, []).append(hit)
    return [by_sentence[start] for start in sorted(by_sentence)]
