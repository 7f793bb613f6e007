"""Findings as a report: the `fupan.critique/1` document, its text form, and its exit code."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from service import __version__
from service.critique.inputs import Critique, SecondReading
from service.documents import finding_document
from service.errors import FupanError, Language
from service.review import SEVERITIES, Finding, Severity

SCHEMA = "fupan.critique/1"
_SEVERITY_WORDS: dict[Language, dict[Severity, str]] = {
    "zh": {"error": "阻断", "warning": "警告", "suggestion": "提示"},
    "en": {"error": "error", "warning": "warning", "suggestion": "suggestion"},
}


def document_of(path: str, data: bytes, found: Critique) -> dict[str, Any]:
    """One read document of a report; `data` are the bytes as they were handed in."""
    counts = Counter(one.severity for one in found.findings if one.suppressed is None)
    return {
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "language": found.language,
        "counts": {
            **{severity: counts[severity] for severity in SEVERITIES},
            "suppressed": found.suppressed,
        },
        "reading": _reading_document(found.reading, found.language),
        "findings": [finding_document(finding) for finding in found.findings],
    }


def _reading_document(reading: SecondReading, language: Language) -> dict[str, Any]:
    """Who decided about the sentences the rules are unsure about."""
    failure = reading.failure
    return {
        "unsure": reading.unsure,
        "second_reader": reading.second,
        "asked": reading.asked,
        "model": reading.model,
        "failure": failure and {"code": failure.code, "message": failure.message(language)},
    }


def unread_document(path: str, error: FupanError, language: Language) -> dict[str, Any]:
    """A document that could not be read: an error in place of findings, never an empty list."""
    return {"path": path, "error": {"code": error.code, "message": error.message(language)}}


def report(documents: Sequence[dict[str, Any]], rules_hash: str) -> dict[str, Any]:
    """The whole report; its mode tells whether a model was asked about any sentence."""
    asked = any(one.get("reading", {}).get("asked") for one in documents)
    mode = "rules+model" if asked else "rules"
    return {
        "schema": SCHEMA,
        "engine": {"version": __version__, "rules_hash": rules_hash, "mode": mode},
        "result": {"documents": list(documents)},
    }


def failed_report(error: FupanError, rules_hash: str, language: Language) -> dict[str, Any]:
    """A report of an engine that cannot run: an error in place of a result."""
    return {
        "schema": SCHEMA,
        "engine": {"version": __version__, "rules_hash": rules_hash, "mode": "rules"},
        "error": {"code": error.code, "message": error.message(language)},
    }


def exit_code(document: dict[str, Any], fail_level: Severity) -> int:
    """0 clean, 1 a finding at or above `fail_level`, 2 rules or usage, 3 an input not read.

    Precedence 2, 3, 1, 0; suppressed findings do not count.
    """
    if "error" in document:
        return 2
    read = document["result"]["documents"]
    if any("error" in one for one in read):
        return 3
    counting = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    failing = any(
        finding["severity"] in counting and finding["suppressed"] is None
        for one in read
        for finding in one["findings"]
    )
    return 1 if failing else 0


def text_lines(path: str, findings: Sequence[Finding], language: Language) -> list[str]:
    """Findings for people: place, severity, check, quote, question, candidate cases."""
    lines: list[str] = []
    for finding in findings:
        if finding.suppressed is not None:
            continue
        severity = _SEVERITY_WORDS[language][finding.severity]
        message = finding.message.zh if language == "zh" else finding.message.en
        question = finding.question.zh if language == "zh" else finding.question.en
        also = f" (+{', '.join(finding.also)})" if finding.also else ""
        place = f"{path}:{finding.line}:{finding.column}"
        lines.append(f"{place} {severity} {finding.rule_id}{also} {message}")
        lines.append(f"    「{' '.join(finding.quote.split())}」")
        lines.append(f"    → {question}")
        lines.extend(
            f"    · {case.source} 「{' '.join(case.text.split())}」" for case in finding.cases
        )
    return lines


def summary_line(documents: Sequence[dict[str, Any]], language: Language) -> str:
    """The totals of a report in one line."""
    totals: Counter[str] = Counter()
    for one in documents:
        totals.update(one.get("counts", {}))
    if language == "zh":
        return (
            f"共 {len(documents)} 个文件：阻断 {totals['error']}，警告 {totals['warning']}，"
            f"提示 {totals['suggestion']}，已忽略 {totals['suppressed']}"
        )
    return (
        f"{len(documents)} files: {totals['error']} errors, {totals['warning']} warnings, "
        f"{totals['suggestion']} suggestions, {totals['suppressed']} suppressed"
    )
