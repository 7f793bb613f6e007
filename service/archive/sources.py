"""Sources in SQL."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive import corpus
from service.archive.identity import new_id, now
from service.archive.pieces import Piece, pieces_of
from service.archive.records import SourceMark, StoredSource
from service.archive.tables import SourceRow
from service.documents import source_from_lines, source_lines
from service.errors import NotFound
from service.review import Source


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source with what is stored of it."""

    source: Source
    content: str
    pieces: tuple[Piece, ...]


def prepare(source: Source, month: str) -> Prepared:
    """What `add` stores; needs no database."""
    return Prepared(source, "\n".join(source_lines(source)), tuple(pieces_of(source, month)))


def add(
    session: Session, project: str, month: str, data: bytes, prepared: Prepared
) -> StoredSource:
    """Stores a source with its passages; the same one again gives the existing record."""
    source = prepared.source
    same = select(SourceRow).where(
        SourceRow.project == project,
        SourceRow.month == month,
        SourceRow.name == source.name,
        SourceRow.sha256 == source.sha256,
    )
    existing = session.scalars(same).one_or_none()
    if existing is not None:
        return _stored(existing)
    row = SourceRow(
        id=new_id(),
        project=project,
        month=month,
        name=source.name,
        sha256=source.sha256,
        data=data,
        content=prepared.content,
        added_at=now(),
    )
    session.add(row)
    session.flush()
    corpus.file_source(session, row.id, project, month, prepared.pieces)
    return StoredSource(row.id, project, month, source, row.added_at)


def of_month(session: Session, project: str, month: str) -> tuple[StoredSource, ...]:
    """The sources of a month in the order of writing."""
    query = (
        select(SourceRow)
        .where(SourceRow.project == project, SourceRow.month == month)
        .order_by(SourceRow.number)
    )
    return tuple(_stored(row) for row in session.scalars(query))


def marks_of_month(session: Session, project: str, month: str) -> tuple[SourceMark, ...]:
    """The same sources without their content, which may be many megabytes."""
    query = (
        select(SourceRow.id, SourceRow.name, SourceRow.sha256)
        .where(SourceRow.project == project, SourceRow.month == month)
        .order_by(SourceRow.number)
    )
    return tuple(SourceMark(*row) for row in session.execute(query))


def names(session: Session, project: str) -> dict[str, str]:
    """The names of all sources of a project by id."""
    query = select(SourceRow.id, SourceRow.name).where(SourceRow.project == project)
    return {row.id: row.name for row in session.execute(query)}


def get(session: Session, source_id: str) -> StoredSource:
    """One source; raises NotFound."""
    return _stored(_row(session, source_id))


def check(session: Session, source_id: str) -> None:
    """Raises NotFound when there is no such source, without reading its content."""
    if session.scalar(select(SourceRow.id).where(SourceRow.id == source_id)) is None:
        raise _not_found(source_id)


def data(session: Session, source_id: str) -> bytes:
    """The bytes of a source; raises NotFound."""
    return _row(session, source_id).data


def delete(session: Session, source_id: str) -> None:
    """Removes a source and its passages; raises NotFound."""
    row = _row(session, source_id)
    corpus.forget(session, row.project, row.id)
    session.delete(row)


def _row(session: Session, source_id: str) -> SourceRow:
    row = session.scalars(select(SourceRow).where(SourceRow.id == source_id)).one_or_none()
    if row is None:
        raise _not_found(source_id)
    return row


def _not_found(source_id: str) -> NotFound:
    return NotFound(
        zh=f"没有编号为 {source_id} 的资料。它可能已被删除；请刷新页面或重新提交。",
        en=f"There is no source {source_id}. It may have been deleted; reload the page or hand it "
        "in again.",
    )


def _stored(row: SourceRow) -> StoredSource:
    return StoredSource(
        row.id, row.project, row.month, source_from_lines(row.content.split("\n")), row.added_at
    )
