"""The real server as a process of its own, on a free port, to be stopped or killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_STARTS_WITHIN = 60.0
_SERVE = (
    "import os\n"
    "from service.app import serve\n"
    "from service.settings import read_settings\n"
    "serve(read_settings(os.environ))\n"
)


class ServerProcess:
    """`serve` over one data directory; the same port after each restart."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._port = _free_port()
        self._log = data.parent / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> str:
        """What it has written so far."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {
            **os.environ,
            "FUPAN_DATA": str(self._data),
            "FUPAN_PORT": str(self._port),
            "FUPAN_LOG_LEVEL": "warning",
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
            ),
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE], env=environment, stdout=log, stderr=log
            )
        self._wait_for_answer()

    def kill(self) -> None:
        """SIGKILL: no goodbye, no flush."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as an operator stops it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(20)
            self._process = None

    def _wait_for_answer(self) -> None:
        assert self._process is not None
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended at start:\n{self.log}")
            try:
                with urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the server did not answer:\n{self.log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
