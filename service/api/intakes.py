"""Intakes: follow what was handed in, call it off, go on with it; and what a project remembers."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.intake_answers import IntakeAnswer, MemoryAnswer
from service.api.requests import MemorySent
from service.api.state import TheDesk
from service.archive.records import ProjectMemory
from service.desk import checked_month, checked_project

router = APIRouter(tags=["intakes"])


@router.get("/intakes")
def list_intakes(desk: TheDesk, project: str, month: str) -> list[IntakeAnswer]:
    """What was handed in for one month, newest first."""
    found = desk.archive.intakes.of_month(checked_project(project), checked_month(month))
    return [IntakeAnswer.of(intake) for intake in found]


@router.get("/intakes/{intake_id}")
def read_intake(desk: TheDesk, intake_id: str) -> IntakeAnswer:
    """How far an intake is, and what became of each thing."""
    return IntakeAnswer.of(desk.intake(intake_id))


@router.post("/intakes/{intake_id}/cancel")
def cancel_intake(desk: TheDesk, intake_id: str) -> IntakeAnswer:
    """Call an intake off. What is read stays; of what is not read nothing does."""
    return IntakeAnswer.of(desk.cancel_intake(intake_id))


@router.post("/intakes/{intake_id}/resume", status_code=202)
def resume_intake(desk: TheDesk, intake_id: str) -> IntakeAnswer:
    """Go on with an intake that was called off or failed."""
    return IntakeAnswer.of(desk.resume_intake(intake_id))


@router.get("/memory")
def read_memory(desk: TheDesk, project: str) -> MemoryAnswer:
    """The columns, states and spellings that people confirmed for a project."""
    project = checked_project(project)
    return MemoryAnswer.of(project, desk.memory(project))


@router.put("/memory")
def put_memory(desk: TheDesk, project: str, sent: MemorySent) -> MemoryAnswer:
    """Replace what a project remembers; it holds for files that are read from now on."""
    project = checked_project(project)
    memory = ProjectMemory(sent.columns, sent.states, sent.spellings)
    return MemoryAnswer.of(project, desk.put_memory(project, memory))
