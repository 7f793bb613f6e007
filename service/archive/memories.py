"""What people confirmed for a project, in SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from service.archive.records import ProjectMemory
from service.archive.tables import ProjectMemoryRow


def get(session: Session, project: str) -> ProjectMemory:
    """What is remembered; nothing for a project of which nothing was confirmed."""
    row = session.get(ProjectMemoryRow, project)
    if row is None:
        return ProjectMemory()
    return ProjectMemory(json.loads(row.columns), json.loads(row.states), json.loads(row.spellings))


def put(session: Session, project: str, memory: ProjectMemory) -> None:
    """Remembers exactly this."""
    row = session.get(ProjectMemoryRow, project)
    if row is None:
        row = ProjectMemoryRow(project=project)
        session.add(row)
    row.columns = _json(memory.columns)
    row.states = _json(memory.states)
    row.spellings = _json(memory.spellings)


def join(session: Session, project: str, more: ProjectMemory) -> ProjectMemory:
    """Remembers this beside what is known; a newer word on the same thing counts."""
    known = get(session, project)
    joined = ProjectMemory(
        {**known.columns, **more.columns},
        {**known.states, **more.states},
        {**known.spellings, **more.spellings},
    )
    put(session, project, joined)
    return joined


def _json(words: Mapping[str, str]) -> str:
    return json.dumps(dict(words), ensure_ascii=False)
