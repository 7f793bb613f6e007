"""The name that a source gets: evidence names its source, and the name must lead to the right one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import PurePosixPath

from service.archive.records import SourceMark

PASTE = "paste:"


def free_name(name: str, taken: Container[str]) -> str:
    """The name, or "notes (2).md" when the month has other content under it."""
    original, suffix = name, PurePosixPath(name).suffix
    number = 1
    while name in taken:
        number += 1
        name = f"{original.removesuffix(suffix)} ({number}){suffix}"
    return name


def next_paste(known: Iterable[SourceMark]) -> int:
    """The number of the month's next paste."""
    numbers = [
        int(number)
        for mark in known
        if mark.name.startswith(PASTE) and (number := mark.name.removeprefix(PASTE)).isdecimal()
    ]
    return max(numbers, default=0) + 1
