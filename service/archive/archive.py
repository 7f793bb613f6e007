"""The archive's face: every method reads or writes in one transaction of its own.

A write is on the disk when the method returns; a process killed at any moment loses nothing that
was acknowledged. All methods may be called from several threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from knowledge.passages import Passage, PassageKind
from service.archive import (
    corpus,
    deletion,
    drafts,
    memories,
    reviews,
    runs,
    sources,
    writing,
)
from service.archive.critique_log import CritiqueLog
from service.archive.database import Database
from service.archive.identity import new_id
from service.archive.intake_log import IntakeLog
from service.archive.records import (
    DraftSummary,
    ProjectMemory,
    ReviewSummary,
    Run,
    RunState,
    SourceEntry,
    SourceMark,
    StoredDraft,
    StoredSource,
)
from service.documents import source_lines
from service.errors import ArchiveUnavailable, FupanError, Language
from service.review import Decision, Draft, SignedReview, Source

DATABASE_NAME = "fupan.db"


class Archive:
    """What people handed in, decided and signed. Make one a process with `Archive.open`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.intakes = IntakeLog(database)
        self.critiques = CritiqueLog(database)

    @classmethod
    def open(cls, data: Path) -> Archive:
        """The archive in the directory `data`, which is made; its tables are brought up to date.

        :raises ArchiveUnavailable: the directory or the file cannot be used.
        """
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveUnavailable(
                zh=f"无法建立数据目录 {data}（{error.strerror}）。请检查路径和权限，"
                "或设置 FUPAN_DATA。",
                en=f"The data directory {data} cannot be made ({error.strerror}). Check the path "
                "and its permissions, or set FUPAN_DATA.",
            ) from error
        return cls(Database(data / DATABASE_NAME))

    def close(self) -> None:
        """Closes the database; the archive must not be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # --- sources ---------------------------------------------------------------------------

    def add_source(self, project: str, month: str, data: bytes, source: Source) -> StoredSource:
        """Keeps the bytes and what was read from them; the same source again is the same record."""
        with self._database.write() as session:
            known = _same(sources.marks_of_month(session, project, month), source)
            if not known:
                marks = sources.marks_of_month(session, project, month, unfinished=True)
                for source_id in _same(marks, source):  # an attempt that was cut off
                    writing.drop(session, source_id)
                begun = writing.begin(
                    session,
                    new_id(),
                    project=project,
                    month=month,
                    name=source.name,
                    data=data,
                    sha256=source.sha256,
                    choices={},
                )
        if known:
            return self.source(known[0])
        lines = source_lines(source)
        entry = writing.write_lines(writing.SourceWriter(self._database, begun), lines)
        return StoredSource(entry.id, project, month, source, entry.added_at)

    def sources(self, project: str, month: str) -> tuple[SourceEntry, ...]:
        """The sources of a month without their content, in the order they were handed in."""
        with self._database.read() as session:
            return sources.of_month(session, project, month)

    def months_with_sources(self) -> tuple[tuple[str, str], ...]:
        """The pairs of project and month that have a source, the newest month first."""
        with self._database.read() as session:
            return sources.months(session)

    def source_marks(
        self, project: str, month: str, *, unfinished: bool = False
    ) -> tuple[SourceMark, ...]:
        """The same by id, name and hash; with `unfinished` also those that are still being read."""
        with self._database.read() as session:
            return sources.marks_of_month(session, project, month, unfinished=unfinished)

    def source_entry(self, source_id: str) -> SourceEntry:
        """One source without its content; raises NotFound."""
        with self._database.read() as session:
            return sources.entry(session, source_id)

    def find_entry(self, source_id: str) -> SourceEntry | None:
        """The same, None when there is none."""
        with self._database.read() as session:
            return sources.find_entry(session, source_id)

    def source_names(self, project: str) -> dict[str, str]:
        """The names of all sources of a project, by id."""
        with self._database.read() as session:
            return sources.names(session, project)

    def source(self, source_id: str) -> StoredSource:
        """One source; raises NotFound."""
        with self._database.read() as session:
            return sources.get(session, source_id)

    def source_bytes(self, source_id: str) -> bytes:
        """The bytes as they were handed in; raises NotFound."""
        with self._database.read() as session:
            return sources.data(session, source_id)

    def delete_source(self, source_id: str) -> None:
        """Removes a source and its passages; drafts made from it stay.

        :raises NotFound: there is no such source.
        :raises DecisionRefused: a draft is being made from it, or it is being read again.
        """
        with self._database.write() as session:
            deletion.delete_source(session, source_id)

    # --- what a project remembers ----------------------------------------------------------

    def memory(self, project: str) -> ProjectMemory:
        """The columns, states and spellings that people confirmed for a project."""
        with self._database.read() as session:
            return memories.get(session, project)

    def remember(self, project: str, more: ProjectMemory) -> ProjectMemory:
        """Adds to what a project remembers; a newer word on the same thing counts."""
        with self._database.write() as session:
            return memories.join(session, project, more)

    def put_memory(self, project: str, memory: ProjectMemory) -> None:
        """Replaces what a project remembers."""
        with self._database.write() as session:
            memories.put(session, project, memory)

    # --- runs ------------------------------------------------------------------------------

    def add_run(
        self,
        project: str,
        month: str,
        language: Language | None,
        source_ids: Sequence[str],
        last_review_id: str | None,
        left_out: Sequence[str] = (),
    ) -> Run:
        """Records that a draft is wanted, before anything is done for it; `left_out` names what is
        still being read. Raises NotFound when a source or the review does not exist."""
        with self._database.write() as session:
            return runs.add(session, project, month, language, source_ids, last_review_id, left_out)

    def start_run(self, run_id: str) -> Run:
        """Marks a run as running and counts the start; raises NotFound."""
        with self._database.write() as session:
            return runs.start(session, run_id)

    def run(self, run_id: str) -> Run:
        """One run; raises NotFound."""
        with self._database.read() as session:
            return runs.get(session, run_id)

    def unfinished_runs(self) -> tuple[Run, ...]:
        """Runs that are queued or were running, oldest first: to be taken up again at a start."""
        with self._database.read() as session:
            return runs.unfinished(session)

    def update_run(
        self, run_id: str, *, state: RunState, step: str = "", error: FupanError | None = None
    ) -> None:
        """Records how far a run is; raises NotFound."""
        with self._database.write() as session:
            runs.update(session, run_id, state, step, error)

    # --- drafts and decisions --------------------------------------------------------------

    def save_draft(self, run_id: str, draft: Draft) -> str:
        """Keeps the draft of a run and marks the run done; gives the draft's id.

        A run has one draft: saving again gives the first one's id and changes nothing.
        """
        with self._database.write() as session:
            return drafts.save(session, run_id, draft)

    def draft(self, draft_id: str) -> StoredDraft:
        """A draft with its decisions; raises NotFound."""
        with self._database.read() as session:
            return drafts.get(session, draft_id)

    def drafts(self, project: str | None = None) -> tuple[DraftSummary, ...]:
        """The drafts of a project or of all, newest first."""
        with self._database.read() as session:
            return drafts.summaries(session, project)

    def add_decision(self, draft_id: str, decision: Decision) -> None:
        """Appends a decision; the last one for a target counts.

        :raises NotFound: there is no such draft.
        :raises DecisionRefused: the draft is signed.
        """
        with self._database.write() as session:
            drafts.add_decision(session, draft_id, decision)

    # --- signed reviews --------------------------------------------------------------------

    def save_review(self, draft_id: str | None, signed: SignedReview) -> str:
        """Keeps a signed review and its passages; gives its id. An imported one has no draft.

        :raises NotFound: there is no such draft.
        :raises DecisionRefused: the draft is signed already.
        """
        with self._database.write() as session:
            return reviews.save(session, draft_id, signed)

    def review(self, review_id: str) -> SignedReview:
        """A signed review as it was signed; raises NotFound."""
        with self._database.read() as session:
            return reviews.get(session, review_id)

    def reviews(self, project: str | None = None) -> tuple[ReviewSummary, ...]:
        """The signed reviews of a project or of all, newest first."""
        with self._database.read() as session:
            return reviews.summaries(session, project)

    def latest_review_before(self, project: str, month: str) -> tuple[str, SignedReview] | None:
        """The signed review of the nearest earlier month with its id, None when there is none."""
        with self._database.read() as session:
            return reviews.latest_before(session, project, month)

    def projects(self) -> tuple[str, ...]:
        """Every project that has a source, a run or a review, by name."""
        with self._database.read() as session:
            return reviews.projects(session)

    # --- passages --------------------------------------------------------------------------

    def passages(
        self, project: str, *, kind: PassageKind | None = None, origin: str | None = None
    ) -> tuple[Passage, ...]:
        """The passages of one project, in the order of writing."""
        with self._database.read() as session:
            return corpus.passages_of(session, project, kind, origin)

    def all_passages(self) -> tuple[Passage, ...]:
        """Every passage, to rebuild the vector store from; also of sources still being read."""
        with self._database.read() as session:
            return corpus.passages_of(session, None, unfinished=True)

    def passage_count(self, *, unfinished: bool = False) -> int:
        """How many passages there are in all projects; with `unfinished` also of sources being read."""
        with self._database.read() as session:
            return corpus.count(session, unfinished=unfinished)

    def corpus_version(self, project: str) -> int:
        """Grows whenever a passage of the project is added or removed; 0 before the first."""
        with self._database.read() as session:
            return corpus.version_of(session, project)


def _same(marks: Sequence[SourceMark], source: Source) -> list[str]:
    """The ids of the marks that have the name and the content of `source`."""
    wanted = (source.name, source.sha256)
    return [mark.id for mark in marks if (mark.name, mark.sha256) == wanted]
