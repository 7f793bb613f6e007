"""What the pages are given by the composition root, as a FastAPI dependency."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from service.desk import Desk
from service.errors import Language


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up month to try the service on, in one language."""

    project: str
    month: str
    folder: Path


@dataclass(frozen=True, slots=True)
class PageState:
    """The desk, and the sample month of each language that has one."""

    desk: Desk
    samples: dict[Language, Sample]


def page_state(request: Request) -> PageState:
    """The state that `create_app` put on the app."""
    state: PageState = request.app.state.pages
    return state


State = Annotated[PageState, Depends(page_state)]
