"""What the archive gives back: stored things with their ids and times, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.errors import Language
from service.review import Decision, Draft, Source

RunState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source as it was handed in for one month of one project. Times are ISO in UTC."""

    id: str
    project: str
    month: str
    source: Source
    added_at: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A source without its content: enough to point to it and to know it again."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """A draft that was asked for. `step` names what is being done, "" before the first step.

    `draft_id` is set once the draft is saved; `error_zh` and `error_en` say why a run failed.
    `last_review_id` is the signed review whose actions are to be answered, if there is one.
    """

    id: str
    draft_id: str | None
    project: str
    month: str
    language: Language | None
    source_ids: tuple[str, ...]
    last_review_id: str | None
    state: RunState
    step: str
    error_zh: str
    error_en: str
    created_at: str


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft with every decision made on it, oldest first; the last one for a target counts."""

    id: str
    run_id: str
    draft: Draft
    decisions: tuple[Decision, ...]
    review_id: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """One line of the list of drafts: `decided` of `total` targets have a person's word."""

    id: str
    project: str
    month: str
    created_at: str
    decided: int
    total: int
    review_id: str | None


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """One line of the list of signed reviews."""

    id: str
    project: str
    month: str
    signed_by: str
    signed_at: str
    imported: bool
