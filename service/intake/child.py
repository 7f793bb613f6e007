"""The process that reads or unpacks one file: limits first, then the request, its answer line by line.

Run as `python -I -m service.intake.child CPU_SECONDS MEMORY_BYTES` by `sandbox`. Nothing of the
service's environment or files is needed; whatever happens here ends with this process.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from service.documents.sources import sentence_lines, source_lines
from service.errors import InputError, ReadingStopped
from service.intake import protocol
from service.intake.containers import attachments_here
from service.intake.detect import day_in_name
from service.intake.reading import read_here
from service.review import Sentence, Source

OPEN_FILES = 64


def limit(cpu: int, memory: int) -> None:
    """Limit this process: CPU seconds, address space in bytes, no files written, no core."""
    for what, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
        (resource.RLIMIT_AS, memory, memory),
        # The soft limit's signal tells that it was the time; the hard limit's would tell nothing.
        (resource.RLIMIT_CPU, cpu, cpu + 1),
    ):
        resource.setrlimit(what, (soft, hard))


def answer_request(request: BinaryIO, answer: BinaryIO) -> None:
    """Do what `request` asks for and write the lines, or the error, to `answer`."""
    task, name, choices = protocol.request_of(request.readline())
    data = request.read()

    def on_progress(done: int, total: int) -> None:
        answer.write(protocol.progress_line(done, total))
        answer.flush()

    told = 0

    def on_sentences(sentences: Sequence[Sentence]) -> None:
        nonlocal told
        if not told:
            answer.write(protocol.encoded(next(source_lines(_beginning(name)))))
        for line in sentence_lines(sentences):
            answer.write(protocol.encoded(line))
        told += len(sentences)

    try:
        if task == "unpack":
            for title, content in attachments_here(data, name):
                answer.write(protocol.attachment_line(title, content))
        else:
            source = read_here(
                data, name, choices=choices, on_progress=on_progress, on_sentences=on_sentences
            )
            for line in source_lines(source, told=told):
                answer.write(protocol.encoded(line))
    except InputError as error:
        answer.write(protocol.error_line(error))
    except MemoryError:
        answer.write(protocol.error_line(out_of_memory(name)))
    except Exception as error:  # noqa: BLE001 - parsers fail in ways of their own; this process ends
        answer.write(protocol.error_line(_failed(name, error)))
    else:
        answer.write(protocol.END + b"\n")
    answer.flush()


def _beginning(name: str) -> Source:
    """The head that stands before the first sentences of a large table: all that is known so far."""
    dated = day_in_name(name)
    return Source(name, "", "", "table", "zh", "", sentences=(), dated=dated)


def out_of_memory(name: str) -> ReadingStopped:
    """The error for a file whose reading takes more memory than is given to it."""
    return ReadingStopped(
        zh=f"{name} 读起来占用的内存太多，已停止，没有保存任何内容：请只保留本月的内容，或拆成几个文件。",
        en=f"Reading {name} took too much memory and was stopped; nothing of it was kept: keep this "
        "month's part, or split it into several files.",
    )


def _failed(name: str, error: Exception) -> ReadingStopped:
    """Names where it failed, never what the error says: that may be text of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    what = f"{type(error).__name__}, {place}"
    return ReadingStopped(
        zh=f"{name} 读不出来（{what}），文件可能已损坏：请用原来的程序打开，另存后再交，或把文字粘贴过来。",
        en=f"{name} cannot be read ({what}); it may be damaged: open it in the program that wrote "
        "it, save it again and hand that in, or paste its text.",
    )


def main(arguments: list[str]) -> None:
    """Limit this process, then answer the request on stdin."""
    cpu, memory = map(int, arguments)
    limit(cpu, memory)
    # openpyxl imports numpy where it is, which takes time and reserves memory; None makes that fail.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    # What a parser prints must not get between the lines of the answer.
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        answer_request(sys.stdin.buffer, answer)


if __name__ == "__main__":
    main(sys.argv[1:])
