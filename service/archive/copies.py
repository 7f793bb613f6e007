"""Finds that a ticket export is a later copy of one that is here: most of its keys are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.archive.tables import SourceRow
from service.review import Ticket

_MARK = 8
_LEAST_PART = 0.6
"""What two exports share of the smaller one's keys, to be copies of one sheet."""
_LEAST_SHARED = 3


class Keys:
    """The keys of a source's tickets, each as eight bytes."""

    def __init__(self) -> None:
        self._marks: set[bytes] = set()

    def add(self, tickets: Iterable[Ticket]) -> None:
        """Takes the keys of some tickets."""
        self._marks.update(_mark(ticket.key) for ticket in tickets if ticket.key)

    def marks(self) -> bytes:
        """All of them in order, as they are stored."""
        return b"".join(sorted(self._marks))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The source that another one is a later copy of, and how many keys they share."""

    id: str
    name: str
    shared: int
    total: int


def earlier_of(session: Session, row: SourceRow) -> Earlier | None:
    """The source of the same month that shares the most keys with `row`, if those are most."""
    mine = _set(row.ticket_marks)
    if len(mine) < _LEAST_SHARED:
        return None
    query = select(SourceRow.id, SourceRow.name, SourceRow.ticket_marks).where(
        SourceRow.project == row.project,
        SourceRow.month == row.month,
        SourceRow.number < row.number,
        SourceRow.reading > 0,
    )
    best: Earlier | None = None
    for source_id, name, marks in session.execute(query):
        other = _set(marks)
        shared = len(mine & other)
        enough = shared >= max(_LEAST_SHARED, _LEAST_PART * min(len(mine), len(other)))
        if enough and (best is None or shared >= best.shared):
            best = Earlier(source_id, name, shared, len(mine))
    return best


def warned(head: str, earlier: Earlier) -> str:
    """The head line with a warning that offers to replace the earlier copy."""
    part, values = json.loads(head)
    values["report"]["warnings"].append(
        {
            "code": "later_copy",
            "zh": f"这张表的 {earlier.total} 个编号里有 {earlier.shared} 个也在“{earlier.name}”里，"
            "像是同一张表的新版本。如果是，请删除旧的那份，免得重复。",
            "en": f"{earlier.shared} of the {earlier.total} keys of this table are in {earlier.name} "
            "too: it looks like a later copy of it. If it is, delete the earlier one, so that "
            "nothing counts twice.",
        }
    )
    return json.dumps([part, values], ensure_ascii=False, separators=(",", ":"))


def _mark(key: str) -> bytes:
    encoded = key.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(encoded, digest_size=_MARK).digest()


def _set(marks: bytes) -> set[bytes]:
    return {marks[at : at + _MARK] for at in range(0, len(marks), _MARK)}
