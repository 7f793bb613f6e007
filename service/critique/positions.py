"""Where a code point of a text stands, in the units of those who ask.

Inside the service everything counts code points; only what leaves it is converted. Lines end at LF,
CRLF or CR, as they do for the checks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal, get_args

Unit = Literal["utf-8", "utf-16", "utf-32"]
UNITS: tuple[Unit, ...] = get_args(Unit)
_CODECS: Mapping[Unit, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}
_LINE_END = re.compile(r"\r\n|\r|\n")
BYTES_OF_MARK = 3
"""Bytes of a byte-order mark in UTF-8."""


class Positions:
    """The lines of a text without byte-order mark."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_and_byte(self, offset: int, *, marked: bool = False) -> tuple[int, int]:
        """Line and byte of the line in UTF-8, both from 1; with `marked`, the byte-order mark in front
        of the first line is counted, because whoever cuts the file's bytes meets it."""
        line, start = self._line(offset)
        extra = BYTES_OF_MARK if marked and line == 1 else 0
        return line, len(self.text[start:offset].encode("utf-8", "surrogatepass")) + 1 + extra

    def line_and_unit(self, offset: int, unit: Unit = "utf-16") -> tuple[int, int]:
        """Line and unit of the line, both from 0; editors and browsers count in UTF-16 unless they
        agreed on something else."""
        line, start = self._line(offset)
        codec, width = _CODECS[unit]
        return line - 1, len(self.text[start:offset].encode(codec, "surrogatepass")) // width

    def offset_of_unit(self, line: int, at: int, unit: Unit = "utf-16") -> int:
        """The inverse of `line_and_unit`; what lies beyond the line or the text is its end."""
        if line >= len(self._starts):
            return len(self.text)
        start, codec = self._starts[max(line, 0)], _CODECS[unit]
        words = self.text[start : self.line_end(start)].encode(codec[0], "surrogatepass")
        before = words[: max(at, 0) * codec[1]]
        return start + len(before.decode(codec[0], "ignore"))

    def line_end(self, offset: int) -> int:
        """Where the words of the line that holds a code point end, before its line end."""
        match = _LINE_END.search(self.text, offset)
        return match.start() if match else len(self.text)

    def _line(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, self._starts[line - 1]
