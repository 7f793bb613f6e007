"""Evidence as a reader sees it: where it stands, and the words.

Sentences of one line, and cells of one row, are read together; what does not fit is named by its
place. The JSON document holds everything in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from service.errors import Language
from service.export.words import WORDS
from service.review import (
    CuePlace,
    PagePlace,
    ParagraphPlace,
    Place,
    Sentence,
    TablePlace,
)
from service.text.escaping import escape, shorten

QUOTED = 80
"""Code points of a quoted sentence."""
SHOWN_PLACES = 3
"""Lines or rows that are quoted below an item."""
SHOWN_WORDS = 4
"""Sentences of one line, or cells of one row, that are quoted together."""
NAMED_PLACES = 12
"""Further lines or rows that are named without their words."""

_Key = tuple[str, str, int]
"""Source; what is counted (an entry of WORDS: line, row, paragraph, page, turn); its number."""


def group(ids: Sequence[str], cited: Mapping[str, Sentence]) -> dict[_Key, list[Sentence]]:
    """The sentences by line or row, in the order in which they are first named."""
    groups: dict[_Key, list[Sentence]] = {}
    for sentence_id in dict.fromkeys(ids):
        sentence = cited[sentence_id]
        place = sentence.place
        groups.setdefault((sentence.source, *_counted(place)), []).append(sentence)
    return groups


def _counted(place: Place) -> tuple[str, int]:
    """What of a source the reader counts to find the place, and its number."""
    if isinstance(place, TablePlace):
        return "row", place.row
    if isinstance(place, ParagraphPlace):
        return "paragraph", place.paragraph
    if isinstance(place, PagePlace):
        return "page", place.page
    if isinstance(place, CuePlace):
        return "turn", place.turn
    return "line", place.line


def quote_lines(
    ids: Sequence[str], cited: Mapping[str, Sentence], language: Language
) -> Iterator[str]:
    """The evidence of one item: a line for each of the first places, and one for the others."""
    words = WORDS[language]
    groups = group(ids, cited)
    keys = list(groups)
    for key in keys[:SHOWN_PLACES]:
        yield quote(key, groups[key], language)
    rest = keys[SHOWN_PLACES:]
    if rest:
        named = _places(rest[:NAMED_PLACES], language)
        more = f" {words['more'].format(count=len(rest))}" if len(rest) > NAMED_PLACES else ""
        yield f"{words['also_at']} {named}{more}"


def quote(key: _Key, sentences: Sequence[Sentence], language: Language) -> str:
    """One place and its words."""
    words = WORDS[language]
    quoted = "".join(
        f"{words['open_quote']}{escape(shorten(one.text, QUOTED), leads=False)}{words['close_quote']}"
        for one in sentences[:SHOWN_WORDS]
    )
    more = ""
    if len(sentences) > SHOWN_WORDS:
        more = f" {words['more'].format(count=len(sentences))}"
    return f"{_places([key], language)} {quoted}{more}"


def _places(keys: Sequence[_Key], language: Language) -> str:
    """`folder/file:3、7`, or `file 第 3、7 行` of what has no lines; a file's last two names do."""
    words = WORDS[language]
    files: dict[tuple[str, str], list[str]] = {}
    for source, counted, number in keys:
        files.setdefault((source, counted), []).append(str(number))
    named = []
    for (source, counted), numbers in files.items():
        name = escape("/".join(PurePosixPath(source.replace("\\", "/")).parts[-2:]))
        listed = words["list"].join(numbers)
        line = counted == "line"
        named.append(f"{name}:{listed}" if line else f"{name} {words[counted].format(n=listed)}")
    return words["separator"].join(named)
