"""One thing that was handed in -> its lines, each handed on as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from service.archive.records import ProjectMemory
from service.documents import source_lines
from service.intake import Choices, read_paste, read_source
from service.review import State
from service.runs.naming import PASTE

OnLine = Callable[[str], object]


def read_lines(data: bytes, name: str, choices: Choices, *, paste: bool, on_line: OnLine) -> None:
    """Reads a file, or the UTF-8 of a paste, and gives every line of its source to `on_line`.

    Raises InputError with what the person can do.
    """
    if paste:
        number = int(name.removeprefix(PASTE))
        source = read_paste(data.decode("utf-8"), number, choices=choices)
    else:
        source = read_source(data, name, choices=choices)
    for line in source_lines(source):
        on_line(line)


def with_memory(choices: Choices, memory: ProjectMemory) -> Choices:
    """The choices of a file, with the columns and states that its project remembers beneath them."""
    # Whoever remembers states for a project has checked their meanings.
    states = cast("dict[str, State]", dict(memory.states))
    return replace(
        choices,
        columns={**memory.columns, **choices.columns},
        states={**states, **choices.states},
    )
