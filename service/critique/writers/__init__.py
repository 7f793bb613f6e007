"""The formats of a critique: each a thin module over the same outcome, each with the same exit codes.

`write` gives the whole report as text that ends with a line end, or "" where a format has nothing to
say. Nothing in it depends on the clock or on chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service.critique.outcome import Outcome
from service.critique.writers import json_report, markdown, rdjsonl, sarif, text

WRITERS: Mapping[str, Callable[[Outcome], str]] = {
    "text": text.write,
    "json": json_report.write,
    "markdown": markdown.write,
    "sarif": sarif.write,
    "rdjsonl": rdjsonl.write,
}
"""Each format and what writes it."""

__all__ = ["WRITERS"]
