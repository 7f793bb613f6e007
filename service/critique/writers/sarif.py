"""SARIF 2.1.0, for code-scanning services. Columns count code points, as `columnKind` says.

A byte-order mark counts as nothing. What could not be read is a notification of an invocation that
was not successful, so that a crash never looks like a clean text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from knowledge.rule_forms import Rule
from service import __version__
from service.critique.findings import severity_of
from service.critique.outcome import Outcome, ReadDocument
from service.critique.positions import Positions
from service.critique.suppression import BAD_MARK, BAD_MARK_NAME, BAD_MARK_QUESTION
from service.critique.writers.words import missing_words, said
from service.errors import FupanError, Language
from service.finding import Both, Finding, Related

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "suggestion": "note"}
_BAD = {"zh": "不好", "en": "Weak"}
_BETTER = {"zh": "更好", "en": "Better"}


def write(outcome: Outcome) -> str:
    """One run with the rules, the documents and every finding, suppressed and known ones too."""
    return json.dumps(_log(outcome), ensure_ascii=False, indent=2) + "\n"


def _log(outcome: Outcome) -> dict[str, Any]:
    language = outcome.language
    rules = [*(_rule(rule, language) for rule in outcome.rules), _bad_mark(language)]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    read = list(outcome.read)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "fupan",
                "semanticVersion": __version__,
                "language": "zh-CN" if language == "zh" else "en-US",
                "rules": rules,
                "properties": {"rulesHash": outcome.rules_hash},
            }
        },
        "invocations": [_invocation(outcome)],
        "artifacts": [
            {
                "location": {"uri": uri_of(document.path)},
                "hashes": {"sha-256": document.sha256},
                "sourceLanguage": "markdown",
            }
            for document in read
        ],
        "results": [
            result for at, document in enumerate(read) for result in _results(outcome, document, at)
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
    }
    for result in run["results"]:
        result["ruleIndex"] = numbers[result["ruleId"]]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def uri_of(path: str) -> str:
    """A path as a URI: relative where the path is; an absolute one begins with `file://`."""
    posix = PurePosixPath(path.replace("\\", "/")).as_posix()
    encoded = quote(posix, safe="/-._~")
    return f"file://{encoded}" if posix.startswith("/") else encoded


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    name = said(Both(rule.name.zh, rule.name.en), language)
    question = said(Both(rule.question.zh, rule.question.en), language)
    pair = rule.pairs.get(language)
    lines = [question]
    if pair:
        lines += [f"{_BAD[language]}: {pair[0]}", f"{_BETTER[language]}: {pair[1]}"]
    if rule.skeleton:
        lines.append(rule.skeleton.zh if language == "zh" else rule.skeleton.en)
    return {
        "id": rule.id,
        "name": rule.key,
        "shortDescription": {"text": name},
        "help": {"text": "\n".join(lines)},
        "defaultConfiguration": {
            "enabled": rule.default != "off",
            "level": _LEVELS[severity_of(rule)],
        },
        "properties": {"version": rule.version, "missing": list(rule.missing)},
    }


def _bad_mark(language: Language) -> dict[str, Any]:
    return {
        "id": BAD_MARK,
        "name": "bad-suppression",
        "shortDescription": {"text": said(BAD_MARK_NAME, language)},
        "help": {"text": said(BAD_MARK_QUESTION, language)},
        "defaultConfiguration": {"enabled": True, "level": "warning"},
    }


def _results(outcome: Outcome, document: ReadDocument, at: int) -> Iterator[dict[str, Any]]:
    positions = Positions(document.text)
    where = {"uri": uri_of(document.path), "index": at}
    for finding in document.critique.findings:
        result: dict[str, Any] = {
            "ruleId": finding.rule_id,
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding, outcome.language)},
            "locations": [_location(positions, where, finding.start, finding.end, finding.quote)],
            "partialFingerprints": {"critique/v1": finding.fingerprint},
            "properties": {
                "section": finding.section,
                "missing": list(finding.missing),
                "also": list(finding.also),
                "origin": finding.origin,
            },
        }
        if finding.related:
            result["relatedLocations"] = _related(positions, where, finding.related)
        if finding.suppressed is not None:
            in_source = finding.suppressed.by == "author"
            result["suppressions"] = [
                {
                    "kind": "inSource" if in_source else "external",
                    "justification": finding.suppressed.reason,
                }
            ]
        if outcome.baseline:
            result["baselineState"] = "unchanged" if finding.known else "new"
        yield result


def _message(finding: Finding, language: Language) -> str:
    text = f"{said(finding.message, language)}\n{said(finding.question, language)}"
    missing = missing_words(finding.missing, language)
    if not missing:
        return text
    return text + (f"\n缺：{missing}" if language == "zh" else f"\nMissing: {missing}")


def _location(
    positions: Positions, where: Mapping[str, Any], start: int, end: int, words: str
) -> dict[str, Any]:
    line, column = positions.line_and_column(start)
    end_line, end_column = positions.line_and_column(end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": words},
    }
    return {"physicalLocation": {"artifactLocation": dict(where), "region": region}}


def _related(
    positions: Positions, where: Mapping[str, Any], related: Sequence[Related]
) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "message": {"text": one.role},
            **_location(positions, where, one.start, one.end, one.quote),
        }
        for number, one in enumerate(related, 1)
    ]


def _invocation(outcome: Outcome) -> dict[str, Any]:
    unread = list(outcome.unread)
    made: dict[str, Any] = {"executionSuccessful": outcome.failure is None and not unread}
    if outcome.failure is not None:
        made["toolConfigurationNotifications"] = [_notification(outcome.failure, outcome.language)]
    if unread:
        made["toolExecutionNotifications"] = [
            {
                **_notification(one.error, outcome.language),
                "locations": [
                    {"physicalLocation": {"artifactLocation": {"uri": uri_of(one.path)}}}
                ],
            }
            for one in unread
        ]
    return made


def _notification(error: FupanError, language: Language) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": error.code},
        "message": {"text": error.message(language)},
    }
