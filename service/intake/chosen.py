"""What a person said of a file (`Choices`) as a JSON object and back, to be stored with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from service.intake.reader import Choices


def choices_document(choices: Choices) -> dict[str, Any]:
    """Only what was said: an empty object for no choice at all."""
    said = {field.name: getattr(choices, field.name) for field in fields(choices)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in said.items()
        if value
    }


def choices_from_document(document: Mapping[str, Any]) -> Choices:
    """The inverse of `choices_document`; what an earlier version knew and this one does not is
    passed over."""
    known = {field.name for field in fields(Choices)}
    return Choices(**{name: value for name, value in document.items() if name in known})
