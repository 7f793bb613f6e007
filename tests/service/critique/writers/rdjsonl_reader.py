"""A strict reader of reviewdog's diagnostic format, written after its published message definition.

Protocol buffers ignore what they do not know; this reader refuses it, so that a misspelt field fails.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

SEVERITIES = ("ERROR", "WARNING", "INFO")


@dataclass(frozen=True)
class Diagnostic:
    """One line. `start` and `end` are (line, byte column), both from 1, end exclusive; None without."""

    message: str
    path: str
    severity: str
    code: str
    start: tuple[int, int] | None
    end: tuple[int, int] | None


def read_lines(output: str) -> list[Diagnostic]:
    """Every line of an output; raises ValueError at the first that is not one message."""
    if output and not output.endswith("\n"):
        raise ValueError("the last line has no end")
    return [_diagnostic(json.loads(line)) for line in output.split("\n")[:-1]]


def quoted(data: bytes, diagnostic: Diagnostic) -> str:
    """What stands in the file's bytes where the diagnostic points, as a byte-counting reader cuts it."""
    assert diagnostic.start is not None
    assert diagnostic.end is not None
    (line, column), (last, until) = diagnostic.start, diagnostic.end
    lines = data.split(b"\n")[line - 1 : last]
    lines[-1] = lines[-1][: until - 1]
    lines[0] = lines[0][column - 1 :]
    return b"\n".join(lines).decode()


def _diagnostic(value: Any) -> Diagnostic:
    _only(value, {"message", "location", "severity", "source", "code", "related_locations"})
    path, start, end = _location(value["location"])
    _only(value["source"], {"name"})
    _only(value["code"], {"value"})
    for related in value.get("related_locations", []):
        _only(related, {"message", "location"})
        _location(related["location"])
    if value["severity"] not in SEVERITIES:
        raise ValueError(f"severity {value['severity']}")
    texts = (value["message"], path, value["source"]["name"], value["code"]["value"])
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a text is expected")
    return Diagnostic(value["message"], path, value["severity"], value["code"]["value"], start, end)


def _location(value: Any) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    _only(value, {"path", "range"})
    if "range" not in value:
        return value["path"], None, None
    _only(value["range"], {"start", "end"})
    start, end = _position(value["range"]["start"]), _position(value["range"]["end"])
    if end < start:
        raise ValueError(f"{end} before {start}")
    return value["path"], start, end


def _position(value: Any) -> tuple[int, int]:
    _only(value, {"line", "column"})
    line, column = value["line"], value["column"]
    if type(line) is not int or type(column) is not int or line < 1 or column < 1:
        raise ValueError(f"position {value}")
    return line, column


def _only(value: Any, names: set[str]) -> None:
    if not isinstance(value, dict) or not value.keys() <= names:
        raise ValueError(f"{value} is no message of {sorted(names)}")
