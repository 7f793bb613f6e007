"""A tiny app behind the gate, for its tests."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from service.errors import FupanError
from service.gate import AnswerHeaders, BodyLimit, KnownHost, SameOrigin

BASE = "http://127.0.0.1:8000"


def refuse(request: Request, error: FupanError) -> Response:
    """An answer that shows which error refused the request, and in which language."""
    return JSONResponse(
        {"code": error.code, "text": error.message(request.state.language)}, status_code=403
    )


async def echo(request: Request) -> Response:
    """Answers with the language and the number of bytes received."""
    body = await request.body()
    return PlainTextResponse(f"{request.state.language} {len(body)}")


def client(limit: int = 1000) -> TestClient:
    """A client of the app, speaking to it as a browser on this machine would."""
    app = Starlette(
        routes=[Route("/", echo, methods=["GET", "POST"])],
        middleware=[
            Middleware(AnswerHeaders),
            Middleware(KnownHost, refuse=refuse),
            Middleware(SameOrigin, refuse=refuse),
            Middleware(BodyLimit, limit=limit, refuse=refuse),
        ],
    )
    return TestClient(app, base_url=BASE)
