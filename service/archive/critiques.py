"""Critique reports in SQL, to be read again by their id."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.identity import new_id, now
from service.archive.tables import CritiqueRow
from service.errors import NotFound


def save(session: Session, document: dict[str, Any]) -> str:
    """Stores a `fupan.critique/1` report; gives its id."""
    row = CritiqueRow(
        id=new_id(), document=json.dumps(document, ensure_ascii=False), created_at=now()
    )
    session.add(row)
    return row.id


def get(session: Session, critique_id: str) -> dict[str, Any]:
    """A stored report; raises NotFound."""
    query = select(CritiqueRow.document).where(CritiqueRow.id == critique_id)
    document = session.scalar(query)
    if document is None:
        raise NotFound(
            zh=f"没有编号为 {critique_id} 的批注。请重新提交草稿。",
            en=f"There is no critique {critique_id}. Hand the draft in again.",
        )
    found: dict[str, Any] = json.loads(document)
    return found
