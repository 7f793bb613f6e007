"""SIGKILL at any moment loses nothing that was acknowledged, and unfinished drafts are finished."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.fakes.served import MONTH_ZH
from tests.fakes.server_process import ServerProcess

OCTOBER = {"project": "青云项目", "month": "2026-10"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A running server with an empty archive."""
    process = ServerProcess(tmp_path / "data")
    process.start()
    yield process
    process.stop()


def _call(server: ServerProcess, path: str, body: dict[str, Any] | None = None) -> Any:
    """The JSON answer; with a body it is a POST. Raises URLError when nothing was acknowledged."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{server.address}/api/v1{path}", data=data)
    request.add_header("Content-Type", "application/json")
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


class _Writer(threading.Thread):
    """Keeps handing in sources, asking for drafts and deciding; notes what was acknowledged."""

    def __init__(self, server: ServerProcess, draft_id: str, targets: list[str], turn: int) -> None:
        super().__init__()
        self._server, self._draft_id, self._targets, self._turn = server, draft_id, targets, turn
        self.sources: dict[str, str] = {}
        self.runs: list[str] = []
        self.decisions: list[tuple[str, str]] = []

    def run(self) -> None:
        number = 0
        while True:
            number += 1
            try:
                self._write(number)
            except (HTTPError, URLError, ConnectionError, TimeoutError, OSError, ValueError):
                return  # killed: what was being written was not acknowledged

    def _write(self, number: int) -> None:
        text = f"第 {self._turn} 轮第 {number} 条：{MONTH_ZH}"
        taken = _call(self._server, "/sources", {**OCTOBER, "text": text})["sources"][0]
        self.sources[taken["id"]] = taken["sha256"]
        target = self._targets[number % len(self._targets)]
        reason = f"{self._turn}-{number}"
        body = {"target": target, "action": "reject", "by": "林岚", "reason": reason}
        _call(self._server, f"/drafts/{self._draft_id}/decisions", body)
        self.decisions.append((target, reason))
        if number % 3 == 1:
            run = _call(self._server, "/drafts", {**OCTOBER, "sources": [taken["id"]]})
            self.runs.append(run["id"])


def test_a_killed_server_has_lost_nothing(server: ServerProcess) -> None:
    """Five times: write from one client, kill at a random moment, start again, look for it all."""
    _call(server, "/drafts?wait=true", {**OCTOBER, "texts": [MONTH_ZH]})
    draft_id = _call(server, "/drafts")[0]["id"]
    document = _call(server, f"/drafts/{draft_id}")
    targets = [item["id"] for section in document["sections"] for item in section["items"]]
    dice = random.Random(20261124)
    sources: dict[str, str] = {}
    runs: list[str] = []
    decisions: list[tuple[str, str]] = []
    for turn in range(5):
        writer = _Writer(server, draft_id, targets, turn)
        writer.start()
        time.sleep(dice.uniform(0.15, 1.2))
        server.kill()
        writer.join(60)
        server.start()
        sources |= writer.sources
        runs += writer.runs
        decisions += writer.decisions
        _is_all_there(server, draft_id, sources, decisions)
    assert sources
    assert decisions
    assert runs
    _all_finish(server, runs)


def _is_all_there(
    server: ServerProcess, draft_id: str, sources: dict[str, str], decisions: list[tuple[str, str]]
) -> None:
    month = "project=%E9%9D%92%E4%BA%91%E9%A1%B9%E7%9B%AE&month=2026-10"
    stored = {one["id"]: one["sha256"] for one in _call(server, f"/sources?{month}")}
    assert sources.items() <= stored.items()
    kept = _call(server, f"/drafts/{draft_id}/decisions")["decisions"]
    assert set(decisions) <= {(one["target"], one["reason"]) for one in kept}


def _all_finish(server: ServerProcess, runs: list[str]) -> None:
    waiting = set(runs)
    for _ in range(600):
        waiting = {run for run in waiting if _call(server, f"/runs/{run}")["state"] != "done"}
        if not waiting:
            return
        time.sleep(0.1)
    states = [_call(server, f"/runs/{run}") for run in waiting]
    raise AssertionError(f"unfinished: {states}")
