"""The page of a run: its steps while it is made, then on to the draft."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import Run
from service.web.rendering import language_of, render
from service.web.state import State

router = APIRouter()
STEPS = ("queued", "facts", "follow_up", "drafting", "grounding", "critique")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a run; `state` is "past", "now" or ""."""

    name: str
    state: str


@router.get("/runs/{run_id}")
def show_run(request: Request, state: State, run_id: str) -> Response:
    """The progress of a run; a finished one leads to its draft."""
    run = state.desk.archive.run(run_id)
    if run.state == "done" and run.draft_id:
        return RedirectResponse(f"/drafts/{run.draft_id}", status_code=303)
    message = run.error_zh if language_of(request) == "zh" else run.error_en
    return render(
        request,
        "run",
        {
            "run_id": run.id,
            "project": run.project,
            "month": run.month,
            "failed": run.state == "failed",
            "message": message,
            "retry": f"/?{urlencode({'project': run.project, 'month': run.month})}",
            "steps": _steps(run),
        },
    )


def _steps(run: Run) -> tuple[Step, ...]:
    at = STEPS.index(run.step) if run.step in STEPS else 0
    return tuple(
        Step(name, "past" if place < at else "now" if place == at else "")
        for place, name in enumerate(STEPS)
    )
