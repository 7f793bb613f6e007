"""Reviewdog's diagnostic format, one object a line. Columns count UTF-8 bytes of the line in the file.

No suggestions are made: the missing fact is the writer's to give. Findings that are suppressed or
known are left out, because a reader of this format could not tell them from the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from service.critique.outcome import Outcome, ReadDocument
from service.critique.positions import Positions
from service.critique.writers.words import said
from service.errors import FupanError, Language
from service.finding import Finding

SOURCE = "fupan"
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "suggestion": "INFO"}


def write(outcome: Outcome) -> str:
    """A line for each finding that counts and for each file that could not be read; a failure is one
    line without a place."""
    language = outcome.language
    if outcome.failure is not None:
        return _line(_error("", outcome.failure, language))
    lines: list[str] = []
    for one in outcome.documents:
        if isinstance(one, ReadDocument):
            lines += (_line(diagnostic) for diagnostic in _diagnostics(one, language))
        else:
            lines.append(_line(_error(one.path, one.error, language)))
    return "".join(lines)


def _diagnostics(document: ReadDocument, language: Language) -> Iterator[dict[str, Any]]:
    positions = Positions(document.text)

    def span(start: int, end: int) -> dict[str, Any]:
        places = [positions.line_and_byte(at, marked=document.marked) for at in (start, end)]
        first, last = ({"line": line, "column": column} for line, column in places)
        return {"start": first, "end": last}

    for finding in document.counting:
        diagnostic: dict[str, Any] = {
            "message": _message(finding, language),
            "location": {"path": document.path, "range": span(finding.start, finding.end)},
            "severity": _SEVERITIES[finding.severity],
            "source": {"name": SOURCE},
            "code": {"value": finding.rule_id},
        }
        if finding.related:
            diagnostic["related_locations"] = [
                {
                    "message": one.role,
                    "location": {"path": document.path, "range": span(one.start, one.end)},
                }
                for one in finding.related
            ]
        yield diagnostic


def _message(finding: Finding, language: Language) -> str:
    parts = (said(finding.message, language), said(finding.question, language))
    return f"{finding.rule_id} " + ("：" if language == "zh" else ": ").join(parts)


def _error(path: str, error: FupanError, language: Language) -> dict[str, Any]:
    return {
        "message": error.message(language),
        "location": {"path": path},
        "severity": "ERROR",
        "source": {"name": SOURCE},
        "code": {"value": error.code},
    }


def _line(diagnostic: dict[str, Any]) -> str:
    return json.dumps(diagnostic, ensure_ascii=False) + "\n"
