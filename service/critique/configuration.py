"""What a `critique.yaml` says, and where the one of a document is. Reading it is in `configuring`, which is
loaded only where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.rule_forms import Rulebook
from knowledge.wordings import Wordings

NAME = "critique.yaml"
SCHEMA = "critique-config/1"


@dataclass(frozen=True, slots=True)
class CheckChange:
    """What is changed about one check; `words` are its extra cues as they were written."""

    level: str = "on"
    sections: tuple[str, ...] = ()
    cues: Wordings | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one critique.yaml says; `path` is None where there is none. `rules` is the folder of the
    organisation's own rules, `terms` its terms as written."""

    path: Path | None = None
    rules: Path | None = None
    sections: tuple[str, ...] = ()
    checks: Mapping[str, CheckChange] = field(default_factory=dict)
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configured:
    """The rules as a configuration makes them, proved; their digest tells them from all others."""

    configuration: Configuration
    book: Rulebook


def nearest_configuration(document: Path) -> Path | None:
    """The critique.yaml in the folder of a document or the nearest above it."""
    folder = document.resolve().parent
    found = (above / NAME for above in (folder, *folder.parents))
    return next((path for path in found if path.is_file()), None)


def files_of(configuration: Configuration) -> tuple[Path, ...]:
    """The files a configuration is read from, for whoever watches them."""
    if configuration.path is None:
        return ()
    own = sorted(configuration.rules.glob("*.yaml")) if configuration.rules else []
    return (configuration.path, *own)
