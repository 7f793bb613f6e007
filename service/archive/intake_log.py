"""The archive's face for what is handed in: intakes, their things, and the writing of their sources.

Like the archive's, every method is one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.archive import intakes, sources, writing
from service.archive.database import Database
from service.archive.records import (
    Intake,
    IntakeState,
    IntakeThing,
    NewThing,
    ThingState,
)
from service.archive.writing import SourceWriter
from service.errors import FupanError


class IntakeLog:
    """Intakes as rows. Made by `Archive`, and reached as `archive.intakes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, project: str, month: str, things: Sequence[NewThing]) -> Intake:
        """Keeps what was handed in, bytes and all, before anything is read."""
        with self._database.write() as session:
            return intakes.add(session, project, month, things)

    def add_again(self, source_id: str, choices: Mapping[str, Any]) -> Intake:
        """Records that a stored source is to be read again; raises NotFound."""
        with self._database.write() as session:
            return intakes.add_again(session, sources.entry(session, source_id), choices)

    def get(self, intake_id: str) -> Intake:
        """One intake with its things; raises NotFound."""
        with self._database.read() as session:
            return intakes.get(session, intake_id)

    def thing(self, thing_id: str) -> IntakeThing:
        """One thing of an intake."""
        with self._database.read() as session:
            return intakes.thing(session, thing_id)

    def unfinished(self) -> tuple[Intake, ...]:
        """Those that are queued or being read, oldest first: to be taken up again at a start."""
        with self._database.read() as session:
            return intakes.unfinished(session)

    def of_month(self, project: str, month: str) -> tuple[Intake, ...]:
        """The intakes of a month, newest first."""
        with self._database.read() as session:
            return intakes.of_month(session, project, month)

    def being_read(self, project: str, month: str) -> tuple[str, ...]:
        """The names of what was handed in for a month and is not read yet."""
        with self._database.read() as session:
            return intakes.being_read(session, project, month)

    def start(self, thing_id: str) -> int:
        """Marks a thing as being read; how often that was, this time included."""
        with self._database.write() as session:
            return intakes.start(session, thing_id)

    def pause(self, thing_id: str) -> None:
        """Puts a thing back because the service stops; this start does not count."""
        with self._database.write() as session:
            intakes.pause(session, thing_id)

    def progress(self, thing_id: str, state: ThingState, done: int, total: int) -> None:
        """Notes how far a thing is."""
        with self._database.write() as session:
            intakes.progress(session, thing_id, state, done, total)

    def settle(
        self,
        thing_id: str,
        state: ThingState,
        *,
        source_id: str | None = None,
        name: str | None = None,
        error: FupanError | None = None,
    ) -> None:
        """Notes what became of a thing, and its source's name; its bytes go, unless it was called
        off."""
        with self._database.write() as session:
            intakes.settle(session, thing_id, state, source_id=source_id, name=name, error=error)

    def begin_container(self, thing_id: str) -> None:
        """Prepares a container for its members; those of an attempt that was cut off go."""
        with self._database.write() as session:
            intakes.begin_container(session, thing_id)

    def add_member(
        self, thing_id: str, number: int, member: NewThing, error: FupanError | None = None
    ) -> None:
        """Puts a member of a container behind it; with an error, one that cannot be taken out."""
        with self._database.write() as session:
            intakes.add_member(session, thing_id, number, member, error)

    def end(self, intake_id: str, state: IntakeState, error: FupanError | None = None) -> None:
        """Ends an intake; what was not settled counts as called off."""
        with self._database.write() as session:
            intakes.end(session, intake_id, state, error)

    def wish_cancelled(self, intake_id: str) -> None:
        """Notes that a person called an intake off; raises NotFound."""
        with self._database.write() as session:
            intakes.wish_cancelled(session, intake_id)

    def resume(self, intake_id: str) -> bool:
        """Queues again what was called off; False when nothing is left. Raises NotFound."""
        with self._database.write() as session:
            return intakes.resume(session, intake_id)

    def upload(self, thing_id: str) -> bytes:
        """The bytes of a thing that was not read yet; b"" when they are gone."""
        with self._database.read() as session:
            return intakes.upload(session, thing_id)

    def drop_uploads(self, ended_before: str) -> None:
        """Deletes the bytes of intakes that ended before a time without being read."""
        with self._database.write() as session:
            intakes.drop_uploads(session, ended_before)

    def begin_source(
        self, intake: Intake, thing: IntakeThing, name: str, data: bytes
    ) -> SourceWriter:
        """Begins to write the source of a thing, under `name`."""
        with self._database.write() as session:
            begun = writing.begin(
                session,
                thing.source_id,
                project=intake.project,
                month=intake.month,
                name=name,
                data=data,
                sha256=thing.sha256,
                choices=thing.choices,
            )
        return SourceWriter(self._database, begun)

    def begin_again(self, source_id: str) -> SourceWriter:
        """Begins to write the next reading of a stored source; raises NotFound."""
        with self._database.write() as session:
            begun = writing.begin_again(session, source_id)
        return SourceWriter(self._database, begun)

    def drop_reading(self, source_id: str) -> None:
        """Removes what an unfinished reading has left; a finished one before it stays."""
        with self._database.write() as session:
            writing.drop(session, source_id)

    def sweep(self) -> None:
        """Removes what is left of readings that nobody is going to finish."""
        with self._database.write() as session:
            wanted = intakes.unsettled_sources(session)
            for source_id in writing.unfinished(session):
                if source_id not in wanted:
                    writing.drop(session, source_id)
