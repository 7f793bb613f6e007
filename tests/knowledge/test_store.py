"""The vector store: isolation of projects, one process a directory, and damage that is survived."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from knowledge.embedding import embed
from knowledge.errors import StoreBroken, StoreLocked
from knowledge.passages import Passage, passage
from knowledge.store import FOLDER, LOCK_NAME, PassageStore, hold
from knowledge.store_process import LOCK_NAME as STORE_LOCK
from knowledge.store_process import StoreProcess

Store: TypeAlias = PassageStore | StoreProcess


@pytest.fixture(params=[PassageStore, StoreProcess])
def opened(request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    """Opens a store in this process, or in one of its own."""
    opens: Callable[[Path], Store] = request.param.open
    return opens


@pytest.fixture
def store(tmp_path: Path, opened: Callable[[Path], Store]) -> Iterator[Store]:
    """An empty store."""
    made_store = opened(tmp_path)
    yield made_store
    made_store.close()


def made(project: str, *texts: str, origin: str = "") -> list[Passage]:
    """Passages of one source."""
    return [
        passage(
            project=project,
            month=202610,
            kind="source",
            origin=origin or f"source of {project}",
            text=text,
            place={"kind": "text", "start": number},
        )
        for number, text in enumerate(texts)
    ]


def test_a_query_stays_in_its_project(store: Store) -> None:
    """The same text in another project, also one with a Chinese name, is never an answer."""
    mine, other = made("甲项目", "接口超时", "培训延期"), made("乙项目", "接口超时")
    store.upsert(mine + other)
    found = store.query(embed("接口超时"), "甲项目", 5)
    assert [one for one, _ in found] == mine
    assert store.count("甲项目") == 2
    assert store.query(embed("接口超时"), "丙项目", 5) == ()


def test_writing_twice_is_writing_once(store: Store) -> None:
    """After a crash the last batch is repeated; ids repeated in one batch are no error either."""
    passages = made("甲", "接口超时", "培训延期")
    store.upsert(passages + passages)
    store.upsert(passages)
    assert len(store) == 2
    store.upsert([])
    assert len(store) == 2


def test_deleting_an_origin_keeps_the_others(store: Store) -> None:
    """Only the passages of the deleted source are gone."""
    store.upsert(made("甲", "接口超时", origin="a") + made("甲", "培训延期", origin="b"))
    store.delete("a")
    assert [one.text for one, _ in store.query(embed("接口"), "甲", 5)] == ["培训延期"]


def test_more_than_one_batch(store: Store) -> None:
    """Batches are an inner matter: every passage of a large source is there."""
    store.rebuild(made("甲", *(f"第{n}条记录" for n in range(1201))))
    assert len(store) == store.count("甲") == 1201


def test_a_deleted_folder_is_made_anew(tmp_path: Path, opened: Callable[[Path], Store]) -> None:
    """Deleted while closed: the store opens empty, and a rebuild restores it."""
    passages = made("甲", "接口超时", "培训延期")
    first = opened(tmp_path)
    first.upsert(passages)
    first.close()
    shutil.rmtree(tmp_path / FOLDER)
    second = opened(tmp_path)
    assert len(second) == 0
    second.rebuild(passages)
    assert second.count("甲") == 2
    second.close()


def test_a_folder_deleted_under_an_open_store(store: Store, tmp_path: Path) -> None:
    """Writing then raises the typed error, and a rebuild mends it without a new process."""
    store.upsert(made("甲", "接口超时"))
    shutil.rmtree(tmp_path / FOLDER)
    with pytest.raises(StoreBroken):
        store.upsert(made("甲", "培训延期"))
    store.rebuild(made("甲", "接口超时", "培训延期"))
    assert len(store) == 2


def test_a_damaged_folder_opens_and_is_mended(
    tmp_path: Path, opened: Callable[[Path], Store]
) -> None:
    """Every method raises the typed error until `rebuild` has thrown the damage away."""
    opened(tmp_path).close()
    (tmp_path / FOLDER / "chroma.sqlite3").write_bytes(b"damaged" * 1000)
    damaged = opened(tmp_path)
    for use in (
        lambda: damaged.count("甲"),
        lambda: damaged.upsert(made("甲", "x")),
        lambda: damaged.delete("a"),
        lambda: damaged.query(embed("x"), "甲", 1),
    ):
        with pytest.raises(StoreBroken):
            use()
    damaged.rebuild(made("甲", "接口超时"))
    assert damaged.count("甲") == 1
    damaged.close()


def test_a_store_whose_process_dies_is_broken_once_and_then_goes_on(tmp_path: Path) -> None:
    """Killed, for example for its memory: the next request starts it anew, with all that it had."""
    store = StoreProcess.open(tmp_path)
    store.upsert(made("甲", "接口超时", "培训延期"))
    child = store._child
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert len(store) == 2
    store.close()
    assert child.poll() is not None


def test_a_store_waits_for_the_process_of_one_that_was_killed(tmp_path: Path) -> None:
    """The child of a killed server may still be writing its last batch; two never write at once."""
    with (tmp_path / STORE_LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = StoreProcess.open(tmp_path)
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(len(store)))
        asking.start()
        asking.join(2)
        assert answers == []
    asking.join()
    assert answers == [0]
    store.close()


def test_a_second_process_is_told_who_holds_the_directory(tmp_path: Path) -> None:
    """The lock of this process keeps another one out, and names this one."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom knowledge.errors import StoreLocked\n"
        "from knowledge.store import hold\n"
        "try:\n    with hold(Path(sys.argv[1])): print('held')\n"
        "except StoreLocked as error: print(error.holder)\n"
    )

    def other() -> str:
        command = [sys.executable, "-c", program, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with hold(tmp_path):
        assert other() == str(os.getpid())
        with pytest.raises(StoreLocked), hold(tmp_path):
            pass
    assert other() == "held"
    assert (tmp_path / LOCK_NAME).exists()
