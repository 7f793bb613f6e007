"""The JSON API under /api/v1, described at /openapi.json, and the health check."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from service import __version__
from service.api import critiques, drafts, intakes, reviews, search, sources
from service.api.answers import Problem
from service.api.published import components
from service.desk import Desk

PREFIX = "/api/v1"
_PROBLEM: dict[int | str, dict[str, Any]] = {
    status: {
        "description": description,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for status, description in {
        404: "No such thing",
        409: "Not possible in the present state",
        413: "Too large",
        422: "The input cannot be used",
    }.items()
}


class Health(BaseModel):
    """The service is up and can read its records."""

    status: str
    version: str


def install(app: FastAPI, desk: Desk) -> None:
    """Add the routes to `app`, and the published schemas to its description."""
    app.state.desk = desk
    version_1 = APIRouter(prefix=PREFIX, responses=_PROBLEM)
    for module in (sources, intakes, search, drafts, reviews, critiques):
        version_1.include_router(module.router)
    app.include_router(version_1)

    @app.get("/healthz", tags=["operation"])
    def healthz() -> Health:
        """Whether the service answers and its records can be read."""
        desk.archive.projects()
        return Health(status="ok", version=__version__)

    app.openapi = lambda: _description(app)  # type: ignore[method-assign]


def _description(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        description = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
        )
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs", {}))
        schemas["Problem"] = problem
        schemas.update(components())
        app.openapi_schema = description
    return app.openapi_schema
