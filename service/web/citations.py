"""Evidence as a page shows it: the quoted text, its source, its place in words, a link to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from service.desk import Desk
from service.errors import Language
from service.review import (
    Case,
    CuePlace,
    Draft,
    PagePlace,
    ParagraphPlace,
    Place,
    Sentence,
    TablePlace,
)
from service.web.texts import text

_PASTE = "paste:"


@dataclass(frozen=True, slots=True)
class CitedCell:
    """One cell of a cited row."""

    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted sentence, or the cited cells of one row of a table, which are read together.

    `address` is "" when the source is not stored here.
    """

    text: str
    source: str
    place: str
    address: str
    cells: tuple[CitedCell, ...] = ()


class Citations:
    """Makes citations of one draft's sentences, in the language of the page."""

    def __init__(
        self, cited: Mapping[str, Sentence], source_ids: Mapping[str, str], language: Language
    ) -> None:
        self._cited = cited
        self._source_ids = source_ids
        self._language = language

    def of(self, sentence_ids: Iterable[str]) -> tuple[Citation, ...]:
        """The citations of `sentence_ids`, in order; an unknown id is shown as itself."""
        rows: dict[object, list[str]] = {}
        for sentence_id in sentence_ids:
            rows.setdefault(self._row_of(sentence_id), []).append(sentence_id)
        return tuple(self._row(members) for members in rows.values())

    def of_cases(self, cases: Sequence[Case]) -> tuple[Citation, ...]:
        """The citations of a finding's candidate cases."""
        return tuple(
            Citation(
                case.text,
                source_words(case.source, self._language),
                place_words(case.place, self._language),
                self.address(case.source, case.sentence),
            )
            for case in cases
        )

    def address(self, source: str, sentence_id: str) -> str:
        """Where the sentence can be read in its source, "" when the source is not stored."""
        stored = self._source_ids.get(source)
        if stored is None:
            return ""
        if not sentence_id:
            return f"/sources/{stored}"
        return f"/sources/{stored}?sentence={quote(sentence_id)}#cited"

    def _row_of(self, sentence_id: str) -> object:
        """What is shown together: the cells of a row; a sentence of a text stands alone."""
        sentence = self._cited.get(sentence_id)
        if sentence is not None and isinstance(sentence.place, TablePlace):
            return sentence.source, sentence.place.sheet, sentence.place.row
        return sentence_id

    def _row(self, sentence_ids: list[str]) -> Citation:
        first = self._one(sentence_ids[0])
        sentences = [self._cited[one] for one in sentence_ids if one in self._cited]
        cells = [
            (sentence.place, sentence.text)
            for sentence in sentences
            if isinstance(sentence.place, TablePlace)
        ]
        if len(cells) < 2:
            return first
        cells.sort(key=lambda cell: cell[0].column)
        row = text("place.row", self._language, row=cells[0][0].row)
        row = in_sheet(cells[0][0], row, self._language)
        shown = tuple(CitedCell(place.header or str(place.column), said) for place, said in cells)
        return replace(first, place=row, cells=shown)

    def _one(self, sentence_id: str) -> Citation:
        sentence = self._cited.get(sentence_id)
        if sentence is None:
            return Citation(sentence_id, "", "", "")
        return Citation(
            sentence.text,
            source_words(sentence.source, self._language),
            place_words(sentence.place, self._language),
            self.address(sentence.source, sentence_id),
        )


def source_ids_of(desk: Desk, draft: Draft) -> dict[str, str]:
    """The stored source of each of the draft's sources, by the name that evidence gives it.

    A month may hold another file of the same name; the hash tells which one the draft was made of.
    """
    used = {(source.name, source.sha256) for source in draft.sources}
    marks = desk.archive.source_marks(draft.project, draft.month)
    return {mark.name: mark.id for mark in marks if (mark.name, mark.sha256) in used}


def source_words(name: str, language: Language) -> str:
    """A source's name for a reader: "paste:1" in words, a path as it is."""
    number = name.removeprefix(_PASTE)
    if name.startswith(_PASTE) and number.isdigit():
        return text("place.paste", language, number=number)
    return name


def place_words(place: Place, language: Language) -> str:
    """A place in words: a line, a paragraph, a page, a turn, or a row and column."""
    if isinstance(place, TablePlace):
        cell = text("place.table", language, row=place.row, header=place.header or place.column)
        return in_sheet(place, cell, language)
    if isinstance(place, ParagraphPlace):
        return text("place.paragraph", language, paragraph=place.paragraph)
    if isinstance(place, PagePlace):
        return text("place.page", language, page=place.page)
    if isinstance(place, CuePlace):
        speaker = place.speaker or text("place.nobody", language)
        if place.time:
            return text("place.turn_at", language, time=place.time, speaker=speaker)
        return text("place.turn", language, turn=place.turn, speaker=speaker)
    return text("place.text", language, line=place.line)


def in_sheet(place: TablePlace, words: str, language: Language) -> str:
    """The words, with the sheet before them where a source has sheets."""
    if not place.sheet:
        return words
    return text("place.sheet", language, sheet=place.sheet, place=words)
