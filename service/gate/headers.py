"""The headers of every answer, and the language of every request.

The language is decided here, once, and read everywhere else as `request.state.language`: `?lang=`,
then the cookie of an earlier choice, then Accept-Language, then Chinese.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import Language

LANGUAGE_COOKIE = "fupan_language"
_YEAR = 365 * 24 * 3600

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class AnswerHeaders:
    """Puts the security headers on every answer and remembers a language asked for by `?lang=`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = _asked(scope["query_string"])
        cookie = cookie_parser(headers.get("cookie", "")).get(LANGUAGE_COOKIE)
        language = asked or _known(cookie) or _accepted(headers.get("accept-language", ""))
        scope.setdefault("state", {})["language"] = language

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    answer.setdefault(name, value)
                if asked:
                    answer.append("Set-Cookie", _remember(asked))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _asked(query: bytes) -> Language | None:
    values = parse_qs(query.decode("latin-1")).get("lang", [])
    return _known(values[-1]) if values else None


def _known(value: str | None) -> Language | None:
    if value == "zh":
        return "zh"
    return "en" if value == "en" else None


def _accepted(header: str) -> Language:
    """The better liked of the two in an Accept-Language header; Chinese when it names neither."""
    liked: dict[str, float] = {}
    for part in header.split(","):
        tag, _, parameters = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        if primary in {"zh", "en"}:
            liked[primary] = max(liked.get(primary, 0.0), _quality(parameters))
    return "en" if liked.get("en", 0.0) > liked.get("zh", 0.0) else "zh"


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _remember(language: Language) -> str:
    cookie: SimpleCookie = SimpleCookie()
    cookie[LANGUAGE_COOKIE] = language
    cookie[LANGUAGE_COOKIE].update({"path": "/", "max-age": str(_YEAR), "samesite": "Lax"})
    return cookie[LANGUAGE_COOKIE].OutputString()
