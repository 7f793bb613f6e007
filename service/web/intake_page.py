"""The page of an intake: each thing handed in with its progress, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import Intake, IntakeThing
from service.errors import Language
from service.web.citations import source_words
from service.web.rendering import language_of, render
from service.web.state import State
from service.web.texts import text

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ThingView:
    """One thing: its name, its state in words, how far it is, and why it was not read."""

    name: str
    state: str
    words: str
    done: int
    total: int
    progress: str
    reason: str
    address: str


@router.get("/intakes/{intake_id}")
def show_intake(request: Request, state: State, intake_id: str) -> Response:
    """The progress of an intake; when it is over, what was taken and what was not."""
    intake = state.desk.intake(intake_id)
    language = language_of(request)
    kept = [one for one in intake.things if one.state != "opened"]
    entries = state.desk.archive.sources(intake.project, intake.month)
    return render(
        request,
        "intake",
        {
            "intake_id": intake.id,
            "project": intake.project,
            "month": intake.month,
            "state": intake.state,
            "over": intake.over,
            "message": intake.error_zh if language == "zh" else intake.error_en,
            "things": [_view(one, language) for one in kept],
            "summary": _summary(kept, language),
            "resumable": any(one.state == "cancelled" for one in kept),
            "sources": [entry.id for entry in entries],
        },
    )


@router.post("/intakes/{intake_id}/cancel")
def cancel_intake(state: State, intake_id: str) -> Response:
    """Stop reading; what has been read stays."""
    state.desk.cancel_intake(intake_id)
    return _back(intake_id)


@router.post("/intakes/{intake_id}/resume")
def resume_intake(state: State, intake_id: str) -> Response:
    """Read on where it was stopped."""
    state.desk.resume_intake(intake_id)
    return _back(intake_id)


def intake_address(intake: Intake) -> str:
    """Where an intake is followed."""
    return f"/intakes/{intake.id}"


def _back(intake_id: str) -> Response:
    return RedirectResponse(f"/intakes/{intake_id}", status_code=303)


def _view(thing: IntakeThing, language: Language) -> ThingView:
    here = thing.state in ("stored", "duplicate") and thing.source_id
    return ThingView(
        name=source_words(thing.name, language) or text("intake.paste", language),
        state=thing.state,
        words=text(f"thing.{thing.state}", language),
        done=thing.done,
        total=thing.total,
        progress=text(
            "intake.progress", language, done=f"{thing.done:,}", total=f"{thing.total:,}"
        ),
        reason=thing.zh if language == "zh" else thing.en,
        address=f"/sources/{thing.source_id}" if here else "",
    )


def _summary(things: list[IntakeThing], language: Language) -> str:
    """How many were taken, were here before, were not read: what did not happen is not named."""
    states = [thing.state for thing in things]
    parts = [
        text(f"intake.count.{state}", language, count=states.count(state))
        for state in ("stored", "duplicate", "refused", "cancelled")
        if state in states
    ]
    return text("list.separator", language).join(parts)
