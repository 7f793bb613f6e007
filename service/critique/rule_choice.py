"""Which rules a document is read with: its nearest critique.yaml, else the service's default."""

from __future__ import annotations

from pathlib import Path

from service.critique.configuration import (
    Configuration,
    Configured,
    files_of,
    nearest_configuration,
)
from service.critique.reading import proved_rulebook

_Stamp = tuple[tuple[str, int, int], ...]


class RuleChoice:
    """The rules of documents, each configuration read once and again when one of its files changed.

    `forced` is a configuration that holds for every document; `default` holds where none is near.
    """

    def __init__(self, *, default: Path | None = None, forced: Path | None = None) -> None:
        self._default = default
        self._forced = forced
        self._kept: dict[Path | None, tuple[_Stamp, Configured]] = {}

    def of(self, document: Path) -> Configured:
        """The rules for a document. Raises InvalidConfiguration and RuleError."""
        path = self._forced or nearest_configuration(document) or self._default
        kept = self._kept.get(path)
        if kept is not None and kept[0] == _stamp(kept[1]):
            return kept[1]
        made = _made(path)
        self._kept[path] = (_stamp(made), made)
        return made


def _made(path: Path | None) -> Configured:
    if path is None:
        return Configured(Configuration(), proved_rulebook())
    # What reads a configuration reads YAML and proves rules: dear where there is nothing to read.
    from service.critique.configuring import configured

    return configured(path)


def _stamp(made: Configured) -> _Stamp:
    """What tells whether a file of a configuration changed."""
    found: list[tuple[str, int, int]] = []
    for path in files_of(made.configuration):
        try:
            state = path.stat()
        except OSError:
            found.append((str(path), 0, -1))
        else:
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)
