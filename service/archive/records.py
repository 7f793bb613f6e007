"""What the archive gives back: stored things with their ids and times, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from service.errors import Language
from service.review import Decision, Draft, Source

RunState = Literal["queued", "running", "done", "failed"]
IntakeState = Literal["queued", "reading", "done", "failed", "cancelled"]
ThingState = Literal[
    "waiting", "reading", "indexing", "stored", "duplicate", "refused", "cancelled", "opened"
]
"""Of one thing handed in; a container is `opened` when its members stand beside it."""


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source as it was handed in for one month of one project. Times are ISO in UTC."""

    id: str
    project: str
    month: str
    source: Source
    added_at: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One line of the list of sources: all but the content, and so quick however large it is.

    `source` is the head: what the source is, and its report, without text, sentences and tickets,
    which are only counted. `choices` is what a person said of it, as `intake.choices` has it.
    `copy_of` is the id of an earlier source that this one is a later copy of.
    """

    id: str
    project: str
    month: str
    source: Source
    sentences: int
    tickets: int
    choices: Mapping[str, Any]
    copy_of: str | None
    added_at: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A source without its content: enough to point to it and to know it again."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NewThing:
    """A file or paste that is to be read; a paste has no name."""

    name: str
    data: bytes
    sha256: str
    choices: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IntakeThing:
    """One file or paste of an intake: how far it is (`done` of `total`) and what became of it.

    `again` says that the stored source `source_id` is read again, `is_member` that it came out of
    another thing. `source_id` exists once the state is
    "stored" or "duplicate". `code`, `zh` and `en` say why it was refused.
    """

    id: str
    name: str
    size: int
    sha256: str
    choices: Mapping[str, Any]
    again: bool
    is_member: bool
    state: ThingState
    done: int
    total: int
    starts: int
    source_id: str
    code: str
    zh: str
    en: str

    @property
    def settled(self) -> bool:
        """Whether nothing more will become of it by itself."""
        return self.state not in {"waiting", "reading", "indexing"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What was handed in at once, as a run: it outlives the process, and can be called off.

    `cancelled` is a person's wish; the state follows when the reading has stopped. `error_zh` and
    `error_en` say why it failed as a whole.
    """

    id: str
    project: str
    month: str
    state: IntakeState
    cancelled: bool
    things: tuple[IntakeThing, ...]
    error_zh: str
    error_en: str
    created_at: str
    ended_at: str

    @property
    def over(self) -> bool:
        """Whether nothing is done for it any more."""
        return self.state not in {"queued", "reading"}


@dataclass(frozen=True, slots=True)
class ProjectMemory:
    """What people confirmed for a project, for every later file of it.

    `columns` gives a column's title the ticket field it holds ("" for none), `states` a state's word
    its meaning, `spellings` a way a name was written the name that is meant.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A draft that was asked for. `step` names what is being done, "" before the first step.

    `draft_id` is set once the draft is saved; `error_zh` and `error_en` say why a run failed.
    `last_review_id` is the signed review whose actions are to be answered, if there is one.
    `left_out` names what was still being read when the draft was asked for. `starts` counts how often
    it was begun.
    """

    id: str
    draft_id: str | None
    project: str
    month: str
    language: Language | None
    source_ids: tuple[str, ...]
    last_review_id: str | None
    left_out: tuple[str, ...]
    state: RunState
    step: str
    starts: int
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


DecisionOnFinding = Literal["accept", "waive", "reopen"]
WaiverGround = Literal["has_evidence", "not_applicable", "other"]


@dataclass(frozen=True, slots=True)
class FindingDecision:
    """A person's word on one finding: it is right, it does not count (with a ground and a reason), or
    neither any more. The finding is known by its fingerprint, so the word holds while the sentence does."""

    fingerprint: str
    action: DecisionOnFinding
    ground: WaiverGround | None = None
    reason: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """What led from one version of a critiqued text to the next: [start, end) became `after`.

    Code points of the text before. `mended` are the checks that fired there and no longer do, `cleared`
    those of the findings that are gone with nothing left in their place, anywhere in the text, and
    `gone` their fingerprints, one by one.
    """

    start: int
    end: int
    before: str
    after: str
    mended: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What a section of a critiqued text holds, in sentences: `figures`, `owners` and `dates` have one,
    `whole` have all three."""

    section: str
    sentences: int
    figures: int
    owners: int
    dates: int
    whole: int


@dataclass(frozen=True, slots=True)
class NewCritique:
    """A draft that is to be kept with its critique. `given` is what was handed in beside it, as JSON
    values; `key` and `sent` make the same request twice one critique."""

    name: str
    project: str
    month: str
    language: str
    given: Mapping[str, Any]
    key: str | None = None
    sent: str = ""


@dataclass(frozen=True, slots=True)
class CritiqueVersion:
    """One version of the text, its `fupan.critique/1` report, and what led to it."""

    version: int
    text: str | None
    report: Mapping[str, Any]
    summary: tuple[SectionSummary, ...] = ()
    edit: TextEdit | None = None


@dataclass(frozen=True, slots=True)
class StoredCritique:
    """A critique in its newest version, with the last word on each finding by fingerprint.

    `cleared` are the ids of the checks whose findings went with an edit and have not come back, in the
    order of the edits.
    """

    id: str
    name: str
    project: str
    month: str
    language: str
    given: Mapping[str, Any]
    current: CritiqueVersion
    decisions: Mapping[str, FindingDecision]
    cleared: tuple[str, ...]
    created_at: str


@dataclass(frozen=True, slots=True)
class CritiqueSummary:
    """One line of the list of critiques."""

    id: str
    name: str
    project: str
    month: str
    version: int
    created_at: str
