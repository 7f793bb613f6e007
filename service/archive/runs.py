"""Requested drafts in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive import sources
from service.archive.identity import new_id, now
from service.archive.records import Run, RunState
from service.archive.tables import DraftRow, ReviewRow, RunRow
from service.errors import FupanError, Language, NotFound


def add(
    session: Session,
    project: str,
    month: str,
    language: Language | None,
    source_ids: Sequence[str],
    last_review_id: str | None,
    left_out: Sequence[str] = (),
) -> Run:
    """Stores a queued run; raises NotFound when what it names does not exist."""
    for source_id in source_ids:
        sources.check(session, source_id)
    if last_review_id is not None:
        _check_review(session, last_review_id)
    row = RunRow(
        id=new_id(),
        project=project,
        month=month,
        language=language,
        source_ids=json.dumps(list(source_ids)),
        last_review_id=last_review_id,
        left_out=json.dumps(list(left_out), ensure_ascii=False),
        state="queued",
        step="",
        starts=0,
        error_zh="",
        error_en="",
        created_at=now(),
    )
    session.add(row)
    return _run(row, None)


def get(session: Session, run_id: str) -> Run:
    """One run; raises NotFound."""
    row = row_of(session, run_id)
    return _run(row, session.scalar(select(DraftRow.id).where(DraftRow.run_id == run_id)))


def unfinished(session: Session) -> tuple[Run, ...]:
    """Queued and running ones, oldest first."""
    query = select(RunRow).where(RunRow.state.in_(("queued", "running"))).order_by(RunRow.number)
    return tuple(_run(row, None) for row in session.scalars(query))


def update(
    session: Session, run_id: str, state: RunState, step: str, error: FupanError | None
) -> None:
    """Stores a run's progress; raises NotFound."""
    row = row_of(session, run_id)
    row.state = state
    row.step = step
    row.error_zh = "" if error is None else error.zh
    row.error_en = "" if error is None else error.en


def start(session: Session, run_id: str) -> Run:
    """Marks a run as running, once more; raises NotFound."""
    row = row_of(session, run_id)
    row.state = "running"
    row.starts += 1
    return _run(row, None)


def drafting_from(session: Session, source_id: str) -> bool:
    """Whether a draft is being made from the source."""
    return any(source_id in run.source_ids for run in unfinished(session))


def row_of(session: Session, run_id: str) -> RunRow:
    """The row of a run; raises NotFound."""
    row = session.scalars(select(RunRow).where(RunRow.id == run_id)).one_or_none()
    if row is None:
        raise NotFound(
            zh=f"没有编号为 {run_id} 的起草任务。请从首页重新开始。",
            en=f"There is no run {run_id}. Start again from the first page.",
        )
    return row


def _check_review(session: Session, review_id: str) -> None:
    if session.scalar(select(ReviewRow.id).where(ReviewRow.id == review_id)) is None:
        raise review_not_found(review_id)


def review_not_found(review_id: str) -> NotFound:
    """The error for a signed review that does not exist."""
    return NotFound(
        zh=f"没有编号为 {review_id} 的定稿总结。请从总结列表中选择。",
        en=f"There is no signed review {review_id}. Choose one from the list of reviews.",
    )


def _run(row: RunRow, draft_id: str | None) -> Run:
    # Only this module writes language and state, from values of these types.
    return Run(
        id=row.id,
        draft_id=draft_id,
        project=row.project,
        month=row.month,
        language=cast("Language | None", row.language),
        source_ids=tuple(json.loads(row.source_ids)),
        last_review_id=row.last_review_id,
        left_out=tuple(json.loads(row.left_out)),
        state=cast("RunState", row.state),
        step=row.step,
        starts=row.starts,
        error_zh=row.error_zh,
        error_en=row.error_en,
        created_at=row.created_at,
    )
