"""Deletes a source with everything that was made of it for search; drafts and reviews stay whole."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.archive import corpus, intakes, runs, sources, writing
from service.errors import DecisionRefused


def delete_source(session: Session, source_id: str) -> None:
    """Removes a source and its passages.

    :raises NotFound: there is no such source.
    :raises DecisionRefused: a draft is being made from it, or it is being read again.
    """
    entry = sources.entry(session, source_id)
    name = entry.source.name
    if intakes.reading(session, source_id):
        raise DecisionRefused(
            zh=f"“{name}”正在重新读取。请等它读完，或先取消，再删除。",
            en=f"{name} is being read again. Wait for that or cancel it, then delete it.",
        )
    if runs.drafting_from(session, source_id):
        raise DecisionRefused(
            zh=f"正在用“{name}”起草。请等这次起草结束后再删除。",
            en=f"A draft is being made from {name}. Delete it when that draft is done.",
        )
    writing.drop(session, source_id)
    corpus.forget(session, entry.project, source_id)
    sources.remove_row(session, source_id)
