"""An editor for tests: starts the real server as a process and speaks JSON-RPC with it, byte by byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_SERVE = "import sys; from service.cli import main; sys.exit(main(['lsp', '--stdio']))"
ENGLISH = {"LC_ALL": "C.UTF-8"}


class Editor:
    """One session. `texts` are the open texts as the editor has them, by uri."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **ENGLISH, **environment},
        )
        self._number = 0
        self.asked: list[dict[str, Any]] = []
        """Requests of the server to the editor, each answered with null."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def uri(self, name: str) -> str:
        """The address of a file in the session's folder."""
        return (self.folder / name).as_uri()

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and give its result; other messages on the way are passed over."""
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "method": method}
        self._send(request if params is None else {**request, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def start(self, *, locale: str = "zh-cn", **capabilities: Any) -> dict[str, Any]:
        """Initialize; the server's capabilities."""
        params = {
            "processId": None,
            "rootUri": self.folder.as_uri(),
            "locale": locale,
            "capabilities": capabilities,
        }
        result = self.ask("initialize", params)
        self.tell("initialized")
        made: dict[str, Any] = result["capabilities"]
        return made

    def open(self, name: str, text: str, version: int = 1) -> list[dict[str, Any]]:
        """Open a text; its diagnostics."""
        document = {
            "uri": self.uri(name),
            "languageId": "markdown",
            "version": version,
            "text": text,
        }
        self.tell("textDocument/didOpen", textDocument=document)
        return self.diagnostics(name, version)

    def change(self, name: str, version: int, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        """Change a text; its diagnostics in that version."""
        document = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=list(changes))
        return self.diagnostics(name, version)

    def diagnostics(self, name: str, version: int | None) -> list[dict[str, Any]]:
        """The next diagnostics of that version of a text; None for those of a text that is closed."""
        while True:
            message = self._receive()
            params = message.get("params", {})
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == self.uri(name)
                and params.get("version") == version
            ):
                found: list[dict[str, Any]] = params["diagnostics"]
                return found

    def close(self) -> tuple[int, str]:
        """Shut the server down: its exit code and what it wrote to standard error."""
        assert self.ask("shutdown", None) is None
        self._send({"jsonrpc": "2.0", "method": "exit"})
        _, errors = self._process.communicate()
        return self._process.returncode, errors.decode()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message, ensure_ascii=False).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; a request of the server is answered and noted."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line, "the server ended"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            self.asked.append(message)
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message


def cut(text: str, span: dict[str, Any], codec: str = "utf-16-le", width: int = 2) -> str:
    """What an editor that counts in those units finds in a range of one line."""
    start, end = span["start"], span["end"]
    assert start["line"] == end["line"]
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[int(start["line"])]
    words = line.encode(codec)
    first, last = int(start["character"]) * width, int(end["character"]) * width
    return words[first:last].decode(codec)


def edited(text: str, edit: dict[str, Any]) -> str:
    """A text after an edit of one line, as an editor that counts UTF-16 applies it."""
    start, end = edit["range"]["start"], edit["range"]["end"]
    assert start == end
    lines = text.split("\n")
    words = lines[start["line"]].encode("utf-16-le")
    at = start["character"] * 2
    before, after = words[:at].decode("utf-16-le"), words[at:].decode("utf-16-le")
    lines[start["line"]] = before + edit["newText"] + after
    return "\n".join(lines)
