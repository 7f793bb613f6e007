"""Weights files: written from training, or compared with what is shipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NEAR = 0.02
"""How far a weight may lie from the shipped one: another processor rounds another last digit."""


def ship(document: Mapping[str, Any], path: Path, *, check: bool) -> int:
    """Write the document; with `check` compare, and 1 when the file is not what the data give."""
    if not check:
        text = json.dumps(document, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        path.write_text(text, encoding="utf-8")
        return 0
    same = path.is_file() and near(json.loads(path.read_text(encoding="utf-8")), document)
    print("the shipped weights are those of the data" if same else "the shipped weights differ")
    return 0 if same else 1


def near(one: Any, other: Any) -> bool:
    """Whether two documents say the same, numbers up to NEAR; a weight that is left out is 0."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(near(_value(one, other, key), _value(other, one, key)) for key in {*one, *other})
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= NEAR
    return bool(one == other)


def _value(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> Any:
    if key in one:
        return one[key]
    return {} if isinstance(other[key], Mapping) else 0.0
