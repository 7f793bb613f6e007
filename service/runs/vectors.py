"""The vector index as an intake sees it: passages are written to it while the source is still read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from knowledge.passages import Passage

BATCH = 1000
"""Passages that are written at once: smaller batches cost Chroma several times as much."""
_AHEAD = 2
"""Batches that may wait: more would only fill the memory."""


class VectorIndex(Protocol):
    """What an intake needs of `service.recall.Recall`."""

    def add(self, passages: Sequence[Passage]) -> None:
        """Writes passages; repeating it changes nothing."""

    def forget(self, origin: str) -> None:
        """Removes the passages of a source."""

    def compare(self) -> None:
        """Sees whether the index holds what the records hold."""


class VectorWriter:
    """Writes the passages of one source in the background of its reading.

    `on_written` hears how many of how many are written, after each batch.
    """

    def __init__(self, index: VectorIndex, on_written: Callable[[int, int], object]) -> None:
        self._index = index
        self._on_written = on_written
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: list[Future[None]] = []
        self._batch: list[Passage] = []
        self._given = 0
        self._written = 0

    def add(self, passages: Sequence[Passage]) -> None:
        """Takes passages; waits while enough are under way."""
        self._given += len(passages)
        self._batch += passages
        while len(self._batch) >= BATCH:
            self._begin(self._batch[:BATCH])
            del self._batch[:BATCH]

    def finish(self) -> None:
        """Writes the rest; everything is in the index when this returns."""
        while self._waiting:
            self._await_first()
        if self._batch:
            self._index.add(self._batch)
            self._written += len(self._batch)
            self._batch = []
        self._on_written(self._written, self._given)

    def close(self) -> None:
        """Lets go of the thread after the batch in hand; what waits is not written."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    def _begin(self, batch: list[Passage]) -> None:
        while len(self._waiting) >= _AHEAD:
            self._await_first()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._waiting.append(self._thread.submit(self._index.add, batch))

    def _await_first(self) -> None:
        self._waiting.pop(0).result()
        self._written += BATCH
        self._on_written(min(self._written, self._given), self._given)
