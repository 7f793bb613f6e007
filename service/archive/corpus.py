"""The passages of a project: what the ranking searches and the vector store is rebuilt from.

They are written in the transaction that stores the source or the review they come from, and the
project's corpus version grows with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from knowledge.passages import Passage, PassageKind, month_number
from knowledge.past_reviews import ReviewedItem, past_review_passages
from service.archive.pieces import about_item
from service.archive.tables import CorpusRow, PassageRow
from service.review import SignedReview


def file_review(session: Session, origin: str, signed: SignedReview) -> None:
    """Adds the passages of a signed review."""
    items = [
        ReviewedItem(
            item.id,
            item.kind,
            item.text,
            item.fields.cause or item.fields.case,
            about_item(item, signed.draft.month),
        )
        for item in signed.items
    ]
    passages = past_review_passages(
        items, project=signed.draft.project, month=month_number(signed.draft.month), origin=origin
    )
    add(session, passages, reading=1, ready=True)
    _grow(session, signed.draft.project)


def forget(session: Session, project: str, origin: str) -> None:
    """Removes the passages of a source or a review."""
    session.execute(delete(PassageRow).where(PassageRow.origin == origin))
    _grow(session, project)


def passages_of(
    session: Session,
    project: str | None,
    kind: PassageKind | None = None,
    origin: str | None = None,
    *,
    unfinished: bool = False,
) -> tuple[Passage, ...]:
    """The passages of one project or of all, in the order of writing; with `unfinished` also those
    of sources that are still being read."""
    query = select(PassageRow).order_by(PassageRow.number)
    if not unfinished:
        query = query.where(PassageRow.ready)
    if project is not None:
        query = query.where(PassageRow.project == project)
    if kind is not None:
        query = query.where(PassageRow.kind == kind)
    if origin is not None:
        query = query.where(PassageRow.origin == origin)
    return tuple(_passage(row) for row in session.scalars(query))


def count(session: Session, *, unfinished: bool = False) -> int:
    """The number of all passages; with `unfinished` also those of sources still being read."""
    query = select(func.count()).select_from(PassageRow)
    if not unfinished:
        query = query.where(PassageRow.ready)
    return session.scalar(query) or 0


def version_of(session: Session, project: str) -> int:
    """The corpus version of a project, 0 when it has no passage yet."""
    row = session.get(CorpusRow, project)
    return 0 if row is None else row.version


def add(session: Session, passages: Sequence[Passage], *, reading: int, ready: bool) -> None:
    """Stores passages; those that are not ready are seen by nobody until `show`."""
    if passages:
        session.execute(
            insert(PassageRow),
            [
                {
                    "id": one.id,
                    "project": one.project,
                    "month": one.month,
                    "kind": one.kind,
                    "origin": one.origin,
                    "text": one.text,
                    "place_json": one.place_json,
                    "reading": reading,
                    "ready": ready,
                }
                for one in passages
            ],
        )


def show(session: Session, project: str, origin: str, reading: int) -> None:
    """Makes the passages of a finished reading those of the source, in place of earlier ones."""
    of_origin = PassageRow.origin == origin
    session.execute(delete(PassageRow).where(of_origin, PassageRow.reading != reading))
    session.execute(update(PassageRow).where(of_origin).values(ready=True))
    _grow(session, project)


def drop(session: Session, origin: str, reading: int) -> None:
    """Removes the passages of a reading that was not finished."""
    session.execute(
        delete(PassageRow).where(PassageRow.origin == origin, PassageRow.reading == reading)
    )


def _grow(session: Session, project: str) -> None:
    row = session.get(CorpusRow, project)
    if row is None:
        session.add(CorpusRow(project=project, version=1))
    else:
        row.version += 1


def _passage(row: PassageRow) -> Passage:
    kind: PassageKind = "review" if row.kind == "review" else "source"
    return Passage(row.id, row.project, row.month, kind, row.origin, row.text, row.place_json)
