"""The HTTP client of the openai library, within bounds.

Of itself it follows a redirect with the text in its hands, reads a body without an end, and unpacks what is
packed. Applies to bodies of errors too, which the library reads by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
import openai

MOST_BYTES = 4_000_000
"""The largest body that is read; an endless one ends here."""
READ_TIMEOUT = 60.0
"""Seconds within which some byte must come."""


def bounded_client(read_timeout: float = READ_TIMEOUT) -> httpx2.AsyncClient:
    """A client that goes nowhere else and reads no more than a model can say."""
    return openai.DefaultAsyncHttpxClient(
        timeout=httpx2.Timeout(read_timeout, connect=10.0),
        # A connection that was kept and that the server has closed would cost a try.
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},  # a few bytes must stay a few bytes
        event_hooks={"response": [_bound]},
    )


class _Bounded(httpx2.AsyncByteStream):
    """A body that ends in an error when it is larger than anything a model says."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > MOST_BYTES:
                raise httpx2.ReadError("the body does not end")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx2.Response) -> None:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise httpx2.DecodingError("a packed body that nobody asked for", request=response.request)
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _Bounded(response.stream)
