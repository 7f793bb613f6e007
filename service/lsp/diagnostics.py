"""Findings as an editor's diagnostics: the place in the editor's units, the question in the message."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from knowledge.rule_forms import Rule, Rulebook
from knowledge.rulebook import RULES
from service.errors import FupanError, Language
from service.lsp.open_texts import OpenText
from service.lsp.words import said
from service.review import Finding

SOURCE = "fupan"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "suggestion": types.DiagnosticSeverity.Information,
}


def diagnostics_of(
    text: OpenText, findings: Iterable[Finding], book: Rulebook, language: Language
) -> list[types.Diagnostic]:
    """The findings that count, in the order of the text."""
    rules = {rule.id: rule for rule in book.rules}
    return [
        types.Diagnostic(
            range=text.range(finding.start, finding.end),
            severity=_SEVERITIES[finding.severity],
            code=finding.rule_id,
            code_description=_link(rules.get(finding.rule_id)),
            source=SOURCE,
            message=f"{said(finding.message, language)}\n{said(finding.question, language)}",
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(text.uri, text.range(one.start, one.end)), one.role
                )
                for one in finding.related
            ]
            or None,
            data={"fingerprint": finding.fingerprint},
        )
        for finding in findings
        if finding.suppressed is None
    ]


def trouble(error: FupanError, language: Language) -> types.Diagnostic:
    """Why a text was not critiqued, at its head: an empty list would look like a clean text."""
    return types.Diagnostic(
        range=types.Range(types.Position(0, 0), types.Position(0, 0)),
        severity=types.DiagnosticSeverity.Error,
        code=error.code,
        source=SOURCE,
        message=error.message(language),
    )


def _link(rule: Rule | None) -> types.CodeDescription | None:
    """The rule's own file: its examples say best what it means."""
    if rule is None:
        return None
    path = (RULES.parents[1] / Path(rule.path)).resolve()
    return types.CodeDescription(href=f"{path.as_uri()}#L{rule.line}")
