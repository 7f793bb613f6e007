"""The formats of a critique: each a thin module over the same outcome, each with the same exit codes.

`write` gives the whole report as text that ends with a line end, or "" where a format has nothing to
say. Nothing in it depends on the clock or on chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module

from service.critique.outcome import Outcome


def _write(module: str, outcome: Outcome) -> str:
    """What a format makes of an outcome; a command needs one of them and loads no other."""
    written = import_module(f"service.critique.writers.{module}").write(outcome)
    assert isinstance(written, str)
    return written


WRITERS: Mapping[str, Callable[[Outcome], str]] = {
    "text": partial(_write, "text"),
    "json": partial(_write, "json_report"),
    "markdown": partial(_write, "markdown"),
    "sarif": partial(_write, "sarif"),
    "rdjsonl": partial(_write, "rdjsonl"),
}
"""Each format and what writes it."""

__all__ = ["WRITERS"]
