"""A model looks at the sentences the rules are unsure about, at most 15 of 100, in one call.

What it says counts only when it holds together: a known check, an element that check can miss, and words
that really stand in the sentence. With no model, or when it fails, the report is that of the rules and
says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.rule_forms import Rule, Rulebook
from prompts import say
from service.critique.engine import Hit
from service.critique.findings import finding_of_hit
from service.critique.segments import Outline
from service.errors import FupanError, Language
from service.finding import Finding
from service.llm import KeptAnswers, LanguageModel, Prompt

SHARE = 0.15
"""The most sentences of a text, as a share, that a model is asked about."""
MOST = 60
"""The most sentences of one call."""
VERSION = "critique-pass/1"
_AROUND = 120
"""Code points of context before and after a sentence."""
_TOKENS_A_SENTENCE = 60
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["answers"],
    "properties": {
        "answers": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["n", "check", "missing", "quote"],
                "properties": {
                    "n": {"type": "integer"},
                    "check": {"type": "string"},
                    "missing": {"type": "array", "items": {"type": "string"}},
                    "quote": {"type": "string"},
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a model made of the uncertain sentences.

    `decided` holds, by the offset of a sentence, its finding or None when the model sees no fault; a
    sentence that is not in it was not asked about or not answered properly. `failure` says why the model
    gave nothing.
    """

    decided: Mapping[int, Finding | None]
    asked: int = 0
    failure: FupanError | None = None


@dataclass(frozen=True, slots=True)
class ModelReader:
    """A model with the answers it already gave."""

    model: LanguageModel
    kept: KeptAnswers

    def read(
        self,
        book: Rulebook,
        outline: Outline,
        unsure: Sequence[Sequence[Hit]],
        language: Language,
    ) -> ModelReading:
        """Ask about the first sentences of `unsure` that fit into the share."""
        sentences = sum(len(item.sentences) for item in outline.items)
        chosen = unsure[: min(MOST, int(sentences * SHARE))]
        rules = {rule.id: rule for rule in book.rules if rule.scope != "document"}
        rows: dict[int, Any] = {}
        keys = {hits[0].sentence.start: self._key(book, outline, hits, language) for hits in chosen}
        for start, key in keys.items():
            row = self.kept.get(key)
            if row is not None:
                rows[start] = row
        left = [hits for hits in chosen if hits[0].sentence.start not in rows]
        failure: FupanError | None = None
        if left:
            try:
                answered = self._ask(outline, left, rules, language)
            except FupanError as error:
                answered, failure = {}, error
            for start, row in answered.items():
                self.kept.put(keys[start], row)
            rows |= answered
        decided: dict[int, Finding | None] = {}
        for hits in chosen:
            start = hits[0].sentence.start
            if start in rows and (judged := _judged(outline, hits, rows[start], rules)) is not None:
                decided[start] = judged[0]
        return ModelReading(decided, len(chosen), failure)

    def _ask(
        self,
        outline: Outline,
        left: Sequence[Sequence[Hit]],
        rules: Mapping[str, Rule],
        language: Language,
    ) -> dict[int, Any]:
        shown = [_shown(outline, number, hits) for number, hits in enumerate(left, 1)]
        sentences = json.dumps(shown, ensure_ascii=False)
        answer = self.model.ask(
            Prompt(
                name="critique",
                language=language,
                system=say(language, "critique", "system", checks=_checks(rules, language)),
                user=say(language, "critique", "sentences", sentences=sentences),
                schema=SCHEMA,
                read=_rows,
                tolerant=True,  # one entry that does not hold costs that entry alone
                most_tokens=200 + _TOKENS_A_SENTENCE * len(left),
            )
        )
        rows = answer.value
        return {
            left[row["n"] - 1][0].sentence.start: row for row in rows if 1 <= row["n"] <= len(left)
        }

    def _key(
        self, book: Rulebook, outline: Outline, hits: Sequence[Hit], language: Language
    ) -> tuple[str, ...]:
        shown = json.dumps(_shown(outline, 0, hits), ensure_ascii=False)
        return VERSION, self.model.name, book.digest, language, shown


def _shown(outline: Outline, number: int, hits: Sequence[Hit]) -> dict[str, Any]:
    sentence, item = hits[0].sentence, hits[0].item
    low, high = max(item.start, sentence.start - _AROUND), min(item.end, sentence.end + _AROUND)
    return {
        "n": number,
        "section": item.section,
        "kind": sentence.type,
        "before": outline.text[low : sentence.start],
        "sentence": outline.text[sentence.start : sentence.end],
        "after": outline.text[sentence.end : high],
        "unsure": [hit.rule.id for hit in hits],
    }


def _checks(rules: Mapping[str, Rule], language: Language) -> str:
    return "\n".join(
        f"{rule.id} {rule.name.zh if language == 'zh' else rule.name.en} [{', '.join(rule.missing)}]"
        for rule in rules.values()
        if rule.default != "off"
    )


def _rows(answer: Any) -> list[dict[str, Any]]:
    """The entries of an answer that have the form asked for; the rest is dropped."""
    answers = answer.get("answers") if isinstance(answer, dict) else None
    return [
        row
        for row in (answers if isinstance(answers, list) else [])
        if isinstance(row, dict)
        and type(row.get("n")) is int
        and isinstance(row.get("check"), str)
        and isinstance(row.get("quote"), str)
        and isinstance(row.get("missing"), list)
    ]


def _judged(
    outline: Outline, hits: Sequence[Hit], row: Mapping[str, Any], rules: Mapping[str, Rule]
) -> tuple[Finding | None] | None:
    """The finding an entry stands for, (None,) for no fault, None for an entry that does not hold."""
    if not row["check"]:
        return (None,)
    rule = rules.get(row["check"])
    sentence = hits[0].sentence
    words = outline.text[sentence.start : sentence.end]
    if rule is None or rule.default == "off" or not row["quote"] or row["quote"] not in words:
        return None
    missing = tuple(one for one in rule.missing if one in row["missing"])
    if not missing:
        return None
    known = next((hit for hit in hits if hit.rule.id == rule.id), None)
    start = sentence.start + words.index(row["quote"])
    hit = known or Hit(
        rule, hits[0].item, sentence, start, start + len(row["quote"]), None, certain=False
    )
    finding = finding_of_hit(outline, hit, ())
    return (replace(finding, missing=missing, origin="llm", confidence=0.5),)
