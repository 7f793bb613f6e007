"""Cuts a source that arrives line by line into passages, without holding a large table in memory.

A table is cut whenever some hundred rows are whole; a text is cut when all of it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.passages import Passage, month_number, passage
from service.archive.pieces import Piece, pieces_of
from service.review import Sentence, Source, TablePlace

_ROWS_AT_ONCE = 4000
"""Cells of a table that are collected before its rows are cut."""


class Filing:
    """Makes the passages of one reading of a source; `origin` is the source's id."""

    def __init__(self, *, project: str, month: str, origin: str, reading: int) -> None:
        self._project = project
        self._month = month
        self._origin = origin
        self._reading = reading
        self._head: Source | None = None
        self._text: list[str] = []
        self._sentences: list[Sentence] = []
        self._known: dict[str, int] = {}

    def add(self, part: Source) -> Iterator[Passage]:
        """The passages that are complete with this part; the first part is the head."""
        if self._head is None:
            self._head = part
            return
        self._text.append(part.text)
        self._sentences += part.sentences
        if len(self._sentences) >= _ROWS_AT_ONCE and _is_table(self._sentences):
            self._text.clear()
            whole = _whole_rows(self._sentences)
            yield from self._cut("", self._sentences[:whole])
            del self._sentences[:whole]

    def finish(self) -> Iterator[Passage]:
        """The passages of what is left."""
        text = "" if _is_table(self._sentences) else "".join(self._text)
        yield from self._cut(text, self._sentences)
        self._text.clear()
        self._sentences.clear()

    def _cut(self, text: str, sentences: Iterable[Sentence]) -> Iterator[Passage]:
        assert self._head is not None
        source = replace(self._head, text=text, sentences=tuple(sentences))
        for piece in pieces_of(source, self._month):
            # A later reading stands beside the earlier one until it is finished.
            extra = {"reading": self._reading} if self._reading > 1 else {}
            made = self._passage(piece, {**piece.place, **extra})
            # A record whose cells do not stand together comes in several parts.
            self._known[made.id] = self._known.get(made.id, 0) + 1
            if (part := self._known[made.id]) > 1:
                made = self._passage(piece, {**piece.place, **extra, "part": part})
            yield made

    def _passage(self, piece: Piece, place: dict[str, object]) -> Passage:
        return passage(
            project=self._project,
            month=month_number(self._month),
            kind="source",
            origin=self._origin,
            text=piece.text,
            place=place,
            about=piece.about,
        )


def _is_table(sentences: list[Sentence]) -> bool:
    return bool(sentences) and isinstance(sentences[0].place, TablePlace)


def _whole_rows(sentences: list[Sentence]) -> int:
    """How many sentences from the start are of rows that are surely whole: all but the last row."""
    last = sentences[-1].place
    at = len(sentences)
    while at and _row(sentences[at - 1]) == (
        (last.sheet, last.row) if isinstance(last, TablePlace) else None
    ):
        at -= 1
    return at


def _row(sentence: Sentence) -> tuple[str, int] | None:
    place = sentence.place
    return (place.sheet, place.row) if isinstance(place, TablePlace) else None
