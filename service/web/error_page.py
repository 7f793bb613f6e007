"""The page that shows an error to a person, in the language of the page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from service.errors import FupanError
from service.web.rendering import language_of, render


def error_page(request: Request, error: FupanError, *, title: str, status: int) -> Response:
    """What happened and what to do, with a way back to the start page."""
    values = {
        "title": title,
        "message": error.message(language_of(request)),
        "status": status,
        "code": error.code,
        "posted": request.method == "POST",
    }
    return render(request, "error", values, status=status)
