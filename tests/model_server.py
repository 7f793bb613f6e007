"""A real HTTP server on loopback that speaks chat completions and answers as a test tells it to.

An answer is made from the request alone. Nothing here says how good a model is.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal


@dataclass(frozen=True)
class Reply:
    """What the server sends back: a status, a body, headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    ending: Literal["whole", "reset", "cut", "silent", "dripping", "endless"] = "whole"
    """How it goes on after that: at its end; the connection is reset before anything is sent, or broken off
    inside the body; nothing more comes; a byte now and then without an end; bytes without an end."""


Answering = Callable[[dict[str, Any], int], Reply]
"""From a request's JSON and its number (from 1) to the reply."""


@dataclass
class ModelServer:
    """A running server: its address and every request it got."""

    address: str
    requests: list[dict[str, Any]]
    keys: list[str]
    bodies: list[bytes]


def said(
    text: str | None,
    *,
    finish: str | None = "stop",
    refusal: str | None = None,
    usage: bool = True,
    tool: str = "",
) -> Reply:
    """A whole chat completion with that text; with `tool`, a call of it with the text as arguments."""
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": refusal}
    if tool:
        function = {"name": tool, "arguments": text}
        message |= {
            "content": None,
            "tool_calls": [{"id": "t1", "type": "function", "function": function}],
        }
    body: dict[str, Any] = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }
    if usage:
        body["usage"] = {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}
    return Reply(200, json.dumps(body).encode(), {"Content-Type": "application/json"})


def failing(status: int, code: str = "", *, message: str = "no", **headers: str) -> Reply:
    """An error as OpenAI's servers write it."""
    body = {"error": {"message": message, "type": "error", "code": code}}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | headers)


def streamed(
    pieces: Sequence[str],
    *,
    finish: str | None = "stop",
    done: bool = True,
    last: str = "",
    ending: Literal["whole", "cut", "silent", "dripping", "endless"] = "whole",
) -> Reply:
    """A stream of chunks, one a piece; `last` is a raw line put after them."""
    lines = []
    for piece in pieces:
        choice: dict[str, Any] = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
        lines.append("data: " + json.dumps({"id": "c1", "choices": [choice]}))
    if last:
        lines.append(last)
    if finish:
        choice = {"index": 0, "delta": {}, "finish_reason": finish}
        lines.append("data: " + json.dumps({"id": "c1", "choices": [choice]}))
    if done:
        usage = {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}
        lines.append("data: " + json.dumps({"id": "c1", "choices": [], "usage": usage}))
        lines.append("data: [DONE]")
    body = "".join(f"{line}\n\n" for line in lines).encode()
    return Reply(200, body, {"Content-Type": "text/event-stream"}, ending)


@contextmanager
def model_server(answer: Answering) -> Iterator[ModelServer]:
    """A server on a free port of 127.0.0.1 for as long as the block runs."""
    told = ModelServer("", [], [], [])
    over = threading.Event()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length)
            with lock:
                request = json.loads(body)
                told.requests.append(request)
                told.bodies.append(body)
                told.keys.append(self.headers.get("Authorization", ""))
                number = len(told.requests)
            reply = answer(request, number)
            with suppress(ConnectionError):  # the other side may have had enough
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            if reply.ending == "reset":
                lingering = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name.replace("_", "-"), value)
            if reply.ending in ("whole", "cut") and "event-stream" not in str(reply.headers):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            half = len(reply.body) // 2 if reply.ending == "cut" else len(reply.body)
            self.wfile.write(reply.body[:half])
            self.wfile.flush()
            if reply.ending == "silent":
                over.wait()
            while reply.ending == "dripping" and not over.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
            while reply.ending == "endless" and not over.is_set():
                self.wfile.write(b" " * 65536)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield told
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
