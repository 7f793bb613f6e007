"""The `fupan.critique/1` document: the only format that loses nothing."""

from __future__ import annotations

import json
from typing import Any

from service.critique.outcome import Outcome, ReadDocument
from service.critique.report import failed_report, read_document, report, unread_document


def write(outcome: Outcome) -> str:
    """The report as indented JSON."""
    return json.dumps(_document(outcome), ensure_ascii=False, indent=2) + "\n"


def _document(outcome: Outcome) -> dict[str, Any]:
    if outcome.failure is not None:
        return failed_report(outcome.failure, outcome.rules_hash, outcome.language)
    documents = [
        read_document(one, baseline=outcome.baseline)
        if isinstance(one, ReadDocument)
        else unread_document(one.path, one.error, outcome.language)
        for one in outcome.documents
    ]
    return report(documents, outcome.rules_hash)
