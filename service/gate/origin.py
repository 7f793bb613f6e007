"""Requests that other web sites try to make in the user's name are refused.

The service has no login yet, so whatever reaches it is obeyed: a page of another site must not be
able to post to it, and a host name under somebody else's control must not lead to it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from service.errors import RequestRefused
from service.gate.refusal import Refuse

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?", re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class KnownHost:
    """Passes only requests whose Host header names this machine, whatever the port."""

    def __init__(self, app: ASGIApp, *, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        host = _HOST.fullmatch(request.headers.get("host", "").lower())
        if host and host[1] in _OWN_HOSTS:
            await self._app(scope, receive, send)
            return
        error = RequestRefused(
            zh="请用 http://127.0.0.1 或 http://localhost 加端口打开本服务。",
            en="Open the service as http://127.0.0.1 or http://localhost with its port.",
        )
        await self._refuse(request, error)(scope, receive, send)


class SameOrigin:
    """Refuses changing requests that a browser sends for a page of another origin.

    Browsers say where a request comes from in Sec-Fetch-Site or Origin; programs send neither and
    pass. The reading of the two headers follows Go's `http.CrossOriginProtection`.
    """

    def __init__(self, app: ASGIApp, *, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if _is_own(request):
            await self._app(scope, receive, send)
            return
        error = RequestRefused(
            zh="这个请求来自别的网站，已拒绝。请在本服务的页面里操作。",
            en="This request came from another site and was refused. Use the service's own pages.",
        )
        await self._refuse(request, error)(scope, receive, send)


def _is_own(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return True
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return (parts := _origin(origin)) is not None and parts == _origin(own)


def _origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what is no plain http origin (also for "null")."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    if parts.path or parts.query or parts.fragment:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme]
