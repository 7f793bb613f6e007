"""Critiques in SQL: the draft, the versions of its text, and what people decided on its findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.archive.identity import new_id, now
from service.archive.records import (
    CritiqueSummary,
    CritiqueVersion,
    DecisionOnFinding,
    FindingDecision,
    NewCritique,
    SectionSummary,
    StoredCritique,
    TextEdit,
    WaiverGround,
)
from service.archive.tables import CritiqueDecisionRow, CritiqueRow, CritiqueVersionRow
from service.errors import InvalidRequest, NotFound, VersionConflict


def add(session: Session, new: NewCritique, first: CritiqueVersion) -> tuple[str, bool]:
    """Stores a draft with its first version; its id, and whether it is new: the same key gives the
    critique it gave before. Raises InvalidRequest when the key came with another request."""
    known = new.key and session.scalar(select(CritiqueRow).where(CritiqueRow.key == new.key))
    if known:
        if known.sent != new.sent:
            raise InvalidRequest(
                zh="这个 Idempotency-Key 已经用于另一份草稿。请换一个。",
                en="This Idempotency-Key was used for another draft. Use another one.",
            )
        return known.id, False
    row = CritiqueRow(
        id=new_id(),
        project=new.project,
        month=new.month,
        name=new.name,
        language=new.language,
        given=_json(dict(new.given)),
        key=new.key,
        sent=new.sent,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    session.add(_version_row(row.id, first))
    return row.id, True


def add_version(session: Session, critique_id: str, version: CritiqueVersion) -> None:
    """Stores the next version. Raises NotFound, and VersionConflict when it is not the next one."""
    _row(session, critique_id)
    last = _last_version(session, critique_id)
    if version.version != last + 1:
        raise version_conflict(version.version - 1, last)
    session.add(_version_row(critique_id, version))


def version_conflict(read: int, last: int) -> VersionConflict:
    """The error for an edit of version `read` when `last` is the newest."""
    return VersionConflict(
        zh=f"这份草稿在别处改过：你看到的是第 {read} 版，现在是第 {last} 版。"
        "没有覆盖任何内容；请对照现在的原文，再保存一次。",
        en=f"The draft was changed elsewhere: you read version {read}, and it is at version {last}."
        " Nothing was overwritten; compare with the present text and save again.",
    )


def add_decision(session: Session, critique_id: str, decision: FindingDecision) -> None:
    """Appends a person's word on a finding; the same word again changes nothing. Raises NotFound."""
    _row(session, critique_id)
    last = _decisions(session, critique_id).get(decision.fingerprint)
    said = (decision.action, decision.ground, decision.reason, decision.by)
    if last and (last.action, last.ground, last.reason, last.by) == said:
        return
    session.add(
        CritiqueDecisionRow(
            critique_id=critique_id,
            fingerprint=decision.fingerprint,
            action=decision.action,
            ground=decision.ground or "",
            reason=decision.reason,
            by=decision.by,
            at=decision.at,
        )
    )


def get(session: Session, critique_id: str) -> StoredCritique:
    """A critique in its newest version; raises NotFound."""
    row = _row(session, critique_id)
    current = version(session, critique_id, _last_version(session, critique_id))
    return StoredCritique(
        id=row.id,
        name=row.name,
        project=row.project,
        month=row.month,
        language=row.language,
        given=json.loads(row.given),
        current=current,
        decisions=_decisions(session, critique_id),
        cleared=_cleared(session, critique_id, current),
        created_at=row.created_at,
    )


def version(session: Session, critique_id: str, number: int) -> CritiqueVersion:
    """One version of a critique; raises NotFound."""
    query = select(CritiqueVersionRow).where(
        CritiqueVersionRow.critique_id == critique_id, CritiqueVersionRow.version == number
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        raise _not_found(critique_id)
    return CritiqueVersion(
        version=row.version,
        text=row.text,
        report=json.loads(row.document),
        summary=tuple(SectionSummary(**entry) for entry in json.loads(row.summary)),
        edit=_edit(row.edit),
    )


def summaries(session: Session, count: int) -> tuple[CritiqueSummary, ...]:
    """The newest critiques whose text is kept, newest first."""
    last = func.max(CritiqueVersionRow.version)
    query = (
        select(CritiqueRow, last)
        .join(CritiqueVersionRow, CritiqueVersionRow.critique_id == CritiqueRow.id)
        .where(CritiqueVersionRow.text.is_not(None))
        .group_by(CritiqueRow.id)
        .order_by(CritiqueRow.number.desc())
        .limit(count)
    )
    return tuple(
        CritiqueSummary(row.id, row.name, row.project, row.month, number, row.created_at)
        for row, number in session.execute(query)
    )


def _row(session: Session, critique_id: str) -> CritiqueRow:
    row = session.scalars(select(CritiqueRow).where(CritiqueRow.id == critique_id)).one_or_none()
    if row is None:
        raise _not_found(critique_id)
    return row


def _not_found(critique_id: str) -> NotFound:
    return NotFound(
        zh=f"没有编号为 {critique_id} 的批注。请重新提交草稿。",
        en=f"There is no critique {critique_id}. Hand the draft in again.",
    )


def _last_version(session: Session, critique_id: str) -> int:
    query = select(func.max(CritiqueVersionRow.version))
    return session.scalar(query.where(CritiqueVersionRow.critique_id == critique_id)) or 0


def _decisions(session: Session, critique_id: str) -> dict[str, FindingDecision]:
    query = select(CritiqueDecisionRow).where(CritiqueDecisionRow.critique_id == critique_id)
    return {
        # Only `add_decision` writes action and ground, from values of these types.
        row.fingerprint: FindingDecision(
            fingerprint=row.fingerprint,
            action=cast("DecisionOnFinding", row.action),
            ground=cast("WaiverGround", row.ground) if row.ground else None,
            reason=row.reason,
            by=row.by,
            at=row.at,
        )
        for row in session.scalars(query.order_by(CritiqueDecisionRow.number))
    }


def _cleared(session: Session, critique_id: str, current: CritiqueVersion) -> tuple[str, ...]:
    query = (
        select(CritiqueVersionRow.edit)
        .where(CritiqueVersionRow.critique_id == critique_id, CritiqueVersionRow.edit != "")
        .order_by(CritiqueVersionRow.version)
    )
    cleared: dict[str, str] = {}
    for edit in (_edit(stored) for stored in session.scalars(query)):
        if edit:
            cleared |= dict(zip(edit.gone, edit.cleared, strict=True))
    back = _fingerprints(current.report)
    return tuple(rule for fingerprint, rule in cleared.items() if fingerprint not in back)


def _fingerprints(report: Mapping[str, Any]) -> set[str]:
    documents = report.get("result", {}).get("documents", [])
    return {one["fingerprint"] for document in documents for one in document.get("findings", [])}


def _version_row(critique_id: str, one: CritiqueVersion) -> CritiqueVersionRow:
    return CritiqueVersionRow(
        critique_id=critique_id,
        version=one.version,
        text=one.text,
        document=_json(one.report),
        summary=_json([asdict(section) for section in one.summary]),
        edit=_json(asdict(one.edit)) if one.edit else "",
        created_at=now(),
    )


def _edit(stored: str) -> TextEdit | None:
    if not stored:
        return None
    entry: dict[str, Any] = json.loads(stored)
    mended, cleared, gone = (tuple(entry.pop(name)) for name in ("mended", "cleared", "gone"))
    return TextEdit(**entry, mended=mended, cleared=cleared, gone=gone)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
