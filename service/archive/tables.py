"""The tables of the archive. `number` counts in the order of writing; others refer to `id`.

Drafts and signed reviews are stored as the JSON documents of `service.documents`, sources as the
bytes handed in together with what was read from them. A change needs a step in
`migrations/versions`.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ID_LENGTH = 32


class Base(DeclarativeBase):
    """The root of all tables."""


class SourceRow(Base):
    """A source: its bytes, and the head line of `documents.sources`; the rest is in its parts.

    `reading` counts how often it was read; 0 is not finished yet, and no reader sees it. `choices` is
    the JSON of what a person said of it. `ticket_marks` are eight bytes of each ticket's key, sorted;
    `copy_of` is the id of the source that it is a later copy of.
    """

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("project", "month", "name", "sha256"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7))
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    reading: Mapped[int]
    head: Mapped[str] = mapped_column(Text)
    sentences: Mapped[int]
    tickets: Mapped[int]
    choices: Mapped[str] = mapped_column(Text)
    ticket_marks: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    copy_of: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    added_at: Mapped[str] = mapped_column(String(32))


class SourcePartRow(Base):
    """A line of `documents.sources` after the head, compressed (zlib): text, sentences or tickets."""

    __tablename__ = "source_parts"
    __table_args__ = (Index("source_parts_in_order", "source_id", "reading", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    reading: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class IntakeRow(Base):
    """Everything handed in at once, on its way to becoming sources."""

    __tablename__ = "intakes"
    __table_args__ = (Index("intakes_by_state", "state"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7))
    state: Mapped[str] = mapped_column(String(12))
    cancelled: Mapped[bool]
    error_zh: Mapped[str] = mapped_column(Text)
    error_en: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))
    ended_at: Mapped[str] = mapped_column(String(32))


class IntakeThingRow(Base):
    """One file or paste of an intake, or a source that is to be read again (`again`).

    `source_id` is the id that its source has or will have. `starts` counts how often its reading was
    begun: what kills its reader is not tried for ever.
    """

    __tablename__ = "intake_things"
    __table_args__ = (Index("intake_things_in_order", "intake_id", "position"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    intake_id: Mapped[str] = mapped_column(ForeignKey("intakes.id"))
    position: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    choices: Mapped[str] = mapped_column(Text)
    again: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12))
    done: Mapped[int]
    total: Mapped[int]
    starts: Mapped[int]
    source_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    code: Mapped[str] = mapped_column(String(40))
    reason_zh: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text)


class UploadRow(Base):
    """The bytes of a thing that has not been read yet; the row goes when it has."""

    __tablename__ = "uploads"

    thing_id: Mapped[str] = mapped_column(ForeignKey("intake_things.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ProjectMemoryRow(Base):
    """What people confirmed for a project, as JSON objects: columns, states, spellings of names."""

    __tablename__ = "project_memories"

    project: Mapped[str] = mapped_column(Text, primary_key=True)
    columns: Mapped[str] = mapped_column("column_fields", Text)
    states: Mapped[str] = mapped_column(Text)
    spellings: Mapped[str] = mapped_column(Text)


class ReviewRow(Base):
    """A signed review. One draft is signed at most once; an imported review has no draft."""

    __tablename__ = "reviews"
    __table_args__ = (Index("reviews_by_month", "project", "month"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id"), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7))
    document: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[str] = mapped_column(String(40))
    imported: Mapped[bool]


class RunRow(Base):
    """A requested draft. `source_ids` is a JSON list: a source may be deleted after its run;
    `left_out` is one of the names that were still being read."""

    __tablename__ = "runs"
    __table_args__ = (Index("runs_by_state", "state"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7))
    language: Mapped[str | None] = mapped_column(String(2))
    source_ids: Mapped[str] = mapped_column(Text)
    # No foreign key: reviews refer to drafts and drafts to runs, and a circle cannot be sorted.
    last_review_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    left_out: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))
    step: Mapped[str] = mapped_column(Text)
    starts: Mapped[int]
    error_zh: Mapped[str] = mapped_column(Text)
    error_en: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))


class DraftRow(Base):
    """A draft. `awaiting` is the JSON list of targets that need a person's word."""

    __tablename__ = "drafts"
    __table_args__ = (Index("drafts_by_project", "project"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7))
    document: Mapped[str] = mapped_column(Text, deferred=True)
    awaiting: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))


class DecisionRow(Base):
    """A person's word on one target. The database refuses to change or delete a row."""

    __tablename__ = "decisions"
    __table_args__ = (Index("decisions_by_draft", "draft_id", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"))
    target: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column("decided_by", Text)
    at: Mapped[str] = mapped_column("decided_at", String(40))
    before: Mapped[str] = mapped_column("text_before", Text)
    after: Mapped[str] = mapped_column("text_after", Text)
    answer: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)


class CritiqueRow(Base):
    """A draft somebody wrote, to be critiqued. Project and month are "" where none was named.

    `given` is the JSON of what was handed in beside it; `key` is a program's own key of its request
    and `sent` the hash of that request, so that the same request twice is one critique.
    """

    __tablename__ = "critiques"
    __table_args__ = (Index("critiques_by_key", "key", unique=True),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    given: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(Text)
    sent: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(String(32))


class CritiqueVersionRow(Base):
    """The text of a critique after an edit, with its report. Nothing of an earlier one is changed.

    `text` is NULL for a report from before texts were kept; `summary` is the JSON of what each section
    holds, `edit` that of what led here, "" for the first version.
    """

    __tablename__ = "critique_versions"
    __table_args__ = (UniqueConstraint("critique_id", "version"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    critique_id: Mapped[str] = mapped_column(ForeignKey("critiques.id"))
    version: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    edit: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))


class CritiqueDecisionRow(Base):
    """A person's word on one finding. The database refuses to change or delete a row."""

    __tablename__ = "critique_decisions"
    __table_args__ = (Index("critique_decisions_in_order", "critique_id", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    critique_id: Mapped[str] = mapped_column(ForeignKey("critiques.id"))
    fingerprint: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(8))
    ground: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column("decided_by", Text)
    at: Mapped[str] = mapped_column("decided_at", String(40))


class PassageRow(Base):
    """A passage of a source or of a signed review; `origin` is the id of what it stands in.

    `reading` is that of its source; until the reading is finished it is not `ready`.
    """

    __tablename__ = "passages"
    __table_args__ = (
        Index("passages_by_project", "project", "number"),
        Index("passages_by_origin", "origin"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    project: Mapped[str] = mapped_column(Text)
    month: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    origin: Mapped[str] = mapped_column(String(ID_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    place_json: Mapped[str] = mapped_column(Text)
    reading: Mapped[int]
    ready: Mapped[bool]


class CorpusRow(Base):
    """The version of a project's passages; it grows in the transaction that changes one."""

    __tablename__ = "corpora"

    project: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
