"""One file or paste on its way into the archive: named, read, written, put into the vector index."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from service.archive import Archive
from service.archive.records import Intake, IntakeThing, SourceMark, ThingState
from service.archive.writing import SourceWriter
from service.errors import FupanError, InputError, ReadingCancelled, ReadingStopped
from service.intake.choices import choices_of
from service.intake.containers import contents_of
from service.runs.containers import holds_others, open_container
from service.runs.naming import PASTE, free_name, next_paste
from service.runs.reading import Listener, read_lines, with_memory
from service.runs.vectors import VectorIndex, VectorWriter

logger = logging.getLogger(__name__)

MOST_STARTS = 3
"""How often the reading of one thing is begun before it is refused."""
_NOTE_EVERY = 0.5
"""Seconds between two notes of the progress: each is a write to the disk."""


class Called(Exception):
    """The intake was called off."""


class Stopping(Exception):
    """The service is about to stop."""


class ThingReader:
    """Reads one thing. `check` raises Called or Stopping when the reading is to end."""

    def __init__(
        self,
        archive: Archive,
        index: VectorIndex | None,
        naming: threading.Lock,
        check: Callable[[], None],
    ) -> None:
        self._archive = archive
        self._log = archive.intakes
        self._index = index
        self._naming = naming
        self._check = check
        self._noted = 0.0
        self._expected = 0
        self._may_be_indexed = False
        self._is_reading = False

    def read(self, intake: Intake, thing: IntakeThing) -> None:
        """Reads the thing and settles it. Whatever happens, nothing half-read stays."""
        starts = self._log.start(thing.id)
        self._may_be_indexed = starts > 1  # by a process that ended
        if starts > MOST_STARTS:
            self._refuse(thing, _gave_up(thing.name))
            return
        try:
            try:
                if thing.again:
                    self._read_again(intake, thing)
                else:
                    self._read_new(intake, thing)
            except ReadingCancelled:
                self._check()  # says who called it off
                raise
        except Stopping:
            self._log.pause(thing.id)
            raise
        except Called:
            self._drop(thing)
            raise
        except InputError as error:
            self._refuse(thing, error)
        except FupanError:
            raise
        except Exception:
            # A defect of a reader is a defect of this thing; the others are read all the same.
            logger.exception("reading %s failed", thing.id)
            self._refuse(thing, _unexpected(thing.name))

    def _read_new(self, intake: Intake, thing: IntakeThing) -> None:
        data = self._log.upload(thing.id)
        if thing.name and not thing.is_member:
            contents = contents_of(data, thing.name)
            if holds_others(contents, thing.name):
                open_container(self._log, thing, contents, self._check)
                return
        with self._naming:
            marks = self._others(intake, thing)
            known = self._known(intake, thing)
            if known is None:
                paste = not thing.name
                taken = {mark.name for mark in marks}
                name = f"{PASTE}{next_paste(marks)}" if paste else free_name(thing.name, taken)
                writer = self._log.begin_source(intake, thing, name, data)
        if known is not None:
            # The process may have ended between the source's last step and this note of it.
            state: ThingState = "stored" if known.id == thing.source_id else "duplicate"
            self._log.settle(thing.id, state, source_id=known.id, name=known.name)
            return
        vectors = self._vectors(thing)
        try:
            self._write(intake, thing, writer, name, data, vectors)
            if vectors is not None:
                vectors.finish()
        finally:
            if vectors is not None:
                vectors.close()
        self._check()
        writer.finish()
        self._log.settle(thing.id, "stored", name=name)

    def _read_again(self, intake: Intake, thing: IntakeThing) -> None:
        """The earlier reading stays until the new one is whole."""
        data = self._archive.source_bytes(thing.source_id)
        writer = self._log.begin_again(thing.source_id)
        self._write(intake, thing, writer, thing.name, data, None)
        self._check()
        writer.finish(thing.choices)
        vectors = self._vectors(thing)
        if vectors is not None and self._index is not None:
            self._index.forget(thing.source_id)
            vectors.add(self._archive.passages(intake.project, origin=thing.source_id))
            vectors.finish()
            vectors.close()
        self._log.settle(thing.id, "stored")

    def _write(
        self,
        intake: Intake,
        thing: IntakeThing,
        writer: SourceWriter,
        name: str,
        data: bytes,
        vectors: VectorWriter | None,
    ) -> None:
        choices = with_memory(choices_of(thing.choices), self._archive.memory(intake.project))

        def on_line(line: str) -> None:
            self._check()
            passages = writer.add(line)
            self._may_be_indexed = True
            self._expected = writer.expected_rows
            if vectors is not None:
                vectors.add(passages)

        def on_progress(done: int, total: int) -> None:
            self._note(thing, "reading", done, total)

        self._is_reading = True
        read_lines(data, name, choices, Listener(on_line, on_progress, self._unwanted))
        self._is_reading = False
        rest = writer.finish_passages()
        if vectors is not None:
            vectors.add(rest)

    def _unwanted(self) -> bool:
        try:
            self._check()
        except (Called, Stopping):
            return True
        return False

    def _vectors(self, thing: IntakeThing) -> VectorWriter | None:
        if self._index is None:
            return None

        def on_written(done: int, total: int) -> None:
            self._check()
            if not self._is_reading:  # until then it is the reading that the bar tells of
                self._note(thing, "indexing", done, max(total, self._expected))

        return VectorWriter(self._index, on_written)

    def _others(self, intake: Intake, thing: IntakeThing) -> list[SourceMark]:
        """What the month holds beside this thing, also what is still being read."""
        marks = self._archive.source_marks(intake.project, intake.month, unfinished=True)
        return [mark for mark in marks if mark.id != thing.source_id]

    def _known(self, intake: Intake, thing: IntakeThing) -> SourceMark | None:
        marks = self._archive.source_marks(intake.project, intake.month)
        return next((mark for mark in marks if mark.sha256 == thing.sha256), None)

    def _note(self, thing: IntakeThing, state: ThingState, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._noted >= _NOTE_EVERY:
            self._noted = now
            self._log.progress(thing.id, state, done, total)

    def _refuse(self, thing: IntakeThing, error: FupanError) -> None:
        self._drop(thing)
        self._log.settle(thing.id, "refused", error=error)

    def _drop(self, thing: IntakeThing) -> None:
        self._log.drop_reading(thing.source_id)
        if self._index is not None and self._may_be_indexed and not thing.again:
            self._index.forget(thing.source_id)


def _gave_up(name: str) -> ReadingStopped:
    return ReadingStopped(
        zh=f"{name or '粘贴的文字'}读了 {MOST_STARTS} 次，每次读取程序都中途停止，不再自动重试。"
        "请拆小，或另存为别的格式后再提交。",
        en=f"The reading of {name or 'the paste'} was begun {MOST_STARTS} times and ended its process "
        "each time, so it is not tried again. Split it, or save it in another form.",
    )


def _unexpected(name: str) -> FupanError:
    return FupanError(
        zh=f"读取{name or '粘贴的文字'}时服务内部出错，已记入日志。请换一种格式再试，或反馈这个问题。",
        en=f"The service failed while reading {name or 'the paste'} and logged it. Try another form, "
        "or report it.",
    )
