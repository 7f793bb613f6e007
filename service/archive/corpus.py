"""The passages of a project: what the ranking searches and the vector store is rebuilt from.

They are written in the transaction that stores the source or the review they come from, and the
project's corpus version grows with them.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge.passages import Passage, PassageKind, month_number, passage
from knowledge.past_reviews import ReviewedItem, past_review_passages
from service.archive.pieces import Piece, about_item
from service.archive.tables import CorpusRow, PassageRow
from service.review import SignedReview


def file_source(
    session: Session, origin: str, project: str, month: str, pieces: Iterable[Piece]
) -> None:
    """Adds the passages of a source."""
    passages = (
        passage(
            project=project,
            month=month_number(month),
            kind="source",
            origin=origin,
            text=piece.text,
            place=piece.place,
            about=piece.about,
        )
        for piece in pieces
    )
    _add(session, project, passages)


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
    _add(session, signed.draft.project, passages)


def forget(session: Session, project: str, origin: str) -> None:
    """Removes the passages of a source or a review."""
    session.execute(delete(PassageRow).where(PassageRow.origin == origin))
    _grow(session, project)


def passages_of(
    session: Session,
    project: str | None,
    kind: PassageKind | None = None,
    origin: str | None = None,
) -> tuple[Passage, ...]:
    """The passages of one project or of all, in the order of writing."""
    query = select(PassageRow).order_by(PassageRow.number)
    if project is not None:
        query = query.where(PassageRow.project == project)
    if kind is not None:
        query = query.where(PassageRow.kind == kind)
    if origin is not None:
        query = query.where(PassageRow.origin == origin)
    return tuple(_passage(row) for row in session.scalars(query))


def count(session: Session) -> int:
    """The number of all passages."""
    return session.scalar(select(func.count()).select_from(PassageRow)) or 0


def version_of(session: Session, project: str) -> int:
    """The corpus version of a project, 0 when it has no passage yet."""
    row = session.get(CorpusRow, project)
    return 0 if row is None else row.version


def _add(session: Session, project: str, passages: Iterable[Passage]) -> None:
    session.add_all(
        PassageRow(
            id=one.id,
            project=one.project,
            month=one.month,
            kind=one.kind,
            origin=one.origin,
            text=one.text,
            place_json=one.place_json,
        )
        for one in passages
    )
    _grow(session, project)


def _grow(session: Session, project: str) -> None:
    row = session.get(CorpusRow, project)
    if row is None:
        session.add(CorpusRow(project=project, version=1))
    else:
        row.version += 1


def _passage(row: PassageRow) -> Passage:
    kind: PassageKind = "review" if row.kind == "review" else "source"
    return Passage(row.id, row.project, row.month, kind, row.origin, row.text, row.place_json)
