"""A real server process that is handed a large file while light pages are asked for and its memory is
watched."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

PAGES = ("/healthz", "/")
_SERVE = (
    "import os\n"
    "from service.app import serve\n"
    "from service.settings import read_settings\n"
    "serve(read_settings(os.environ))\n"
)
_STARTS_WITHIN = 60.0
_ASK_EVERY = 0.25
_ENDS_WITHIN = 600.0
_BOUNDARY = "fupan-bench"


@dataclass(slots=True)
class Observed:
    """Seconds from the upload to searchable, and of them those until the first row was written; seconds
    of every answer by page; peak memory in MB and seconds of computing by part; and how many different
    states of the progress were seen."""

    seconds: float = 0.0
    until_read: float = 0.0
    answers: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    computing: dict[str, float] = field(default_factory=dict)
    steps: int = 0


class LoadedServer:
    """The server over one data directory while the block runs."""

    def __init__(self, data: Path) -> None:
        self._data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()

    def __enter__(self) -> Self:
        environment = {
            **os.environ,
            "FUPAN_DATA": str(self._data),
            "FUPAN_PORT": str(self._port),
            "FUPAN_LOG_LEVEL": "warning",
        }
        self._process = subprocess.Popen([sys.executable, "-c", _SERVE], env=environment)
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            try:
                self._get("/healthz")
            except URLError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError("the server did not answer")

    def __exit__(self, *_error: object) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)

    def hand_in(self, path: Path) -> Observed:
        """Hands the file in and waits until it is searchable."""
        observed = Observed(answers={page: [] for page in PAGES})
        watchers = [
            threading.Thread(target=self._ask, args=(page, observed.answers[page]))
            for page in PAGES
        ]
        watchers.append(threading.Thread(target=self._watch, args=(observed,)))
        for watcher in watchers:
            watcher.start()
        try:
            begin = time.perf_counter()
            address = self._post(path)
            observed.steps = self._follow(address, observed, begin)
            observed.seconds = time.perf_counter() - begin
        finally:
            self._over.set()
            for watcher in watchers:
                watcher.join()
        return observed

    def _follow(self, address: str, observed: Observed, begin: float) -> int:
        seen = set()
        until = time.monotonic() + _ENDS_WITHIN
        while time.monotonic() < until:
            intake = json.loads(self._get(address))
            (thing,) = intake["things"]
            if thing["state"] == "indexing" and not observed.until_read:
                observed.until_read = time.perf_counter() - begin
            seen.add((thing["state"], thing["done"], thing["total"]))
            if thing["state"] == "stored" and intake["state"] == "done":
                return len(seen)
            if intake["state"] in {"failed", "cancelled", "done"}:
                raise RuntimeError(f"the file was not stored: {intake}")
            time.sleep(0.2)
        raise RuntimeError("the file was not read in time")

    def _post(self, path: Path) -> str:
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in (("project", "bench"), ("month", "2026-10"))
        ]
        parts.append(
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="{path.name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        body = "".join(parts).encode() + path.read_bytes() + f"\r\n--{_BOUNDARY}--\r\n".encode()
        request = Request(f"{self._address}/api/v1/sources", data=body)
        request.add_header("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
        request.add_header("Prefer", "respond-async")
        with urlopen(request, timeout=60) as answer:
            located: str = answer.headers["Location"]
        return located

    def _ask(self, page: str, times: list[float]) -> None:
        while not self._over.is_set():
            begin = time.perf_counter()
            self._get(page)
            times.append(time.perf_counter() - begin)
            time.sleep(_ASK_EVERY)

    def _watch(self, observed: Observed) -> None:
        assert self._process is not None
        pid = self._process.pid
        before = _computing(pid)
        while not self._over.is_set():
            sizes = {"server": _memory(pid)}
            observed.computing["server"] = _computing(pid) - before
            for child, command in _children(pid):
                part = "store" if "store_process" in command else "reader"
                sizes[part] = sizes.get(part, 0.0) + _memory(child)
                observed.computing[part] = max(observed.computing.get(part, 0.0), _computing(child))
            sizes["whole"] = sum(sizes.values())
            for part, size in sizes.items():
                observed.memory[part] = max(observed.memory.get(part, 0.0), size)
            time.sleep(0.1)

    def _get(self, path: str) -> Any:
        with urlopen(f"{self._address}{path}", timeout=60) as answer:
            return answer.read()

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self._port}"


def _memory(pid: int) -> float:
    """Resident memory in MB; 0 for a process that has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def _computing(pid: int) -> float:
    """Seconds that a process has computed; 0 for one that has ended."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[tuple[int, str]]:
    """The children of a process with their commands."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                command = Path(f"/proc/{child}/cmdline").read_bytes().decode(errors="replace")
                found.append((int(child), command))
        except OSError:
            continue  # a task or child that has just ended
    return found
