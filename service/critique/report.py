"""Findings as a report: the `fupan.critique/1` document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from service import __version__
from service.critique.inputs import Critique, SecondReading
from service.critique.outcome import ReadDocument, counts_of
from service.errors import FupanError, Language
from service.finding import SEVERITIES

SCHEMA = "fupan.critique/1"


def document_of(path: str, data: bytes, found: Critique) -> dict[str, Any]:
    """One read document of a report; `data` are the bytes as they were handed in."""
    return read_document(ReadDocument(path, hashlib.sha256(data).hexdigest(), "", found))


def read_document(document: ReadDocument, *, baseline: bool = False) -> dict[str, Any]:
    """One read document of a report; with a baseline it says how many findings are known from it."""
    from service.documents import finding_document  # loads the whole vocabulary

    found = document.critique
    counts = counts_of([document])
    kinds = (*SEVERITIES, "suppressed", *(("known",) if baseline else ()))
    return {
        "path": document.path,
        "sha256": document.sha256,
        "language": found.language,
        "counts": {kind: counts[kind] for kind in kinds},
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
