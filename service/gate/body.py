"""A body that is too large is answered with an explanation, not with a broken connection.

A browser shows "connection reset" when a server answers before it has read the whole form. So such
a body is read to its end and thrown away, piece by piece, up to a second, far larger limit; only
then comes the answer. Starlette's own limit answers in plain text and at once.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import InputTooLarge
from service.gate.refusal import Refuse

MEGABYTE = 1024 * 1024
READ_AND_THROWN_AWAY = 512 * MEGABYTE
"""A body larger than this is cut off; nobody pastes that by mistake."""


class BodyLimit:
    """Refuses bodies over `limit` bytes, whether or not they say their length beforehand."""

    def __init__(self, app: ASGIApp, *, limit: int, refuse: Refuse) -> None:
        self._app = app
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if _declared_length(request) > self._limit:
            await _read_to_end(receive, 0)
            await self._refuse(request, _too_large(self._limit))(scope, receive, send)
            return
        seen = 0
        answered = False

        async def receive_limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                if message.get("more_body", False):
                    await _read_to_end(receive, seen)
                raise _too_large(self._limit)
            return message

        async def send_noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, receive_limited, send_noted)
        except InputTooLarge as error:
            # Raised outside the app's own error handling, or by a part that reads no body itself.
            if answered:
                raise
            await self._refuse(request, error)(scope, receive, send)


def _too_large(limit: int) -> InputTooLarge:
    size = limit // MEGABYTE
    return InputTooLarge(
        zh=f"这次提交超过了 {size} MB。请只保留当月的内容，或分成几次提交。",
        en=f"This is more than {size} MB at once. Keep to the month's own material, or hand it in"
        " in several parts.",
    )


def _declared_length(request: Request) -> int:
    raw = request.headers.get("content-length", "")
    return int(raw) if raw.isascii() and raw.isdigit() else 0


async def _read_to_end(receive: Receive, seen: int) -> None:
    while seen <= READ_AND_THROWN_AWAY:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        seen += len(message.get("body", b""))
