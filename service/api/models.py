"""What programs send to the API and get back, apart from the published documents."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.archive.records import DraftSummary, ReviewSummary, Run, StoredDraft, StoredSource
from service.desk import Receipt
from service.errors import Language
from service.review import Answer, Decision, DecisionAction

_HALF_PAIR = re.compile("[\ud800-\udfff]")

Project = Annotated[str, Field(description="Project name / 项目名称", examples=["青岚二院"])]
Month = Annotated[str, Field(description="YYYY-MM", examples=["2026-10"])]


class Sent(BaseModel):
    """A request body: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, sent: object) -> object:
        """JSON can escape half of a surrogate pair; no encoding can hold it, so it is refused."""
        if _has_half_pair(sent):
            raise ValueError("a text holds half of a surrogate pair")
        return sent


def _has_half_pair(node: object) -> bool:
    if isinstance(node, str):
        return not node.isascii() and _HALF_PAIR.search(node) is not None
    if isinstance(node, dict):
        return any(_has_half_pair(key) or _has_half_pair(value) for key, value in node.items())
    return isinstance(node, list) and any(_has_half_pair(member) for member in node)


class TextSource(Sent):
    """A text to be stored as a source."""

    project: Project
    month: Month
    text: str
    name: str = Field("", description="A file name such as minutes.md; without one it is a paste")


class DraftRequest(Sent):
    """A draft to be made from sources that are stored, or from texts sent along."""

    project: Project
    month: Month
    language: Language | None = Field(None, description="Default: the language of most sources")
    sources: list[str] | None = Field(None, description="Source ids; default: all of the month")
    texts: list[str] | None = Field(None, description="Texts to store and use, each as a paste")
    last_month: str | dict[str, Any] | None = Field(
        None,
        description="Id of a signed review, or a fupan.review/1 document; default: the project's"
        " latest signed review before the month",
    )


class DecisionSent(Sent):
    """A person's word on one item or one of last month's actions."""

    target: str = Field(description="Id of an item or of a follow_up entry")
    action: DecisionAction
    by: str = Field(min_length=1, description="Who decides")
    text: str = Field("", description="The new wording, for edit")
    answer: Answer | None = Field(None, description="For action answer")
    reason: str = ""


class SignOffSent(Sent):
    """The act that turns a draft into a signed review."""

    signed_by: str
    accept_rest: bool = False


class ReviewSent(Sent):
    """A review written before, to be loaded on a person's word."""

    project: Project
    month: Month
    text: str
    confirmed_by: str = Field(min_length=1)


class CritiqueSent(Sent):
    """A draft somebody wrote, to be critiqued."""

    text: str
    language: Language | None = None
    sources: list[str] = Field([], description="Texts of the month, to find cases in")
    last_month: str | dict[str, Any] | None = Field(
        None, description="Id of a signed review, or a fupan.review/1 document"
    )


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
    added_at: str
    duplicate: bool = Field(False, description="True when it was here before this request")

    @classmethod
    def of(cls, stored: StoredSource, *, duplicate: bool = False) -> SourceAnswer:
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
            sentences=len(source.sentences),
            tickets=len(source.tickets),
            rows_read=report.rows_read,
            rows_kept=report.rows_kept,
            rows_refused=[RefusedRow(row=r.row, zh=r.zh, en=r.en) for r in report.refused],
            warnings=[Both(zh=warning.zh, en=warning.en) for warning in report.warnings],
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
