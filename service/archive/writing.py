"""Writes a source as its lines come, in small transactions; nobody sees it before `finish`.

A second reading of a stored source is written beside the first and takes its place in one step.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from knowledge.passages import Passage
from service.archive import copies, corpus, sources
from service.archive.database import Database
from service.archive.filing import Filing
from service.archive.identity import now
from service.archive.records import SourceEntry
from service.archive.tables import SourcePartRow, SourceRow
from service.documents import head_of, is_head, source_from_lines

_LINES_AT_ONCE = 20
"""Lines in one transaction: about ten thousand cells, which is some tenths of a second."""

_TABLES = frozenset({"tickets", "table"})


@dataclass(frozen=True, slots=True)
class Begun:
    """A reading that was begun: of which source, and the how-manieth of it."""

    source_id: str
    project: str
    month: str
    reading: int


def begin(
    session: Session,
    source_id: str,
    *,
    project: str,
    month: str,
    name: str,
    data: bytes,
    sha256: str,
    choices: Mapping[str, Any],
) -> Begun:
    """Makes the row of a source that is going to be read; what was left of an attempt goes."""
    drop(session, source_id)
    session.add(
        SourceRow(
            id=source_id,
            project=project,
            month=month,
            name=name,
            sha256=sha256,
            data=data,
            reading=0,
            head="",
            sentences=0,
            tickets=0,
            choices=json.dumps(choices, ensure_ascii=False),
            ticket_marks=b"",
            copy_of=None,
            added_at=now(),
        )
    )
    return Begun(source_id, project, month, 1)


def begin_again(session: Session, source_id: str) -> Begun:
    """Prepares the next reading of a stored source; raises NotFound."""
    drop(session, source_id)
    row = session.scalars(select(SourceRow).where(SourceRow.id == source_id)).one_or_none()
    if row is None:
        raise sources.not_found(source_id)
    return Begun(source_id, row.project, row.month, row.reading + 1)


def drop(session: Session, source_id: str) -> None:
    """Removes what a reading that was not finished has left, and a source that has no other."""
    reading = session.scalar(select(SourceRow.reading).where(SourceRow.id == source_id))
    if reading is None:
        return
    corpus.drop(session, source_id, reading + 1)
    session.execute(
        delete(SourcePartRow).where(
            SourcePartRow.source_id == source_id, SourcePartRow.reading > reading
        )
    )
    if reading == 0:
        sources.remove_row(session, source_id)


class SourceWriter:
    """Takes the lines of `documents.sources` one by one. Not to be shared by threads."""

    def __init__(self, database: Database, begun: Begun) -> None:
        self._database = database
        self._begun = begun
        self._filing = Filing(
            project=begun.project,
            month=begun.month,
            origin=begun.source_id,
            reading=begun.reading,
        )
        self._head = ""
        self.expected_rows = 0
        """About how many passages there will be, once the head is there; 0 when that is not known."""
        self._waiting: list[bytes] = []
        self._made: list[Passage] = []
        self._keys = copies.Keys()
        self._sentences = 0
        self._tickets = 0

    @property
    def source_id(self) -> str:
        """The id of the source that is written."""
        return self._begun.source_id

    def add(self, line: str) -> Sequence[Passage]:
        """Takes a line; gives the passages that were stored with it, often none."""
        if is_head(line):
            # A large table sends a head before its first rows, and the whole one after the last.
            head = head_of(line)
            if not self._head:
                self._made += self._filing.add(head)
            self._head = line
            self.expected_rows = head.report.rows_read if head.kind in _TABLES else 0
            return ()
        part = source_from_lines([self._head, line])
        self._sentences += len(part.sentences)
        self._tickets += len(part.tickets)
        self._keys.add(part.tickets)
        self._made += self._filing.add(part)
        self._waiting.append(sources.packed(line))
        return self._flush() if len(self._waiting) >= _LINES_AT_ONCE else ()

    def finish_passages(self) -> Sequence[Passage]:
        """Stores whatever is still in hand; gives the last passages."""
        self._made += self._filing.finish()
        return self._flush()

    def finish(self, choices: Mapping[str, Any] | None = None) -> SourceEntry:
        """Makes the reading that of the source, in one step. `finish_passages` comes before it.

        `choices` are new ones, if a person said something else this time.
        """
        begun = self._begun
        with self._database.write() as session:
            row = session.scalars(select(SourceRow).where(SourceRow.id == begun.source_id)).one()
            session.execute(
                delete(SourcePartRow).where(
                    SourcePartRow.source_id == begun.source_id,
                    SourcePartRow.reading != begun.reading,
                )
            )
            corpus.show(session, begun.project, begun.source_id, begun.reading)
            row.reading = begun.reading
            row.sentences, row.tickets = self._sentences, self._tickets
            row.ticket_marks = self._keys.marks()
            if choices is not None:
                row.choices = json.dumps(choices, ensure_ascii=False)
            row.head = self._head
            earlier = copies.earlier_of(session, row)
            if earlier is not None:
                row.copy_of = earlier.id
                row.head = copies.warned(self._head, earlier)
            session.flush()
            return sources.entry(session, begun.source_id)

    def _flush(self) -> Sequence[Passage]:
        made, lines = tuple(self._made), self._waiting
        if not made and not lines:
            return ()
        begun = self._begun
        with self._database.write() as session:
            if lines:
                rows = [
                    {"source_id": begun.source_id, "reading": begun.reading, "content": line}
                    for line in lines
                ]
                session.execute(insert(SourcePartRow), rows)
            corpus.add(session, made, reading=begun.reading, ready=False)
        self._waiting = []
        self._made = []
        return made


def write_lines(writer: SourceWriter, lines: Iterable[str]) -> SourceEntry:
    """Writes a source whose lines are all at hand."""
    for line in lines:
        writer.add(line)
    writer.finish_passages()
    return writer.finish()


def unfinished(session: Session) -> tuple[str, ...]:
    """The ids of the sources of which a reading was begun and not finished."""
    begun = select(SourceRow.id).where(SourceRow.reading == 0)
    again = (
        select(SourcePartRow.source_id)
        .join(SourceRow, SourceRow.id == SourcePartRow.source_id)
        .where(SourcePartRow.reading > SourceRow.reading)
        .group_by(SourcePartRow.source_id)
        .having(func.count() > 0)
    )
    return tuple(dict.fromkeys((*session.scalars(begun), *session.scalars(again))))
