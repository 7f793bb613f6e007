"""SIGKILL while a file is read: the next start reads it whole, once, and its vectors are there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from knowledge.store import PassageStore
from tests.fakes.server_process import ServerProcess

ROWS = 3000
OCTOBER = {"project": "青云项目", "month": "2026-10"}
_MOMENTS = ("waiting", "reading", "indexing")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A running server with an empty archive."""
    process = ServerProcess(tmp_path / "data")
    process.start()
    yield process
    process.stop()


def _call(server: ServerProcess, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{server.address}/api/v1{path}", data=data)
    request.add_header("Content-Type", "application/json")
    request.add_header("Prefer", "respond-async")
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


def _export() -> str:
    rows = (f"QY-{n},网关超时第{n}次{'，重试后恢复' * 8},激活,林岚" for n in range(1, ROWS + 1))
    return "Bug编号,Bug标题,Bug状态,指派给\n" + "\n".join(rows) + "\n"


def _reach(server: ServerProcess, intake_id: str, moment: str) -> str:
    """Waits until the file is at `moment` or past it; its state then."""
    for _ in range(3000):
        (thing,) = _call(server, f"/intakes/{intake_id}")["things"]
        order = (*_MOMENTS, "stored")
        if order.index(thing["state"]) >= order.index(moment):
            state: str = thing["state"]
            return state
        time.sleep(0.02)
    raise AssertionError(f"never came to {moment}")


def test_a_file_that_a_killed_server_was_reading_is_read_by_the_next(
    server: ServerProcess, tmp_path: Path
) -> None:
    """Killed while it reads and again while it indexes: nothing half is shown in between, and at the
    end each row is there once, in the records and in the vector index."""
    taken = _call(server, "/sources", {**OCTOBER, "name": "工单.csv", "text": _export()})
    killed = []
    for moment in ("reading", "indexing"):
        killed.append(_reach(server, taken["id"], moment))
        server.kill()
        server.start()
        month = "project=%E9%9D%92%E4%BA%91%E9%A1%B9%E7%9B%AE&month=2026-10"
        shown = _call(server, f"/sources?{month}")
        assert [one["tickets"] for one in shown] in ([], [ROWS])
    assert killed[0] != "stored", "the first kill came too late to prove anything"
    _reach(server, taken["id"], "stored")
    (thing,) = _call(server, f"/intakes/{taken['id']}")["things"]
    source = _call(server, f"/sources/{thing['source_id']}")
    assert (source["tickets"], source["rows_read"]) == (ROWS, ROWS)
    server.stop()
    store = PassageStore.open(tmp_path / "data")
    assert store.count("青云项目") == len(store) == ROWS
    store.close()
