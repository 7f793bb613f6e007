"""Drafts and the decisions on them in SQL."""

from __future__ import annotations

import json
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive import runs
from service.archive.identity import new_id, now
from service.archive.records import DraftSummary, StoredDraft
from service.archive.tables import DecisionRow, DraftRow, ReviewRow
from service.documents import draft_document, draft_from_document
from service.errors import DecisionRefused, NotFound
from service.review import Answer, Decision, DecisionAction, Draft


def save(session: Session, run_id: str, draft: Draft) -> str:
    """Stores the draft of a run and marks the run done; a second draft of a run is not stored."""
    run = runs.row_of(session, run_id)
    saved = session.scalar(select(DraftRow.id).where(DraftRow.run_id == run_id))
    if saved is not None:
        return saved
    row = DraftRow(
        id=new_id(),
        run_id=run_id,
        project=draft.project,
        month=draft.month,
        document=json.dumps(draft_document(draft), ensure_ascii=False),
        awaiting=json.dumps(draft.awaiting()),
        created_at=now(),
    )
    session.add(row)
    run.state, run.step = "done", ""
    run.error_zh = run.error_en = ""
    return row.id


def get(session: Session, draft_id: str) -> StoredDraft:
    """A draft with its decisions, oldest first; raises NotFound."""
    row = row_of(session, draft_id)
    query = select(DecisionRow).where(DecisionRow.draft_id == draft_id).order_by(DecisionRow.number)
    return StoredDraft(
        id=row.id,
        run_id=row.run_id,
        draft=draft_from_document(json.loads(row.document)),
        decisions=tuple(_decision(decision) for decision in session.scalars(query)),
        review_id=_review_of(session, draft_id),
        created_at=row.created_at,
    )


def summaries(session: Session, project: str | None) -> tuple[DraftSummary, ...]:
    """The drafts, newest first, each with how far the decisions are."""
    query = (
        select(DraftRow, ReviewRow.id)
        .outerjoin(ReviewRow, ReviewRow.draft_id == DraftRow.id)
        .order_by(DraftRow.number.desc())
    )
    if project is not None:
        query = query.where(DraftRow.project == project)
    found = [(row, review_id) for row, review_id in session.execute(query)]
    decided = _decided(session, [row.id for row, _ in found])
    return tuple(_summary(row, decided.get(row.id, set()), review_id) for row, review_id in found)


def add_decision(session: Session, draft_id: str, decision: Decision) -> None:
    """Appends a decision; refused once the draft is signed."""
    row_of(session, draft_id)
    if _review_of(session, draft_id) is not None:
        raise already_signed()
    session.add(
        DecisionRow(
            draft_id=draft_id,
            target=decision.target,
            action=decision.action,
            by=decision.by,
            at=decision.at,
            before=decision.before,
            after=decision.after,
            answer=decision.answer,
            reason=decision.reason,
        )
    )


def row_of(session: Session, draft_id: str) -> DraftRow:
    """The row of a draft; raises NotFound."""
    row = session.scalars(select(DraftRow).where(DraftRow.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound(
            zh=f"没有编号为 {draft_id} 的草稿。请从草稿列表中选择。",
            en=f"There is no draft {draft_id}. Choose one from the list of drafts.",
        )
    return row


def already_signed() -> DecisionRefused:
    """The error for a change to a draft that is signed."""
    return DecisionRefused(
        zh="这份草稿已经定稿，不能再改。需要更改时，请重新起草后再定稿。",
        en="This draft is signed and cannot be changed. Draft the month again to change it.",
    )


def _review_of(session: Session, draft_id: str) -> str | None:
    return session.scalar(select(ReviewRow.id).where(ReviewRow.draft_id == draft_id))


def _decided(session: Session, draft_ids: list[str]) -> dict[str, set[str]]:
    """By draft, the targets whose last decision settles them."""
    query = (
        select(DecisionRow.draft_id, DecisionRow.target, DecisionRow.action)
        .where(DecisionRow.draft_id.in_(draft_ids))
        .order_by(DecisionRow.number)
    )
    decided: dict[str, set[str]] = {}
    for draft_id, target, action in session.execute(query):
        targets = decided.setdefault(draft_id, set())
        if action == "needs_case":
            targets.discard(target)
        else:
            targets.add(target)
    return decided


def _summary(row: DraftRow, decided: set[str], review_id: str | None) -> DraftSummary:
    awaiting = set(json.loads(row.awaiting))
    return DraftSummary(
        id=row.id,
        project=row.project,
        month=row.month,
        created_at=row.created_at,
        decided=len(awaiting & decided),
        total=len(awaiting),
        review_id=review_id,
    )


def _decision(row: DecisionRow) -> Decision:
    # Only `add_decision` writes action and answer, from values of these types.
    return Decision(
        target=row.target,
        action=cast("DecisionAction", row.action),
        by=row.by,
        at=row.at,
        before=row.before,
        after=row.after,
        answer=cast("Answer | None", row.answer),
        reason=row.reason,
    )
