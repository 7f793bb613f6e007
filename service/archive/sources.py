"""Sources in SQL. One whose first reading is not finished yet (`reading` 0) is seen by nobody."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.archive.records import SourceEntry, SourceMark, StoredSource
from service.archive.tables import SourcePartRow, SourceRow
from service.documents import head_of, source_from_lines
from service.errors import NotFound


def of_month(session: Session, project: str, month: str) -> tuple[SourceEntry, ...]:
    """The sources of a month in the order of writing."""
    query = (
        select(SourceRow)
        .where(SourceRow.project == project, SourceRow.month == month, SourceRow.reading > 0)
        .order_by(SourceRow.number)
    )
    return tuple(_entry(row) for row in session.scalars(query))


def marks_of_month(
    session: Session, project: str, month: str, *, unfinished: bool = False
) -> tuple[SourceMark, ...]:
    """The same sources by id, name and hash; with `unfinished` also those still being read."""
    query = (
        select(SourceRow.id, SourceRow.name, SourceRow.sha256)
        .where(SourceRow.project == project, SourceRow.month == month)
        .order_by(SourceRow.number)
    )
    if not unfinished:
        query = query.where(SourceRow.reading > 0)
    return tuple(SourceMark(*row) for row in session.execute(query))


def names(session: Session, project: str) -> dict[str, str]:
    """The names of all sources of a project by id."""
    query = select(SourceRow.id, SourceRow.name).where(SourceRow.project == project)
    return {row.id: row.name for row in session.execute(query)}


def entry(session: Session, source_id: str) -> SourceEntry:
    """One source without its content; raises NotFound."""
    return _entry(_row(session, source_id))


def find_entry(session: Session, source_id: str) -> SourceEntry | None:
    """The same, None when there is none."""
    row = _find_row(session, source_id)
    return None if row is None else _entry(row)


def get(session: Session, source_id: str) -> StoredSource:
    """One source; raises NotFound."""
    row = _row(session, source_id)
    source = source_from_lines(_lines(session, row))
    return StoredSource(row.id, row.project, row.month, source, row.added_at)


def months(session: Session) -> tuple[tuple[str, str], ...]:
    """The pairs of project and month that have a source, the newest month of each project first."""
    query = (
        select(SourceRow.project, SourceRow.month)
        .where(SourceRow.reading > 0)
        .distinct()
        .order_by(SourceRow.project, SourceRow.month.desc())
    )
    return tuple((project, month) for project, month in session.execute(query))


def check(session: Session, source_id: str) -> None:
    """Raises NotFound when there is no such source, without reading its content."""
    _row(session, source_id)


def data(session: Session, source_id: str) -> bytes:
    """The bytes of a source; raises NotFound."""
    return _row(session, source_id).data


def remove_row(session: Session, source_id: str) -> None:
    """Removes a source's row and parts, read to the end or not; its passages must be gone."""
    session.execute(delete(SourcePartRow).where(SourcePartRow.source_id == source_id))
    session.execute(delete(SourceRow).where(SourceRow.id == source_id))


def _lines(session: Session, row: SourceRow) -> Iterator[str]:
    yield row.head
    query = (
        select(SourcePartRow.content)
        .where(SourcePartRow.source_id == row.id, SourcePartRow.reading == row.reading)
        .order_by(SourcePartRow.number)
    )
    for content in session.scalars(query.execution_options(yield_per=50)):
        yield unpacked(content)


def packed(line: str) -> bytes:
    """A line as it is stored. A lone surrogate, which a table of JSON may hold, is kept."""
    return zlib.compress(line.encode("utf-8", "surrogatepass"), 1)


def unpacked(content: bytes) -> str:
    """The inverse of `packed`."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def _row(session: Session, source_id: str) -> SourceRow:
    row = _find_row(session, source_id)
    if row is None:
        raise not_found(source_id)
    return row


def _find_row(session: Session, source_id: str) -> SourceRow | None:
    query = select(SourceRow).where(SourceRow.id == source_id, SourceRow.reading > 0)
    return session.scalars(query).one_or_none()


def not_found(source_id: str) -> NotFound:
    """The error for a source that does not exist."""
    return NotFound(
        zh=f"没有编号为 {source_id} 的资料。它可能已被删除；请刷新页面或重新提交。",
        en=f"There is no source {source_id}. It may have been deleted; reload the page or hand it "
        "in again.",
    )


def _entry(row: SourceRow) -> SourceEntry:
    return SourceEntry(
        id=row.id,
        project=row.project,
        month=row.month,
        source=head_of(row.head),
        sentences=row.sentences,
        tickets=row.tickets,
        choices=json.loads(row.choices),
        copy_of=row.copy_of,
        added_at=row.added_at,
    )
