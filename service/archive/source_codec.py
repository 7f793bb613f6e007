"""A read source as JSON text, and back, so that nothing is read twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from service.documents import place_document, place_from_document
from service.review import (
    Cell,
    IntakeReport,
    IntakeWarning,
    Refusal,
    Sentence,
    Source,
    Ticket,
)


def source_to_json(source: Source) -> str:
    """The whole source; `source_from_json` gives an equal one."""
    report = source.report
    document = {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "kind": source.kind,
        "language": source.language,
        "text": source.text,
        "dated": source.dated,
        "dialect": source.dialect,
        "sentences": [_sentence_document(sentence) for sentence in source.sentences],
        "tickets": [{**asdict(ticket), "cells": dict(ticket.cells)} for ticket in source.tickets],
        "report": {
            "rows_read": report.rows_read,
            "rows_kept": report.rows_kept,
            "refused": [asdict(refusal) for refusal in report.refused],
            "warnings": [asdict(warning) for warning in report.warnings],
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def source_from_json(text: str) -> Source:
    """The inverse of `source_to_json`; reads only what that function wrote."""
    document: dict[str, Any] = json.loads(text)
    return Source(
        name=document["name"],
        sha256=document["sha256"],
        encoding=document["encoding"],
        kind=document["kind"],
        language=document["language"],
        text=document["text"],
        dated=document["dated"],
        dialect=document["dialect"],
        sentences=tuple(_sentence(entry) for entry in document["sentences"]),
        tickets=tuple(_ticket(entry) for entry in document["tickets"]),
        report=_report(document["report"]),
    )


def _sentence_document(sentence: Sentence) -> dict[str, object]:
    cell = sentence.cell
    return {
        "id": sentence.id,
        "source": sentence.source,
        "place": place_document(sentence.place),
        "text": sentence.text,
        "role": sentence.role,
        "headings": sentence.headings,
        "indent": sentence.indent,
        "cell": None if cell is None else [cell.table, cell.row, cell.column, cell.header],
    }


def _sentence(entry: dict[str, Any]) -> Sentence:
    cell = entry["cell"]
    return Sentence(
        id=entry["id"],
        source=entry["source"],
        place=place_from_document(entry["place"]),
        text=entry["text"],
        role=entry["role"],
        headings=tuple(entry["headings"]),
        indent=entry["indent"],
        cell=None if cell is None else Cell(*cell),
    )


def _ticket(entry: dict[str, Any]) -> Ticket:
    return Ticket(**{**entry, "labels": tuple(entry["labels"])})


def _report(entry: dict[str, Any]) -> IntakeReport:
    return IntakeReport(
        rows_read=entry["rows_read"],
        rows_kept=entry["rows_kept"],
        refused=tuple(Refusal(**refusal) for refusal in entry["refused"]),
        warnings=tuple(IntakeWarning(**warning) for warning in entry["warnings"]),
    )
