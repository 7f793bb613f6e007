"""The pages: paste, progress, review, sign off, critique. Server-rendered; scripts only improve."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles

from service.web import (
    critique_page,
    critique_review,
    draft_page,
    intake_page,
    material_page,
    reading_page,
    review_page,
    run_page,
    search_page,
    source_page,
    start_page,
)
from service.web.rendering import STATIC
from service.web.state import PageState

_PAGES = (
    start_page,
    material_page,
    intake_page,
    run_page,
    draft_page,
    review_page,
    source_page,
    reading_page,
    search_page,
    critique_page,
    critique_review,
)


def install(app: FastAPI, state: PageState) -> None:
    """Add every page and the static files to `app`; pages stay out of the API description."""
    app.state.pages = state
    router = APIRouter(include_in_schema=False)
    for module in _PAGES:
        router.include_router(module.router)
    router.add_api_route("/favicon.ico", _icon)
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _icon() -> RedirectResponse:
    """Some programs ask for the icon at its old address."""
    return RedirectResponse("/static/icon.svg", status_code=308)
