"""What was handed in, as durable runs in SQL: each intake with its things, and their bytes until read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.archive.identity import new_id, now
from service.archive.records import (
    Intake,
    IntakeState,
    IntakeThing,
    NewThing,
    SourceEntry,
    ThingState,
)
from service.archive.tables import IntakeRow, IntakeThingRow, UploadRow
from service.errors import FupanError, NotFound

_UNSETTLED = ("waiting", "reading", "indexing")
_OPEN = ("queued", "reading")


def add(session: Session, project: str, month: str, things: Sequence[NewThing]) -> Intake:
    """Stores an intake with the bytes of its things."""
    row = _new_intake(session, project, month)
    for number, thing in enumerate(things):
        _add_thing(session, row.id, f"{number:06}", thing)
    session.flush()
    return get(session, row.id)


def add_again(session: Session, entry: SourceEntry, choices: Mapping[str, Any]) -> Intake:
    """Stores an intake that reads a stored source again."""
    row = _new_intake(session, entry.project, entry.month)
    thing = NewThing(entry.source.name, b"", entry.source.sha256, choices)
    _add_thing(session, row.id, "000000", thing, again=entry.id)
    session.flush()
    return get(session, row.id)


def get(session: Session, intake_id: str) -> Intake:
    """One intake; raises NotFound."""
    row = _row(session, intake_id)
    query = (
        select(IntakeThingRow)
        .where(IntakeThingRow.intake_id == intake_id)
        .order_by(IntakeThingRow.position)
    )
    return Intake(
        id=row.id,
        project=row.project,
        month=row.month,
        state=cast("IntakeState", row.state),
        cancelled=row.cancelled,
        things=tuple(_thing(thing) for thing in session.scalars(query)),
        error_zh=row.error_zh,
        error_en=row.error_en,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def thing(session: Session, thing_id: str) -> IntakeThing:
    """One thing of an intake."""
    return _thing(_thing_row(session, thing_id))


def unfinished(session: Session) -> tuple[Intake, ...]:
    """Those that are queued or being read, oldest first."""
    query = select(IntakeRow.id).where(IntakeRow.state.in_(_OPEN)).order_by(IntakeRow.number)
    return tuple(get(session, intake_id) for intake_id in session.scalars(query))


def of_month(session: Session, project: str, month: str) -> tuple[Intake, ...]:
    """The intakes of a month, newest first."""
    query = (
        select(IntakeRow.id)
        .where(IntakeRow.project == project, IntakeRow.month == month)
        .order_by(IntakeRow.number.desc())
    )
    return tuple(get(session, intake_id) for intake_id in session.scalars(query))


def start(session: Session, thing_id: str) -> int:
    """Marks a thing as being read; how often that was, this time included."""
    row = _thing_row(session, thing_id)
    row.state, row.done, row.total = "reading", 0, 0
    row.starts += 1
    intake = _row(session, row.intake_id)
    intake.state = "reading"
    return row.starts


def pause(session: Session, thing_id: str) -> None:
    """Puts a thing back because the service stops; that was no fault of the thing."""
    row = _thing_row(session, thing_id)
    row.state = "waiting"
    row.starts -= 1


def progress(session: Session, thing_id: str, state: ThingState, done: int, total: int) -> None:
    """Notes how far a thing is."""
    row = _thing_row(session, thing_id)
    row.state, row.done, row.total = state, done, total


def settle(
    session: Session,
    thing_id: str,
    state: ThingState,
    *,
    source_id: str | None = None,
    name: str | None = None,
    error: FupanError | None = None,
) -> None:
    """Notes what became of a thing, and the name of its source; its bytes are no longer needed,
    unless it was called off."""
    row = _thing_row(session, thing_id)
    row.state = state
    if source_id is not None:
        row.source_id = source_id
    if name is not None:
        row.name = name
    row.code = "" if error is None else error.code
    row.reason_zh = "" if error is None else error.zh
    row.reason_en = "" if error is None else error.en
    if state != "cancelled":
        session.execute(delete(UploadRow).where(UploadRow.thing_id == thing_id))


def begin_container(session: Session, thing_id: str) -> None:
    """Prepares a container for its members; those of an attempt that was cut off go."""
    row = _thing_row(session, thing_id)
    members = select(IntakeThingRow.id).where(
        IntakeThingRow.intake_id == row.intake_id,
        IntakeThingRow.position.startswith(f"{row.position}."),
    )
    session.execute(delete(UploadRow).where(UploadRow.thing_id.in_(members)))
    session.execute(delete(IntakeThingRow).where(IntakeThingRow.id.in_(members)))


def add_member(
    session: Session,
    thing_id: str,
    number: int,
    member: NewThing,
    error: FupanError | None = None,
) -> None:
    """Puts a member of a container behind it; with an error, one that cannot be taken out."""
    row = _thing_row(session, thing_id)
    added = _add_thing(session, row.intake_id, f"{row.position}.{number:06}", member)
    if error is not None:
        settle(session, added, "refused", error=error)


def end(
    session: Session, intake_id: str, state: IntakeState, error: FupanError | None = None
) -> None:
    """Ends an intake. What was not settled is put down as called off."""
    row = _row(session, intake_id)
    row.state, row.ended_at = state, now()
    row.error_zh = "" if error is None else error.zh
    row.error_en = "" if error is None else error.en
    session.execute(
        update(IntakeThingRow)
        .where(IntakeThingRow.intake_id == intake_id, IntakeThingRow.state.in_(_UNSETTLED))
        .values(state="cancelled")
    )


def wish_cancelled(session: Session, intake_id: str) -> None:
    """Notes that a person called an intake off; raises NotFound."""
    row = _row(session, intake_id)
    if row.state in _OPEN:
        row.cancelled = True


def resume(session: Session, intake_id: str) -> bool:
    """Queues again what was called off or could not be finished; False when nothing is left of it."""
    row = _row(session, intake_id)
    left = (
        select(IntakeThingRow)
        .outerjoin(UploadRow, UploadRow.thing_id == IntakeThingRow.id)
        .where(
            IntakeThingRow.intake_id == intake_id,
            IntakeThingRow.state == "cancelled",
            IntakeThingRow.again | UploadRow.thing_id.is_not(None),
        )
    )
    things = tuple(session.scalars(left))
    if not things:
        return False
    for one in things:
        one.state, one.starts, one.done, one.total = "waiting", 0, 0, 0
    row.state, row.cancelled, row.ended_at = "queued", False, ""
    row.error_zh = row.error_en = ""
    return True


def upload(session: Session, thing_id: str) -> bytes:
    """The bytes of a thing that was not read yet; b"" when they are gone."""
    return session.scalar(select(UploadRow.data).where(UploadRow.thing_id == thing_id)) or b""


def drop_uploads(session: Session, ended_before: str) -> None:
    """Deletes the bytes of intakes that were called off before a time and never taken up again."""
    old = (
        select(IntakeThingRow.id)
        .join(IntakeRow, IntakeRow.id == IntakeThingRow.intake_id)
        .where(IntakeRow.state.not_in(_OPEN), IntakeRow.ended_at < ended_before)
    )
    session.execute(delete(UploadRow).where(UploadRow.thing_id.in_(old)))


def reading(session: Session, source_id: str) -> bool:
    """Whether a source is being read again, or waits for it."""
    query = select(IntakeThingRow.id).where(
        IntakeThingRow.source_id == source_id,
        IntakeThingRow.again,
        IntakeThingRow.state.in_(_UNSETTLED),
    )
    return session.scalar(query.limit(1)) is not None


def being_read(session: Session, project: str, month: str) -> tuple[str, ...]:
    """The names of what was handed in for a month and is not read yet."""
    query = (
        select(IntakeThingRow.name)
        .join(IntakeRow, IntakeRow.id == IntakeThingRow.intake_id)
        .where(
            IntakeRow.project == project,
            IntakeRow.month == month,
            IntakeRow.state.in_(_OPEN),
            IntakeThingRow.again.is_(False),
            IntakeThingRow.state.in_(_UNSETTLED),
        )
        .order_by(IntakeThingRow.number)
    )
    return tuple(session.scalars(query))


def unsettled_sources(session: Session) -> frozenset[str]:
    """The ids of the sources that unfinished intakes are going to write."""
    query = select(IntakeThingRow.source_id).where(IntakeThingRow.state.in_(_UNSETTLED))
    return frozenset(session.scalars(query))


def _new_intake(session: Session, project: str, month: str) -> IntakeRow:
    row = IntakeRow(
        id=new_id(),
        project=project,
        month=month,
        state="queued",
        cancelled=False,
        error_zh="",
        error_en="",
        created_at=now(),
        ended_at="",
    )
    session.add(row)
    session.flush()
    return row


def _add_thing(
    session: Session, intake_id: str, position: str, new: NewThing, *, again: str | None = None
) -> str:
    """Stores a thing that waits; its id."""
    row = IntakeThingRow(
        id=new_id(),
        intake_id=intake_id,
        position=position,
        name=new.name,
        size=len(new.data),
        sha256=new.sha256,
        choices=json.dumps(new.choices, ensure_ascii=False),
        again=again is not None,
        state="waiting",
        done=0,
        total=0,
        starts=0,
        source_id=again or new_id(),
        code="",
        reason_zh="",
        reason_en="",
    )
    session.add(row)
    session.flush()
    if again is None:
        session.add(UploadRow(thing_id=row.id, data=new.data))
        session.flush()
    return row.id


def _row(session: Session, intake_id: str) -> IntakeRow:
    row = session.scalars(select(IntakeRow).where(IntakeRow.id == intake_id)).one_or_none()
    if row is None:
        raise NotFound(
            zh=f"没有编号为 {intake_id} 的提交。请从首页重新提交。",
            en=f"There is no intake {intake_id}. Hand the files in again from the first page.",
        )
    return row


def _thing_row(session: Session, thing_id: str) -> IntakeThingRow:
    return session.scalars(select(IntakeThingRow).where(IntakeThingRow.id == thing_id)).one()


def _thing(row: IntakeThingRow) -> IntakeThing:
    # Only this module writes the state, from values of this type.
    return IntakeThing(
        id=row.id,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        choices=json.loads(row.choices),
        again=row.again,
        is_member="." in row.position,
        state=cast("ThingState", row.state),
        done=row.done,
        total=row.total,
        starts=row.starts,
        source_id=row.source_id,
        code=row.code,
        zh=row.reason_zh,
        en=row.reason_en,
    )
