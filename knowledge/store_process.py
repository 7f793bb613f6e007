"""The vector store in a process of its own, so that whoever writes to it keeps nobody else waiting.

Chroma holds the interpreter's lock while it writes (measured: 1.2 s for 1,000 passages of 240
characters, in which the process answers nothing), and small batches cost five times as much. Here the
embedding and the writing happen in a child; requests and answers are lines of JSON. The child ends
when its input does, so it never outlives its parent by more than one batch, and a lock of its own
makes the next child wait for that.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from knowledge.errors import StoreBroken
from knowledge.passages import Passage
from knowledge.store import BATCH, PassageStore

if TYPE_CHECKING:
    from numpy import ndarray

LOCK_NAME = ".store-lock"
_PATIENCE = 10.0
"""Seconds that a closing store is given for the batch in hand."""


class StoreProcess:
    """A `PassageStore` in a child process, with the same methods. The caller holds the directory."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._asking = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @classmethod
    def open(cls, data: Path) -> StoreProcess:
        """The store in the directory `data`; a damaged one is opened too (see `PassageStore.open`)."""
        store = cls(data)
        with store._asking:
            store._start()
        return store

    def __len__(self) -> int:
        """How many passages are held, of all projects."""
        return int(self._ask("count"))

    def count(self, project: str) -> int:
        """How many passages of the project are held."""
        return int(self._ask("count_of", project=project))

    def upsert(self, passages: Sequence[Passage]) -> None:
        """Adds passages, or replaces those with the same ids; repeating a batch changes nothing."""
        for batch in _batches(passages):
            self._ask("upsert", passages=batch)

    def delete(self, origin: str) -> None:
        """Removes every passage of a source or review."""
        self._ask("delete", origin=origin)

    def query(
        self, vector: ndarray[Any, Any], project: str, k: int
    ) -> tuple[tuple[Passage, float], ...]:
        """At most `k` passages of one project with their cosine distances, nearest first."""
        found = self._ask("query", vector=vector.tolist(), project=project, k=k)
        return tuple((Passage(*values), distance) for values, distance in found)

    def rebuild(self, passages: Sequence[Passage]) -> None:
        """Throws the folder away, damaged or not, and fills a new one."""
        self._ask("clear")
        self.upsert(passages)

    def close(self) -> None:
        """Ends the child; the store must not be used afterwards."""
        with self._asking:
            child, self._child = self._child, None
        if child is not None:
            _end(child)

    def _start(self) -> None:
        if self._child is not None:
            _end(self._child)
        # -I: neither the working directory nor the environment chooses what is imported.
        self._child = subprocess.Popen(  # noqa: S603 - this very module, and a path of ours
            [sys.executable, "-I", "-m", "knowledge.store_process", str(self._data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def _ask(self, do: str, **given: object) -> Any:
        """One request and its answer. A child that died is started anew, at most once a request."""
        # Escaped, Chinese would be three times as long, for both processes to write and read.
        line = json.dumps({"do": do, **given}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with self._asking:
            if self._child is None or self._child.poll() is not None:
                self._start()
            answer = self._exchange(line + b"\n")
        if "broken" in answer:
            raise StoreBroken(answer["broken"])
        return answer["answer"]

    def _exchange(self, line: bytes) -> dict[str, Any]:
        child = self._child
        assert child is not None
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(line)
            child.stdin.flush()
            answer = child.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            return {"broken": "the process of the store has ended"}
        read: dict[str, Any] = json.loads(answer)
        return read


def _end(child: subprocess.Popen[bytes]) -> None:
    """Closes the child's input, at which it ends, and waits for it."""
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(BrokenPipeError):
        child.stdin.close()
    try:
        child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()


def _batches(passages: Sequence[Passage]) -> Iterator[list[tuple[object, ...]]]:
    for at in range(0, len(passages), BATCH):
        yield [astuple(passage) for passage in passages[at : at + BATCH]]


def main() -> int:
    """The child: answers the requests on standard input until it ends."""
    data = Path(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when it is over
    # Nothing that a library prints may come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK_NAME).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = PassageStore.open(data)
        _serve(store, sys.stdin.buffer, answers)
        store.close()
    return 0


def _serve(store: PassageStore, requests: IO[bytes], answers: IO[bytes]) -> None:
    doing: Mapping[str, Callable[..., object]] = {
        "count": lambda: len(store),
        "count_of": store.count,
        "upsert": lambda passages: store.upsert([Passage(*values) for values in passages]),
        "delete": store.delete,
        "query": lambda vector, project, k: _query(store, vector, project, k),
        "clear": lambda: store.rebuild(()),
    }
    for line in requests:
        request = json.loads(line.decode("utf-8", "surrogatepass"))
        try:
            answer: dict[str, object] = {"answer": doing[request.pop("do")](**request)}
        except StoreBroken as error:
            answer = {"broken": str(error)}
        try:
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()
        except BrokenPipeError:
            return


def _query(
    store: PassageStore, vector: list[float], project: str, k: int
) -> list[tuple[tuple[object, ...], float]]:
    import numpy

    found = store.query(numpy.asarray(vector, dtype=numpy.float32), project, k)
    return [(astuple(passage), distance) for passage, distance in found]


if __name__ == "__main__":
    sys.exit(main())
