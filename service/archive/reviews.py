"""Signed reviews in SQL. They are rebuilt here; only `service.sign_off` makes one."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive import corpus, drafts, runs
from service.archive.identity import new_id
from service.archive.records import ReviewSummary
from service.archive.tables import ReviewRow, RunRow, SourceRow
from service.documents import review_document, review_from_document
from service.review import SignedReview


def save(session: Session, draft_id: str | None, signed: SignedReview) -> str:
    """Stores a signed review with its passages; refused when the draft is signed already."""
    if draft_id is not None:
        drafts.row_of(session, draft_id)
        if session.scalar(select(ReviewRow.id).where(ReviewRow.draft_id == draft_id)) is not None:
            raise drafts.already_signed()
    row = ReviewRow(
        id=new_id(),
        draft_id=draft_id,
        project=signed.draft.project,
        month=signed.draft.month,
        document=json.dumps(review_document(signed), ensure_ascii=False),
        signed_by=signed.signed_by,
        signed_at=signed.signed_at,
        imported=signed.imported,
    )
    session.add(row)
    session.flush()
    corpus.file_review(session, row.id, signed)
    return row.id


def get(session: Session, review_id: str) -> SignedReview:
    """A signed review; raises NotFound."""
    row = session.scalars(select(ReviewRow).where(ReviewRow.id == review_id)).one_or_none()
    if row is None:
        raise runs.review_not_found(review_id)
    return review_from_document(json.loads(row.document))


def summaries(session: Session, project: str | None) -> tuple[ReviewSummary, ...]:
    """The signed reviews, newest first."""
    query = select(
        ReviewRow.id,
        ReviewRow.project,
        ReviewRow.month,
        ReviewRow.signed_by,
        ReviewRow.signed_at,
        ReviewRow.imported,
    ).order_by(ReviewRow.number.desc())
    if project is not None:
        query = query.where(ReviewRow.project == project)
    return tuple(ReviewSummary(*row) for row in session.execute(query))


def latest_before(session: Session, project: str, month: str) -> tuple[str, SignedReview] | None:
    """The last signed review of the nearest month before `month`, None when there is none."""
    query = (
        select(ReviewRow.id)
        .where(ReviewRow.project == project, ReviewRow.month < month)
        .order_by(ReviewRow.month.desc(), ReviewRow.number.desc())
        .limit(1)
    )
    review_id = session.scalar(query)
    return None if review_id is None else (review_id, get(session, review_id))


def projects(session: Session) -> tuple[str, ...]:
    """The names of all projects, sorted."""
    names: set[str] = set()
    for column in (SourceRow.project, RunRow.project, ReviewRow.project):
        names.update(session.scalars(select(column).distinct()))
    return tuple(sorted(names))
