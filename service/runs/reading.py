"""One thing that was handed in -> its lines, each handed on as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from service.archive.records import ProjectMemory
from service.documents import source_lines
from service.intake import Choices
from service.intake.reading import is_read_here, read_here
from service.intake.sandbox import read_apart
from service.review import State


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears of a reading: each line, how far it is, and whether it is still wanted."""

    on_line: Callable[[str], None]
    on_progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]


def read_lines(data: bytes, name: str, choices: Choices, listener: Listener) -> None:
    """Reads a file, or the UTF-8 of a paste, and gives every line of its source to the listener.

    Raises InputError with what the person can do, ReadingCancelled when it is no longer wanted.
    """
    if not is_read_here(data, name, choices):
        read_apart(
            data,
            name,
            choices,
            on_line=listener.on_line,
            on_progress=listener.on_progress,
            cancelled=listener.cancelled,
        )
        return
    for line in source_lines(read_here(data, name, choices=choices)):
        listener.on_line(line)


def with_memory(choices: Choices, memory: ProjectMemory) -> Choices:
    """The choices of a file, with the columns and states that its project remembers beneath them."""
    # Whoever remembers states for a project has checked their meanings.
    states = cast("dict[str, State]", dict(memory.states))
    return replace(
        choices,
        columns={**memory.columns, **choices.columns},
        states={**states, **choices.states},
    )
