"""The texts that are open in the editor, as the editor has them.

They are kept here and not in the library's workspace, because that one takes U+2028 and form feeds
for line ends, which the protocol does not: a change after one would land in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lsprotocol.types import (
    Position,
    Range,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)
from pygls.uris import to_fs_path

from service.critique.positions import Positions, Unit


@dataclass(frozen=True)
class OpenText:
    """One open text in one version; `unit` is what the editor counts columns in."""

    uri: str
    version: int
    text: str
    unit: Unit = "utf-16"

    @cached_property
    def positions(self) -> Positions:
        """The lines of the text."""
        return Positions(self.text)

    @property
    def path(self) -> Path:
        """Where its file is; what was never saved stands in the working directory."""
        named = to_fs_path(self.uri) if self.uri.startswith("file:") else None
        return Path(named) if named else Path.cwd() / "untitled.md"

    def offset(self, position: Position) -> int:
        """The code point at an editor's position."""
        return self.positions.offset_of_unit(position.line, position.character, self.unit)

    def range(self, start: int, end: int) -> Range:
        """An editor's range of code points."""
        first, last = (self.positions.line_and_unit(at, self.unit) for at in (start, end))
        return Range(Position(*first), Position(*last))

    def changed(self, version: int, changes: Iterable[TextDocumentContentChangeEvent]) -> OpenText:
        """The text after changes; each counts in the text that the one before it left."""
        now = self
        for change in changes:
            text = change.text
            if isinstance(change, TextDocumentContentChangePartial):
                start, end = now.offset(change.range.start), now.offset(change.range.end)
                text = now.text[:start] + text + now.text[max(start, end) :]
            now = OpenText(self.uri, version, text, self.unit)
        return now if now is not self else OpenText(self.uri, version, self.text, self.unit)
