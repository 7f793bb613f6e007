"""The effective configuration as a critique.yaml again, so that what is in force can be read and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from knowledge.rule_forms import Rule
from service.critique.configuration import SCHEMA, Configured
from service.critique.findings import severity_of


def effective_configuration(configured: Configured) -> str:
    """Every check with its level, and what was changed; YAML that `critique.yaml` may hold."""
    return "\n".join(_lines(configured)) + "\n"


def _lines(configured: Configured) -> Iterator[str]:
    configuration, book = configured.configuration, configured.book
    yield f"# {configuration.path or 'no critique.yaml'}"
    yield f"# {book.digest}"
    yield f"schema: {SCHEMA}"
    if configuration.rules:
        yield f"rules: {_quoted(configuration.rules.as_posix())}"
    if configuration.sections:
        yield f"sections: [{', '.join(configuration.sections)}]"
    if configuration.terms:
        yield "terms:"
        yield from _words(configuration.terms, "  ")
    yield "checks:"
    for rule in book.rules:
        change = configuration.checks.get(rule.id)
        if change is None or not (change.sections or change.words):
            yield f"  {rule.id}: {_quoted(_level(rule))}  # {rule.key}"
            continue
        yield f"  {rule.id}:  # {rule.key}"
        yield f"    severity: {_quoted(_level(rule))}"
        if change.sections:
            yield f"    sections: [{', '.join(change.sections)}]"
        if change.words:
            yield "    cues:"
            yield from _words(change.words, "      ")


def _level(rule: Rule) -> str:
    return "off" if rule.default == "off" else severity_of(rule)


def _words(words: Mapping[str, tuple[str, ...]], indent: str) -> Iterator[str]:
    for tongue, texts in words.items():
        listed = ", ".join(
            f"{{re: {_quoted(text[3:])}}}" if text.startswith("re:") else _quoted(text)
            for text in texts
        )
        yield f"{indent}{tongue}: [{listed}]"


def _quoted(text: str) -> str:
    """A text as YAML reads it back; JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)
