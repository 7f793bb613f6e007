"""What programs get back from the API, apart from the published documents."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from service.archive.records import DraftSummary, ReviewSummary, Run, SourceEntry, StoredDraft
from service.desk import Receipt
from service.review import Answer, Decision, DecisionAction


class Both(BaseModel):
    """A text in both languages."""

    zh: str
    en: str


class RefusedRow(Both):
    """A row of a table that was not read."""

    row: int


class SourceAnswer(BaseModel):
    """A stored source and what was read from it."""

    id: str
    project: str
    month: str
    name: str
    sha256: str
    encoding: str
    kind: str
    language: str
    sentences: int
    tickets: int
    rows_read: int
    rows_kept: int
    rows_refused: list[RefusedRow]
    warnings: list[Both]
    form: str = Field(description="How it is written: which reader read it")
    dialect: str = Field(description="The ticket tool or layout that was recognised")
    dated: str = Field(description="The day it says it is of, empty where it says none")
    choices: dict[str, Any] = Field(description="What a person said of it, as for its reading")
    copy_of: str | None = Field(description="Id of an earlier source this is a later copy of")
    added_at: str
    duplicate: bool = Field(False, description="True when it was here before this request")

    @classmethod
    def of(cls, stored: SourceEntry, *, duplicate: bool = False) -> SourceAnswer:
        """The answer for a stored source."""
        source, report = stored.source, stored.source.report
        return cls(
            id=stored.id,
            project=stored.project,
            month=stored.month,
            name=source.name,
            sha256=source.sha256,
            encoding=source.encoding,
            kind=source.kind,
            language=source.language,
            sentences=stored.sentences,
            tickets=stored.tickets,
            rows_read=report.rows_read,
            rows_kept=report.rows_kept,
            rows_refused=[RefusedRow(row=r.row, zh=r.zh, en=r.en) for r in report.refused],
            warnings=[Both(zh=warning.zh, en=warning.en) for warning in report.warnings],
            form=source.form,
            dialect=source.dialect,
            dated=source.dated,
            choices=dict(stored.choices),
            copy_of=stored.copy_of,
            added_at=stored.added_at,
            duplicate=duplicate,
        )


class RefusedSource(BaseModel):
    """A file that could not be read, and why."""

    name: str
    code: str
    messages: Both


class SourcesAnswer(BaseModel):
    """Everything handed in at once: what is stored now and what was refused."""

    sources: list[SourceAnswer]
    refused: list[RefusedSource]

    @classmethod
    def of(cls, receipt: Receipt) -> SourcesAnswer:
        """The answer for a receipt of the desk."""
        return cls(
            sources=[
                *(SourceAnswer.of(stored) for stored in receipt.stored),
                *(SourceAnswer.of(stored, duplicate=True) for stored in receipt.duplicates),
            ],
            refused=[
                RefusedSource(
                    name=one.name,
                    code=one.error.code,
                    messages=Both(zh=one.error.zh, en=one.error.en),
                )
                for one in receipt.refused
            ],
        )


class RunAnswer(BaseModel):
    """A requested draft on its way."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    step: str
    project: str
    month: str
    draft_id: str | None
    left_out: list[str] = Field(
        description="Names of what was still being read when it was asked for"
    )
    error: Both | None
    created_at: str

    @classmethod
    def of(cls, run: Run) -> RunAnswer:
        """The answer for a run of the archive."""
        failed = run.state == "failed"
        return cls(
            id=run.id,
            state=run.state,
            step=run.step,
            project=run.project,
            month=run.month,
            draft_id=run.draft_id,
            left_out=list(run.left_out),
            error=Both(zh=run.error_zh, en=run.error_en) if failed else None,
            created_at=run.created_at,
        )


class DraftLine(BaseModel):
    """One line of the list of drafts."""

    id: str
    project: str
    month: str
    created_at: str
    decided: int
    total: int
    review_id: str | None

    @classmethod
    def of(cls, summary: DraftSummary) -> DraftLine:
        """The line for a summary of the archive."""
        return cls(
            id=summary.id,
            project=summary.project,
            month=summary.month,
            created_at=summary.created_at,
            decided=summary.decided,
            total=summary.total,
            review_id=summary.review_id,
        )


class DecisionAnswer(BaseModel):
    """A recorded decision."""

    target: str
    action: DecisionAction
    by: str
    at: str
    before: str
    after: str
    answer: Answer | None
    reason: str

    @classmethod
    def of(cls, decision: Decision) -> DecisionAnswer:
        """The answer for a decision."""
        return cls(
            target=decision.target,
            action=decision.action,
            by=decision.by,
            at=decision.at,
            before=decision.before,
            after=decision.after,
            answer=decision.answer,
            reason=decision.reason,
        )


class DecisionsAnswer(BaseModel):
    """Every decision on a draft, oldest first; the last one for a target counts."""

    draft_id: str
    review_id: str | None
    decisions: list[DecisionAnswer]

    @classmethod
    def of(cls, stored: StoredDraft) -> DecisionsAnswer:
        """The answer for a stored draft."""
        return cls(
            draft_id=stored.id,
            review_id=stored.review_id,
            decisions=[DecisionAnswer.of(decision) for decision in stored.decisions],
        )


class ReviewLine(BaseModel):
    """One line of the list of signed reviews."""

    id: str
    project: str
    month: str
    signed_by: str
    signed_at: str
    imported: bool

    @classmethod
    def of(cls, summary: ReviewSummary) -> ReviewLine:
        """The line for a summary of the archive."""
        return cls(
            id=summary.id,
            project=summary.project,
            month=summary.month,
            signed_by=summary.signed_by,
            signed_at=summary.signed_at,
            imported=summary.imported,
        )


class ReviewStored(BaseModel):
    """The id of a signed review that was just stored."""

    id: str


class Problem(BaseModel):
    """An error (RFC 9457), with a stable code and the message in both languages."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    messages: Both
    instance: str
    errors: list[dict[str, Any]] = []
