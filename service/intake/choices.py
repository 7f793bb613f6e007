"""What a person said of a file, as JSON: how it is stored and sent to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from service.intake.reader import Choices


def choices_entry(choices: Choices) -> dict[str, Any]:
    """The choices as plain JSON values; `choices_of` gives equal ones."""
    return {
        key: dict(value) if isinstance(value, Mapping) else value
        for key, value in asdict(choices).items()
    }


def choices_of(entry: Mapping[str, Any]) -> Choices:
    """The inverse of `choices_entry`. Fields that a later version stored are left out."""
    known = {field.name for field in fields(Choices)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in entry.items()
        if key in known
    }
    return Choices(**values)
