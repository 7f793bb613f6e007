"""Reads a file in a process of its own, which may fail, hang or grow without harm to this one.

The child has limits of memory, computing time, output and open files, nothing of this process's
environment, and is killed when its time is over or nobody wants its answer any more. Its lines can
be taken as they come, so that a large source never stands in this process.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from service.documents.sources import head_of, is_head, source_from_lines
from service.errors import ReadingCancelled, ReadingStopped
from service.intake import protocol
from service.intake.reader import Choices
from service.review import Source

AT_ONCE = 2
"""Children that run at the same time; others wait for their turn."""
COMMAND = (sys.executable, "-I", "-X", "utf8", "-m", "service.intake.child")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use: CPU seconds, bytes of address space, seconds on the clock that it
    keeps us waiting, bytes of answer."""

    cpu: int = 15
    memory: int = 1 << 30
    clock: float = 60.0
    output: int = 256 << 20


CPU_PER_MB = 3
"""Seconds more for each megabyte: notes take 1.5 of them, tables 2.3, a workbook of as many cells as are
allowed 8 (it is packed, and small)."""


def limits_for(size: int) -> Limits:
    """What the reading of so many bytes may use. The clock only ends a child that stands still: with
    other work on the machine, a second of computing takes several."""
    cpu = Limits().cpu + CPU_PER_MB * (size >> 20)
    return Limits(cpu=cpu, clock=4.0 * cpu)


_TURNS = threading.BoundedSemaphore(AT_ONCE)
_POLL = 0.1
_PIECE = 1 << 16
_ENVIRONMENT = {"LANG": "C.UTF-8", "TZ": "UTC"}


