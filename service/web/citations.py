"""Evidence as a page shows it: the quoted text, its source, its place in words, a link to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from service.desk import Desk
from service.errors import Language
from service.review import Case, Draft, Place, Sentence, TablePlace
from service.web.texts import text

_PASTE = "paste:"


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted sentence; `address` is "" when its source is not stored here."""

    text: str
    source: str
    place: str
    address: str


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
        return tuple(self._one(sentence_id) for sentence_id in sentence_ids)

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
    """A place in words: a line of a text, a record and column of a table."""
    if isinstance(place, TablePlace):
        return text("place.table", language, row=place.row, header=place.header or place.column)
    return text("place.text", language, line=place.line)
