"""A real HTTP server on loopback that speaks chat completions and answers as a test tells it to.

An answer is made from the request alone. Nothing here says how good a model is.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server sends back: a status, a body, headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Answering = Callable[[dict[str, Any], int], Reply]
"""From a request's JSON and its number (from 1) to the reply."""


@dataclass
class ModelServer:
    """A running server: its address and every request it got."""

    address: str
    requests: list[dict[str, Any]]
    keys: list[str]


def said(text: str, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """A whole chat completion with that text."""
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, "refusal": refusal},
            }
        ],
        "usage": {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19},
    }
    return Reply(200, json.dumps(body).encode(), {"Content-Type": "application/json"})


def failing(status: int, code: str = "", **headers: str) -> Reply:
    """An error as OpenAI's servers write it."""
    body = {"error": {"message": "no", "type": "error", "code": code}}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | headers)


@contextmanager
def model_server(answer: Answering) -> Iterator[ModelServer]:
    """A server on a free port of 127.0.0.1 for as long as the block runs."""
    requests: list[dict[str, Any]] = []
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            request = json.loads(self.rfile.read(length))
            requests.append(request)
            keys.append(self.headers.get("Authorization", ""))
            reply = answer(request, len(requests))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        port = server.server_address[1]
        yield ModelServer(f"http://127.0.0.1:{port}/v1", requests, keys)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
