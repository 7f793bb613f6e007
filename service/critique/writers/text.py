"""For people at a terminal: place, severity, check, quote, question, candidate cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.critique.outcome import Outcome, ReadDocument
from service.critique.writers.words import SEVERITY_WORDS, said, summary_line
from service.errors import Language

# Codes that a terminal acts on and marks that reorder what is shown: a quoted text may hold them.
_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write(outcome: Outcome) -> str:
    """Three lines a finding and the totals; an outcome that failed has nothing to show."""
    if outcome.failure is not None:
        return ""
    lines = [
        line for document in outcome.read for line in _document_lines(document, outcome.language)
    ]
    return "\n".join([*lines, summary_line(outcome)]) + "\n"


def _document_lines(document: ReadDocument, language: Language) -> Iterator[str]:
    for finding in document.counting:
        also = f" (+{', '.join(finding.also)})" if finding.also else ""
        place = f"{_shown(document.path)}:{finding.line}:{finding.column}"
        severity = SEVERITY_WORDS[language][finding.severity]
        message = _shown(said(finding.message, language))
        yield f"{place} {severity} {finding.rule_id}{also} {message}"
        yield f"    「{_shown(finding.quote)}」"
        yield f"    → {said(finding.question, language)}"
        for case in finding.cases:
            yield f"    · {_shown(case.source)} 「{_shown(case.text)}」"


def _shown(words: str) -> str:
    return _ACTING.sub("\ufffd", " ".join(words.split()))
