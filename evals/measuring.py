"""Runs the service on the authored months and measures what it wrote.

This is the only module of the evals that calls the service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Month
from evals.last_month import last_review
from evals.metrics.citations import citation_validity, source_integrity
from evals.metrics.coverage import Coverage
from evals.metrics.duplicates import duplicate_matters
from evals.metrics.findings import read_findings
from evals.metrics.numbers import unsupported_numbers, unsupported_owners
from evals.rates import Outcome
from evals.reading import Files
from service.critique import critique, inputs_of
from service.documents import draft_document, finding_document
from service.intake import read_paths
from service.pipeline import draft_month

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What the service made of one month: its draft, and its findings on the draft handed in."""

    month: Month
    draft: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    files: Files


def run_service(case: Month) -> Written:
    """Drafts the month and reads the case's `draft.md`, both without a model."""
    folder = case.folder / "month"
    intake = read_paths([folder])
    before = last_review(case)
    draft = draft_month(
        project=case.project,
        month=case.month,
        sources=intake.sources,
        language=case.language,
        last_review=before,
    )
    handed_in = (case.folder / "draft.md").read_text(encoding="utf-8")
    read = critique(handed_in, language=case.language, inputs=inputs_of(intake.sources, before))
    return Written(
        month=case,
        draft=draft_document(draft),
        findings=tuple(finding_document(finding) for finding in read.findings),
        files={source.name: Path(source.name).read_bytes() for source in intake.sources},
    )


def measure(written: Written) -> dict[str, Outcome]:
    """Every metric of one month, by the id it is registered under."""
    draft, files = written.draft, written.files
    coverage = Coverage(draft, written.month, files)
    reading = read_findings(written.findings, written.month)
    return {
        "citation_validity": citation_validity(draft, files),
        "source_integrity": source_integrity(draft, files),
        "unsupported_numbers": unsupported_numbers(draft),
        "unsupported_owners": unsupported_owners(draft),
        "forbidden_statements": coverage.forbidden(),
        "duplicate_matters": duplicate_matters(draft),
        "split_matters": coverage.split_matters(),
        "coverage": coverage.matters(),
        "coverage_negative": coverage.negative_matters(),
        "gold_fields": coverage.fields(),
        "follow_up_answers": coverage.answers(),
        "conflicts_shown": coverage.conflicts(),
        "findings_precision": reading.precision(),
        "findings_recall": reading.recall(),
    }


def measure_all(cases: Iterable[Month], progress: Progress) -> dict[str, dict[str, Outcome]]:
    """The metrics of each month, by case id; `progress` hears the id before each."""
    measured: dict[str, dict[str, Outcome]] = {}
    for case in cases:
        progress(case.id)
        measured[case.id] = measure(run_service(case))
    return measured