def read_apart(
    data: bytes,
    name: str,
    choices: Choices | None = None,
    *,
    on_line: Callable[[str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Source:
    """Read one file in a child process; what it raises is raised here, in the same class.

    With `on_line` each line of `documents.sources.source_lines` is handed over as it comes, and the
    source that is returned is only its head; when this raises, the lines handed over are void.
    `on_progress` gets (done, total) in the reader's units. `cancelled` is asked ten times a second.

    Raises InputError, ReadingStopped when a limit is reached or the child dies, ReadingCancelled.
    """
    kept: list[str] = []
    head = ""
    request = protocol.request_line("read", name, choices or Choices())
    for line in _answer(
        (request, data), name, cancelled or _never, limits or limits_for(len(data))
    ):
        if line.startswith(protocol.PROGRESS):
            if on_progress is not None:
                on_progress(*protocol.progress_of(line))
            continue
        text = protocol.decoded(line)
        if is_head(text):
            head = text
        if on_line is None:
            kept.append(text)
        else:
            on_line(text)
    return source_from_lines(kept) if on_line is None else head_of(head)


def unpack_apart(
    data: bytes,
    name: str,
    *,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> tuple[tuple[str, bytes], ...]:
    """The attachments of a mail, each with its name as written, taken out in a child process.

    Raises as `read_apart` does.
    """
    request = protocol.request_line("unpack", name, Choices())
    answer = _answer((request, data), name, cancelled or _never, limits or limits_for(len(data)))
    return tuple(protocol.attachment_of(line) for line in answer)


def _never() -> bool:
    return False


@contextmanager
def _turn(name: str, cancelled: Callable[[], bool]) -> Iterator[None]:
    """One of the places for children, waited for as long as somebody wants the answer."""
    while not _TURNS.acquire(timeout=_POLL):
        if cancelled():
            raise _cancelled(name)
    try:
        yield
    finally:
        _TURNS.release()


def _answer(
    request: Sequence[bytes], name: str, cancelled: Callable[[], bool], limits: Limits
) -> Iterator[bytes]:
    """The lines of a child's answer up to its end. Raises what the child reports, or how it died."""
    with _turn(name, cancelled), _child(limits) as process:
        complete = False
        for line in _lines(process, request, name, cancelled, limits):
            if line == protocol.END:
                complete = True
            elif line.startswith(protocol.ERROR):
                raise protocol.error_of(line)
            else:
                yield line
        process.wait()
        if not complete or process.returncode:
            raise _died(name, process.returncode)


@contextmanager
def _child(limits: Limits) -> Iterator[subprocess.Popen[bytes]]:
    """A child process; nothing of it is left afterwards."""
    process = subprocess.Popen(  # noqa: S603 - a command of ours; the file goes in as data
        [*COMMAND, str(limits.cpu), str(limits.memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


def _lines(
    process: subprocess.Popen[bytes],
    request: Sequence[bytes],
    name: str,
    cancelled: Callable[[], bool],
    limits: Limits,
) -> Iterator[bytes]:
    """Feeds the child and takes its lines, without blocking on either."""
    assert process.stdin is not None
    assert process.stdout is not None
    rest = [memoryview(part) for part in request if part]
    parts: list[bytes] = []
    left = limits.clock
    taken = 0
    with selectors.DefaultSelector() as ready:
        for pipe, event in (
            (process.stdin, selectors.EVENT_WRITE),
            (process.stdout, selectors.EVENT_READ),
        ):
            os.set_blocking(pipe.fileno(), False)
            ready.register(pipe, event)
        while True:
            # Only the waiting counts: what the caller does with a line is not the child's fault.
            began = time.monotonic()
            events = ready.select(min(_POLL, left))
            left -= time.monotonic() - began
            if cancelled():
                raise _cancelled(name)
            if left <= 0:
                raise _too_long(name)
            for key, _ in events:
                if key.fileobj is process.stdin:
                    rest = _fed(process, rest)
                    if not rest:
                        ready.unregister(process.stdin)
                        process.stdin.close()
                    continue
                piece = os.read(process.stdout.fileno(), _PIECE)
                if not piece:
                    return
                taken += len(piece)
                if taken > limits.output:
                    raise _too_much(name)
                *whole, last = piece.split(b"\n")
                for line in whole:
                    parts.append(line)
                    yield b"".join(parts)
                    parts = []
                parts.append(last)


def _fed(process: subprocess.Popen[bytes], rest: list[memoryview]) -> list[memoryview]:
    """What is left of the request after the child took some; nothing when it hung up."""
    assert process.stdin is not None
    try:
        taken = os.write(process.stdin.fileno(), rest[0][:_PIECE])
    except BrokenPipeError:
        return []
    return [part for part in (rest[0][taken:], *rest[1:]) if part]


def _cancelled(name: str) -> ReadingCancelled:
    return ReadingCancelled(
        zh=f"{name} 的读取已取消，没有保存任何内容。",
        en=f"The reading of {name} was cancelled; nothing of it was kept.",
    )


def _too_long(name: str) -> ReadingStopped:
    return ReadingStopped(
        zh=f"{name} 读得太久，已停止，没有保存任何内容：请只保留本月的内容，或拆成几个文件。",
        en=f"Reading {name} took too long and was stopped; nothing of it was kept: keep this month's "
        "part, or split it into several files.",
    )


def _too_much(name: str) -> ReadingStopped:
    return ReadingStopped(
        zh=f"{name} 读出来的内容太多，已停止，没有保存任何内容：请只保留本月的内容，或拆成几个文件。",
        en=f"{name} gives more text than is kept of one file, and reading it was stopped; nothing of "
        "it was kept: keep this month's part, or split it into several files.",
    )


def _died(name: str, code: int) -> ReadingStopped:
    """By the signal: out of time, or a crash, which a memory limit can cause in foreign code too."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return _too_long(name)
    return ReadingStopped(
        zh=f"读取 {name} 的进程意外结束（{code}），没有保存任何内容：文件可能已损坏或太大。"
        "请用原来的程序另存，或拆成几个文件。",
        en=f"The process that read {name} died ({code}); nothing of it was kept. The file may be "
        "damaged or too large: save it again from the program that wrote it, or split it.",
    )
