"""What becomes of the sentences no rule is sure about: a second reader, then a model where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.rule_forms import Rule, Rulebook
from service.critique.engine import Hit
from service.critique.findings import finding_of_hit
from service.critique.index import applies
from service.critique.inputs import SecondReading
from service.critique.kind_reader import shipped_reader
from service.critique.second_reader import SecondReader
from service.critique.segments import Item, Outline, Sentence
from service.errors import Language
from service.finding import Both, Finding

if TYPE_CHECKING:  # a model's libraries are not loaded where none is used
    from service.critique.model_pass import ModelReader

_ALSO = 2
_MESSAGE = Both(
    "没有规则命中，但这句与标注过的含糊句相近，多半缺了要素。",
    "No rule matches, but this reads like statements that were marked as vague: something is probably missing.",
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads after the rules; each may be missing."""

    second: SecondReader | None = None
    model: ModelReader | None = None


def read_uncertain(
    book: Rulebook, outline: Outline, hits: Sequence[Hit], readers: Readers, language: Language
) -> tuple[list[Finding], SecondReading]:
    """The findings on statements about which no rule is sure, and who decided what.

    The second reader reads all of them, those of which some rule is unsure and those on which all are
    silent. A model's word stands above its; it is asked about the statements that some rule is unsure
    about or that the reader finds vague, those first of which the reader is least sure.
    """
    found: dict[int, Finding] = {}
    asking: list[tuple[float, Sequence[Hit]]] = []
    read = 0
    rules = {rule.id: rule for rule in book.rules if _may_name(rule)}
    for item, sentence, unsure in _statements(outline, hits):
        read += 1
        doubt = 0.0
        named: Sequence[Hit] = unsure
        if readers.second:
            likelihood, named = _second_look(
                readers.second, rules, outline, item, sentence, unsure, found
            )
            doubt = abs(likelihood - 0.5)
        if named:
            asking.append((doubt, named))
    second = len(found)
    if readers.model is None or not asking:
        return list(found.values()), SecondReading(read, second)
    ordered = [named for _, named in sorted(asking, key=lambda one: one[0])]
    reading = readers.model.read(book, outline, ordered, language)
    for start, finding_or_none in reading.decided.items():
        if finding_or_none is None:
            found.pop(start, None)
        else:
            found[start] = finding_or_none
    by_model = sum(finding.origin == "llm" for finding in found.values())
    return list(found.values()), SecondReading(
        read, second, reading.asked, by_model, reading.failure
    )


def _second_look(
    reader: SecondReader,
    rules: Mapping[str, Rule],
    outline: Outline,
    item: Item,
    sentence: Sentence,
    unsure: Sequence[Hit],
    found: dict[int, Finding],
) -> tuple[float, Sequence[Hit]]:
    """How likely a statement is vague, and its hits, the likeliest check first; where it is a finding,
    that is put into `found`."""
    by_rule = {hit.rule.id: hit for hit in unsure}
    values = shipped_reader().more_of(sentence.total)
    likelihood = round(reader.likelihood(values, by_rule), 3)
    words = outline.copy[sentence.start : sentence.end]
    if not reader.speaks(likelihood, by_rule, "zh" if _is_chinese(words) else "en"):
        return likelihood, unsure
    names = by_rule or [name for name, rule in rules.items() if _looks_at(rule, item, sentence)]
    named = [
        by_rule.get(name) or _unprompted(rules[name], item, sentence)
        for name in reader.checks(values, by_rule, names)
    ]
    if named and named[0].rule.default != "off":  # nobody asks what an organisation does not ask
        others = [hit.rule for hit in named[1:] if hit.rule.default != "off"]
        also = tuple(rule.id for rule in others[:_ALSO])
        finding = finding_of_hit(outline, named[0], also)
        found[named[0].sentence.start] = replace(
            finding,
            severity="suggestion",
            message=finding.message if unsure else _MESSAGE,
            origin="model",
            confidence=likelihood,
        )
    return likelihood, named


def _statements(
    outline: Outline, hits: Sequence[Hit]
) -> Iterator[tuple[Item, Sentence, list[Hit]]]:
    """The statements on which no rule is sure, with the hits of unsure ones. A row is one statement."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    for item in outline.items:
        if item.kind == "row":
            own = [hit for one in item.sentences for hit in by_sentence.get(one.start, ())]
            statements = [(item.sentences[0], own)]
        else:
            statements = [(one, by_sentence.get(one.start, [])) for one in item.sentences]
        for sentence, own in statements:
            if not any(hit.certain for hit in own) and (own or sentence.type != "filler"):
                yield item, sentence, own


def _unprompted(rule: Rule, item: Item, sentence: Sentence) -> Hit:
    """What a rule would say of a statement that none of its wordings meets."""
    return Hit(rule, item, sentence, sentence.start, sentence.end, None, certain=False)


def _may_name(rule: Rule) -> bool:
    return rule.scope != "document"


def _looks_at(rule: Rule, item: Item, sentence: Sentence) -> bool:
    """Whether a rule may speak of a statement; one whose kind is a guess may be of either kind."""
    kinds = {sentence.type, sentence.maybe} - {""}
    return any(applies(rule, kind, item.section) for kind in kinds)


def _is_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)
