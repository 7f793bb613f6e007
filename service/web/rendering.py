"""Turns a template and its values into a page in the reader's language.

User text reaches a page only through Jinja's autoescape; a variable that is missing is an error.
"""

from __future__ import annotations

import calendar
import functools
import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from service import __version__
from service.errors import Language
from service.web.texts import text

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def language_of(request: Request) -> Language:
    """The language the gate has decided on for this request."""
    language: Language = request.state.language
    return language


def render(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    """The page of `template` (a file name without ".html") with `values`."""
    language = language_of(request)
    page = _environment().get_template(f"{template}.html")
    html = page.render(
        t=functools.partial(text, language=language),
        language=language,
        other_language="en" if language == "zh" else "zh",
        switch=_switch_address(request, "en" if language == "zh" else "zh"),
        path=request.url.path,
        version=__version__,
        asset=_asset,
        month_title=functools.partial(month_title, language=language),
        when=local_time,
        **values,
    )
    # A page shows the state of a draft: going back must not show an older one.
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def month_title(month: str, language: Language) -> str:
    """ "2026-10" as "2026 年 10 月" or "October 2026"; anything else unchanged."""
    year, _, number = month.partition("-")
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        return month
    name = calendar.month_name[int(number)]
    return text("month.title", language, year=year, month=int(number), month_name=name)


def local_time(iso: str) -> str:
    """An ISO time as day and minute of this machine's time zone; unreadable text unchanged."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return iso


def _switch_address(request: Request, other: Language) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*kept, ('lang', other)])}"


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _asset(name: str) -> str:
    """The address of a static file, with a mark of its content so that a browser may keep it."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{mark}"
