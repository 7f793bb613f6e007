"""What a person or a program can do with what is handed in: hand in, follow, call off, correct, delete."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from service.archive import Archive
from service.archive.records import Intake, NewThing, ProjectMemory, SourceEntry
from service.desk.handing_in import (
    HandedIn,
    Receipt,
    Refused,
    checked_month,
    checked_project,
    nothing_handed_in,
)
from service.errors import InvalidRequest, error_of
from service.intake import Choices
from service.intake.choices import choices_entry, choices_of
from service.intake.tables.mapping import FIELDS, MappingPreview, preview
from service.review import State
from service.runs import Intakes
from service.runs.reading import with_memory
from service.runs.vectors import VectorIndex

PATIENCE = 20.0
"""Seconds that whoever hands something in waits for it to be read."""


class IntakeDesk:
    """The part of the desk that takes things in."""

    def __init__(
        self, archive: Archive, intakes: Intakes, index: VectorIndex | None = None
    ) -> None:
        self.archive = archive
        self._intakes = intakes
        self._index = index

    def hand_in(
        self,
        project: str,
        month: str,
        things: Sequence[HandedIn],
        *,
        patience: float = PATIENCE,
    ) -> Receipt:
        """Store and read each; one that cannot be read does not keep the others out.

        Waits until all is read, at most `patience` seconds: `Receipt.waiting` names the rest, and
        `Receipt.intake_id` is the intake that goes on. Raises like `begin_intake`.
        """
        intake = self.begin_intake(project, month, things)
        return self.receipt(self._intakes.wait(intake.id, patience))

    def begin_intake(self, project: str, month: str, things: Sequence[HandedIn]) -> Intake:
        """Store what is handed in and begin to read it; it is on the disk when this returns.

        Raises InvalidRequest for a blank project, WrongMonth, and EmptyInput for nothing at all.
        """
        project = checked_project(project)
        month = checked_month(month)
        if not things:
            raise nothing_handed_in()
        return self._intakes.begin(project, month, [_new_thing(thing) for thing in things])

    def intake(self, intake_id: str) -> Intake:
        """How far an intake is, thing by thing. Raises NotFound."""
        return self.archive.intakes.get(intake_id)

    def receipt(self, intake: Intake) -> Receipt:
        """What became of everything in an intake so far."""
        stored, duplicates, refused, waiting = [], [], [], []
        for thing in intake.things:
            if thing.state == "stored":
                stored += self._entries(thing.source_id)
            elif thing.state == "duplicate":
                duplicates += self._entries(thing.source_id)
            elif thing.state == "refused":
                error = error_of(thing.code, zh=thing.zh, en=thing.en)
                refused.append(Refused(thing.name, error))
            elif not thing.settled:
                waiting.append(thing.name)
        if intake.state == "failed":
            failed = error_of("error", zh=intake.error_zh, en=intake.error_en)
            refused += [Refused(t.name, failed) for t in intake.things if t.state == "cancelled"]
        return Receipt(tuple(stored), tuple(duplicates), tuple(refused), tuple(waiting), intake.id)

    def wait_for_intake(self, intake_id: str, patience: float = PATIENCE) -> Intake:
        """The intake once it is over, or as it stands after `patience` seconds. Raises NotFound."""
        return self._intakes.wait(intake_id, patience)

    def cancel_intake(self, intake_id: str) -> Intake:
        """Call an intake off: what was read stays, of the rest nothing does. Raises NotFound."""
        self._intakes.cancel(intake_id)
        return self._intakes.wait(intake_id, PATIENCE)

    def resume_intake(self, intake_id: str) -> Intake:
        """Go on with an intake that was called off or failed. Raises NotFound, DecisionRefused."""
        return self._intakes.resume(intake_id)

    def reread(self, source_id: str, choices: Choices, *, patience: float = PATIENCE) -> Intake:
        """Read a stored source again as a person says; its id stays, what was read is replaced.

        When it cannot be read like that, the earlier reading stays: the intake's thing says why.
        Raises NotFound.
        """
        intake = self._intakes.begin_again(source_id, choices_entry(choices))
        return self._intakes.wait(intake.id, patience)

    def choices(self, source_id: str) -> Choices:
        """What a person said of a source, for the next reading to begin with. Raises NotFound."""
        return choices_of(self.archive.source_entry(source_id).choices)

    def preview(self, source_id: str) -> MappingPreview:
        """What the columns and state words of a table seem to mean, to be corrected by a person;
        without sheets for a source that is no table. Raises NotFound."""
        stored = self.archive.source(source_id)
        choices = with_memory(self.choices(source_id), self.archive.memory(stored.project))
        return preview(stored.source, choices)

    def set_speakers(
        self, source_id: str, speakers: Mapping[str, str], *, patience: float = PATIENCE
    ) -> Intake:
        """Read a transcript again with these persons for its labels. Raises NotFound."""
        choices = replace(self.choices(source_id), speakers=dict(speakers))
        return self.reread(source_id, choices, patience=patience)

    def confirm_mapping(
        self,
        source_id: str,
        columns: Mapping[str, str],
        states: Mapping[str, str],
        *,
        remember: bool = True,
        patience: float = PATIENCE,
    ) -> Intake:
        """Read a table again with these meanings of its columns and states.

        With `remember`, every later file of the project is read with them too. Raises NotFound, and
        InvalidRequest for a field or a state that there is not.
        """
        checked = checked_states(states)
        checked_columns(columns)
        if remember:
            self.remember(source_id, columns, checked)
        before = self.choices(source_id)
        choices = replace(
            before,
            columns={**before.columns, **columns},
            states={**before.states, **checked},
        )
        return self.reread(source_id, choices, patience=patience)

    def remember(
        self, source_id: str, columns: Mapping[str, str], states: Mapping[str, str]
    ) -> ProjectMemory:
        """Remember meanings for the project of a source, for every later file. Raises NotFound, and
        InvalidRequest for a field or a state that there is not."""
        checked_columns(columns)
        more = ProjectMemory(columns=dict(columns), states=checked_states(states))
        return self.archive.remember(self.archive.source_entry(source_id).project, more)

    def delete_source(self, source_id: str) -> SourceEntry:
        """Remove a source, its passages and its vectors at once; gives what was removed.

        Drafts and signed reviews stay whole, since they hold the sentences that they cite. Raises
        NotFound, and DecisionRefused while a draft is made from it or it is read again.
        """
        entry = self.archive.source_entry(source_id)
        self.archive.delete_source(source_id)
        if self._index is not None:
            self._index.forget(source_id)
        return entry

    def memory(self, project: str) -> ProjectMemory:
        """What people confirmed for a project: columns, states, spellings of names."""
        return self.archive.memory(checked_project(project))

    def put_memory(self, project: str, memory: ProjectMemory) -> ProjectMemory:
        """Replace what a project remembers. Raises InvalidRequest for a meaning no state has."""
        project = checked_project(project)
        checked_states(memory.states)
        checked_columns(memory.columns)
        self.archive.put_memory(project, memory)
        return memory

    def spellings(self, project: str) -> Mapping[str, str]:
        """The ways names were written, each with the name that is meant."""
        return self.memory(project).spellings

    def confirm_spelling(self, project: str, written: str, meant: str) -> Mapping[str, str]:
        """Remember that `written` means the person `meant`. Raises InvalidRequest when blank."""
        written, meant = written.strip(), meant.strip()
        if not written or not meant:
            raise InvalidRequest(zh="请写明两种写法。", en="Give both ways the name is written.")
        more = ProjectMemory(spellings={written: meant})
        return self.archive.remember(checked_project(project), more).spellings

    def _entries(self, source_id: str) -> list[SourceEntry]:
        """The source, unless somebody has deleted it since."""
        found = self.archive.find_entry(source_id)
        return [] if found is None else [found]


def checked_columns(columns: Mapping[str, str]) -> None:
    """Raises InvalidRequest for a column that is given a field that there is not."""
    for title, field in columns.items():
        if field and field not in FIELDS:
            raise InvalidRequest(
                zh=f"列“{title}”的字段“{field}”不对：只能是 {'、'.join(FIELDS)}，或空（不用）。",
                en=f"The field {field!r} of the column {title!r} is not one of {', '.join(FIELDS)}, "
                "or empty for none.",
            )


def checked_states(states: Mapping[str, str]) -> dict[str, State]:
    """The meanings of state words. Raises InvalidRequest for one that no state has."""
    known: dict[str, State] = {state: state for state in get_args(State)}
    for word, meaning in states.items():
        if meaning not in known:
            raise InvalidRequest(
                zh=f"状态“{word}”的含义“{meaning}”不对：只能是 {'、'.join(known)} 之一。",
                en=f"The meaning {meaning!r} of the state {word!r} is not one of "
                f"{', '.join(known)}.",
            )
    return {word: known[meaning] for word, meaning in states.items()}


def _new_thing(thing: HandedIn) -> NewThing:
    choices = thing.choices
    if thing.encoding is not None:
        choices = replace(choices, encoding=thing.encoding)
    digest = hashlib.sha256(thing.data).hexdigest()
    return NewThing(thing.name, thing.data, digest, choices_entry(choices))
