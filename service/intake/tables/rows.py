"""Records of a table by position, and what their cells say of a ticket's fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.review import Sentence

_FIRST_COLUMN = ("key", "title")
_NOTHING = frozenset({"none", "null", "nil", "无", "-", "--", "—", "——", "n/a", "/", "\\", "nan"})


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its number, how many cells it has, and the sentences of the filled ones by column.

    A sentence of a merged range stands in each of its columns and rows.
    """

    number: int
    width: int
    sentences: Mapping[int, Sentence]

    def text(self, column: int) -> str:
        """The text of a cell, "" when it is empty or the row is too short."""
        sentence = self.sentences.get(column)
        return sentence.text.strip() if sentence else ""

    def texts(self) -> Mapping[int, str]:
        """The text of the filled cells by column."""
        return {column: sentence.text for column, sentence in self.sentences.items()}


@dataclass(frozen=True, slots=True)
class RowFields:
    """Which columns (from 0) hold which field of a row; several for a name that repeats."""

    columns: Mapping[str, Sequence[int]]

    def column(self, row: Row, name: str) -> int | None:
        """The column of a field that says something: of repeated ones the last, which is the newest."""
        columns = self.columns.get(name, ())
        if name == "title":
            columns = self.columns.get("title_level", columns)
        filled = [column for column in columns if _says(row, column, name)]
        if not filled:
            return None
        return filled[0] if name in _FIRST_COLUMN else filled[-1]

    def value(self, row: Row, name: str) -> str:
        """The text of a field, "" where nothing is said."""
        column = self.column(row, name)
        return "" if column is None else row.text(column)

    def values(self, row: Row, name: str) -> Iterator[str]:
        """The texts of all columns of a field, in the order of the file."""
        for column in self.columns.get(name, ()):
            if _says(row, column, name):
                yield row.text(column)


def _says(row: Row, column: int, name: str) -> bool:
    """Whether a cell says anything: None, 无 and / mean that there is nothing."""
    text = row.text(column)
    return bool(text) and (name in ("title", "description") or text.lower() not in _NOTHING)
