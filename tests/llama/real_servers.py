"""Starts servers of llama.cpp with the tiny model, on loopback, for as long as a block runs."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from service.llm.rungs import Rung

KEY = "k-real"
CONTEXT = 2048
PYTHON = os.environ.get("FUPAN_LLAMA_PYTHON", "")
"""The Python that has llama-cpp-python[server] and gguf; `make test-llama` sets it."""
BINARY = os.environ.get("FUPAN_LLAMA_SERVER", "")
"""A `llama-server` of llama.cpp, where there is one."""
NAMES = ["llama_cpp.server", *(["llama-server"] if BINARY else [])]

HELD = {
    "llama_cpp.server": {Rung.JSON_OBJECT, Rung.TOOL_CALL},
    "llama-server": {Rung.JSON_SCHEMA, Rung.JSON_OBJECT},
}
"""The rungs on which each holds a model to the schema. On `plain` nothing holds a random model."""
COUNTS_STREAMS = {"llama_cpp.server": False, "llama-server": True}


def write_tiny_model(folder: Path) -> Path:
    """The model, written by the Python that has gguf."""
    path = folder / "tiny.gguf"
    script = Path(__file__).with_name("tiny_model.py")
    subprocess.run([PYTHON, str(script), str(path)], check=True, timeout=120)
    return path


@contextmanager
def real_server(name: str, model: Path) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (model.parent / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(_command(name, model, port), stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/v1/models", process)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(30)


def _command(name: str, model: Path, port: int) -> Sequence[str]:
    if name == "llama-server":
        place = ["--host", "127.0.0.1", "--port", str(port), "--api-key", KEY]
        return [
            BINARY,
            "-m",
            str(model),
            "--alias",
            "tiny",
            "-c",
            str(2 * CONTEXT),
            "-np",
            "2",
            "--jinja",
            *place,
        ]
    place = ["--host", "127.0.0.1", "--port", str(port), "--api_key", KEY]
    return [
        PYTHON,
        "-m",
        "llama_cpp.server",
        "--model",
        str(model),
        "--model_alias",
        "tiny",
        "--n_ctx",
        str(CONTEXT),
        *place,
    ]


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {KEY}"})
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("the server does not answer")
