"""What people hand in -> sources made of numbered sentences with exact places.

The readers of all formats are loaded when one of them is first asked for: a command that only decodes
a text does not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.intake.folders import Intake, RefusedFile, read_paths
    from service.intake.guard import LARGEST
    from service.intake.reader import Choices
    from service.intake.reading import read_paste, read_source

__all__ = ["LARGEST", "Choices", "Intake", "RefusedFile", "read_paste", "read_paths", "read_source"]

_HOMES = {
    "LARGEST": "guard",
    "Choices": "reader",
    "Intake": "folders",
    "RefusedFile": "folders",
    "read_paste": "reading",
    "read_paths": "folders",
    "read_source": "reading",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
