"""What is handed in, as durable runs.

Everything is a row in the archive, bytes and all, before anybody is answered. Two threads then read:
one takes what is small, so that a paste need not wait for a large export. A source is seen by nobody
until it is whole; what was called off or cut off leaves nothing behind. A process that is killed
leaves its rows, and the next start takes the unfinished ones up again.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from service.archive import Archive
from service.archive.records import Intake, NewThing
from service.errors import DecisionRefused, FupanError
from service.runs.thing import Called, Stopping, ThingReader
from service.runs.vectors import VectorIndex

logger = logging.getLogger(__name__)

QUICK = 512 * 1024
"""Bytes up to which an intake counts as small."""
KEPT_FOR = timedelta(days=7)
"""How long the bytes of an intake that was called off are kept for it to be resumed."""


class _Lane:
    """One thread and what waits for it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.thread: threading.Thread | None = None


class Intakes:
    """Takes what is handed in and reads it in threads of its own."""

    def __init__(self, archive: Archive, index: VectorIndex | None = None) -> None:
        self._archive = archive
        self._log = archive.intakes
        self._index = index
        self._lanes = (_Lane("intakes-quick"), _Lane("intakes-long"))
        self._ended = threading.Condition()
        self._stopping = threading.Event()
        self._called_off: set[str] = set()
        self._taking = threading.Lock()
        self._taken: set[str] = set()
        self._stuck: set[str] = set()
        self._naming = threading.Lock()

    def start(self) -> None:
        """Begin to read, first what an earlier process left unfinished."""
        self._log.sweep()
        self._log.drop_uploads((datetime.now(UTC) - KEPT_FOR).isoformat())
        for intake in self._log.unfinished():
            self._queue(intake)
        for lane in self._lanes:
            lane.thread = threading.Thread(
                target=self._work, args=(lane,), name=lane.name, daemon=True
            )
            lane.thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """Leave off within `patience` seconds; what is unfinished waits in the archive."""
        self._stopping.set()
        for lane in self._lanes:
            lane.waiting.put(None)
        for lane in self._lanes:
            if lane.thread:
                lane.thread.join(patience)

    def begin(self, project: str, month: str, things: Sequence[NewThing]) -> Intake:
        """Write down what is handed in and queue it; it is durable when this returns."""
        intake = self._log.add(project, month, things)
        self._queue(intake)
        return intake

    def begin_again(self, source_id: str, choices: Mapping[str, Any]) -> Intake:
        """Queue another reading of a stored source, with other choices. Raises NotFound."""
        intake = self._log.add_again(source_id, choices)
        self._queue(intake)
        return intake

    def wait(self, intake_id: str, patience: float) -> Intake:
        """The intake, once it is over, or as it stands after `patience` seconds."""
        with self._ended:
            self._ended.wait_for(lambda: self._log.get(intake_id).over, patience)
        return self._log.get(intake_id)

    def cancel(self, intake_id: str) -> Intake:
        """Call an intake off: what is read stays, the rest is left. Raises NotFound."""
        with self._taking:
            self._log.wish_cancelled(intake_id)
            self._called_off.add(intake_id)
            if intake_id not in self._taken and not self._log.get(intake_id).over:
                self._log.end(intake_id, "cancelled")
        with self._ended:
            self._ended.notify_all()
        return self._log.get(intake_id)

    def resume(self, intake_id: str) -> Intake:
        """Read what an intake that was called off or failed has left.

        :raises NotFound: there is no such intake.
        :raises DecisionRefused: it is not over, or nothing of it is left to be read.
        """
        intake = self._log.get(intake_id)
        if intake_id in self._stuck:
            self._stuck.discard(intake_id)
            self._queue(intake)
            return intake
        if not intake.over:
            raise DecisionRefused(
                zh="这次提交还在读取，不需要继续。",
                en="This intake is still being read; there is nothing to resume.",
            )
        self._called_off.discard(intake_id)
        if not self._log.resume(intake_id):
            raise DecisionRefused(
                zh="这次提交没有剩下要读的内容。需要的话请重新提交文件。",
                en="Nothing of this intake is left to be read. Hand the files in again if needed.",
            )
        intake = self._log.get(intake_id)
        self._queue(intake)
        return intake

    def _queue(self, intake: Intake) -> None:
        size = sum(thing.size for thing in intake.things if not thing.settled)
        again = any(thing.again for thing in intake.things)
        self._lanes[size > QUICK or again].waiting.put(intake.id)

    def _work(self, lane: _Lane) -> None:
        while (intake_id := lane.waiting.get()) is not None and not self._stopping.is_set():
            self._take(intake_id)
            self._taken.discard(intake_id)
            with self._ended:
                self._ended.notify_all()

    def _take(self, intake_id: str) -> None:
        try:
            try:
                self._read_all(intake_id)
            except FupanError as error:
                self._log.end(intake_id, "failed", error)
            except Exception:
                # The outermost edge of the thread: one broken intake must not stop all later ones.
                logger.exception("intake %s failed", intake_id)
                self._log.end(intake_id, "failed", _unexpected())
        except FupanError:
            # The records cannot even take that down (a full disk): it is resumed by hand or by the
            # next start.
            self._stuck.add(intake_id)
            logger.exception("intake %s could not be ended", intake_id)

    def _read_all(self, intake_id: str) -> None:
        with self._taking:
            intake = self._log.get(intake_id)
            if intake.over:
                return
            self._taken.add(intake_id)
        if intake.cancelled:
            self._called_off.add(intake_id)
        try:
            # A container puts its members behind itself, so the list is read anew each time.
            while thing := next((one for one in intake.things if not one.settled), None):
                self._check(intake_id)
                ThingReader(
                    self._archive, self._index, self._naming, lambda: self._check(intake_id)
                ).read(intake, thing)
                intake = self._log.get(intake_id)
        except Called:
            self._log.end(intake_id, "cancelled")
        except Stopping:
            return
        else:
            self._log.end(intake_id, "done")
        if self._index is not None:
            self._index.compare()

    def _check(self, intake_id: str) -> None:
        """Raises Stopping or Called when the reading is to end."""
        if self._stopping.is_set():
            raise Stopping
        if intake_id in self._called_off:
            raise Called


def _unexpected() -> FupanError:
    return FupanError(
        zh="读取资料时服务内部出错，已记入日志；提交的文件都还在。请点“继续”，仍然失败请反馈。",
        en="The service failed while reading and logged it; what was handed in is kept. Resume it, "
        "and report it if it fails once more.",
    )
