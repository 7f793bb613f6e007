"""What the two processes of a reading say to each other: a request, then lines of JSON.

The request is one line (what to do, name, choices) and then the bytes of the file. The answer to "read"
is the lines of `documents.sources` with lines of progress between them, that to "unpack" a line for each
attachment; at the end stands either `["end"]` or an error.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any, Literal

from service.errors import InputError
from service.intake.choices import choices_entry, choices_of
from service.intake.reader import Choices

Task = Literal["read", "unpack"]
END = b'["end"]'
PROGRESS = b'["progress",'
ERROR = b'["error",'


def encoded(line: str) -> bytes:
    """A line as bytes; a file name may hold half a character, which passes."""
    return line.encode("utf-8", "surrogatepass") + b"\n"


def decoded(line: bytes) -> str:
    """The inverse of `encoded`, without the line end."""
    return line.decode("utf-8", "surrogatepass")


def request_line(task: Task, name: str, choices: Choices) -> bytes:
    """The line that stands before the bytes of the file."""
    return encoded(json.dumps({"do": task, "name": name, "choices": choices_entry(choices)}))


def request_of(line: bytes) -> tuple[Task, str, Choices]:
    """Task, name and choices of a request."""
    entry = json.loads(decoded(line))
    return entry["do"], entry["name"], choices_of(entry["choices"])


def attachment_line(name: str, data: bytes) -> bytes:
    """One attachment with its name as written in the mail."""
    return encoded(json.dumps(["attachment", [name, base64.b64encode(data).decode()]]))


def attachment_of(line: bytes) -> tuple[str, bytes]:
    """The inverse of `attachment_line`."""
    name, content = json.loads(decoded(line))[1]
    return name, base64.b64decode(content)


def progress_line(done: int, total: int) -> bytes:
    """How far the reading is, in the reader's own units (rows, pages)."""
    return encoded(json.dumps(["progress", [done, total]], separators=(",", ":")))


def progress_of(line: bytes) -> tuple[int, int]:
    """The inverse of `progress_line`."""
    done, total = json.loads(line)[1]
    return done, total


def error_line(error: InputError) -> bytes:
    """An error that the person who handed the file in can act on."""
    entry = {"code": error.code, "zh": error.zh, "en": error.en}
    return encoded(json.dumps(["error", entry], separators=(",", ":")))


def error_of(line: bytes) -> InputError:
    """The error of the same class as the one that was sent; InputError for a code unknown here."""
    entry: dict[str, Any] = json.loads(line)[1]
    kind = next((one for one in _kinds(InputError) if one.code == entry["code"]), InputError)
    return kind(zh=entry["zh"], en=entry["en"])


def _kinds(parent: type[InputError]) -> Iterator[type[InputError]]:
    yield parent
    for kind in parent.__subclasses__():
        yield from _kinds(kind)
