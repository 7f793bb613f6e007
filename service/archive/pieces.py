"""The pieces in which a source or a signed review is kept for recall, and what is known about each.

A line of minutes names neither the meeting's day nor the heading it stands under, and people ask by
both. So each piece carries them beside its text; the text itself stays as it was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.passages import About
from knowledge.splitting import CHUNK_SIZE, split
from service.review import CuePlace, Item, Sentence, Source, TablePlace
from service.text.dates import DateMention, find_dates

_LONGEST_SPAN = 31
"""Days of a range ("10月8日至12日") up to which each of them is named; longer ones name two."""
_DIARY_DAY = re.compile(
    r"^[ \t\u3000]*(?:[-*•][ \t]*)?(?P<month>1[0-2]|0?[1-9])/(?P<day>[0-3]?[0-9])(?![0-9./\-%])",
    re.MULTILINE,
)
_BARE_DAY = re.compile(
    r"(?<![0-9月年/.\-~—至到第])(?P<day>[12][0-9]|3[01]|0?[1-9])\s?(?:日|号(?![楼线库机院巷口仓车门桌窗柜台位房段]))(?![报志历记程])"
)


_CLAUSE_END = re.compile(r"[。；！？\n]+")
_MAY_BE_DAY = re.compile(
    r"[月日号]|[0-9０-９]{8}|[0-9０-９]\s?[-/.年／．－—~]"
    r"|[0-9](?:st|nd|rd|th)?,?\s+(?:of\s)?[A-Za-z]{3}|[A-Za-z]{3}\.?,?\s+[0-9]"
)
"""A day is written with signs, with 月 or 日, with the name of a month, or as eight figures; an id or an
amount with none of them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, its place in the source, and what is known about it."""

    text: str
    place: dict[str, object]
    about: About


def pieces_of(source: Source, month: str) -> Iterator[Piece]:
    """A text in chunks that join to the whole; a table row by row; a transcript in runs of turns.

    `month` is the one the source was handed in for; it gives a year to days without one.
    """
    said_on = source.dated or _middle_of(month)
    if source.kind == "transcript":
        yield from _talk(source, said_on)
    elif any(isinstance(sentence.place, TablePlace) for sentence in source.sentences):
        yield from _rows(source, said_on)
    else:
        yield from _chunks(source, said_on)


def about_item(item: Item, month: str) -> About:
    """Who does what a signed item says and by when, and the days it names."""
    fields = item.fields
    days = days_of(item.text, _middle_of(month))
    return About(
        context=" ".join(part for part in (fields.owner, fields.due_raw) if part),
        days=_with(fields.due, days),
    )


def days_of(text: str, said_on: str) -> tuple[str, ...]:
    """The exact days that `text` names, ISO, each once; months and "next week" name none.

    `said_on` gives the year to a day without one, and the month to a bare 26日. "3/9" counts where a
    line of a diary begins so. Too many days do no harm: they are for finding, never for a draft.
    """
    days: dict[str, None] = {}
    for mention in find_dates(_part_with_days(text), said_on):
        if mention.granularity == "day" and not (mention.approximate or mention.relative):
            days.update(dict.fromkeys(_span(mention)))
    for match in _DIARY_DAY.finditer(text):
        named = find_dates(f"{match['month']}月{match['day']}日", said_on)
        days.update(dict.fromkeys(day for mention in named for day in _span(mention)))
    month = said_on[:7]
    for match in _BARE_DAY.finditer(text):
        named = find_dates(f"{month}-{int(match['day']):02}", said_on)
        days.update(dict.fromkeys(day for mention in named for day in _span(mention)))
    return tuple(days)


def _part_with_days(text: str) -> str:
    """The clauses that may name a day: a large table has ten thousand rows, and most of each is prose."""
    return "\n".join(clause for clause in _CLAUSE_END.split(text) if _MAY_BE_DAY.search(clause))


def _span(mention: DateMention) -> Iterator[str]:
    """Each day of a mention; of a long range the first and the last."""
    if mention.first and mention.last:
        first, last = (date.fromisoformat(day).toordinal() for day in (mention.first, mention.last))
        step = 1 if last - first <= _LONGEST_SPAN else last - first
        for day in range(first, last + 1, step):
            yield date.fromordinal(day).isoformat()


def _middle_of(month: str) -> str:
    """The day from which a date without a year is resolved when only the month is known."""
    return f"{month}-15"


def _rows(source: Source, said_on: str) -> Iterator[Piece]:
    rows: dict[tuple[str, int], list[Sentence]] = {}
    for sentence in source.sentences:
        # The headings of the columns stand in each row already.
        if isinstance(sentence.place, TablePlace) and sentence.role != "table_header":
            rows.setdefault((sentence.place.sheet, sentence.place.row), []).append(sentence)
    for (sheet, row), cells in rows.items():
        text = _row_text(cells)
        place: dict[str, object] = {"kind": "table", "sheet": sheet, "row": row}
        yield Piece(text, place, About(days=days_of(text, said_on), sentence=cells[0].id))


def _talk(source: Source, said_on: str) -> Iterator[Piece]:
    """What is said, a line a sentence with its speaker, without cue numbers and times."""
    lines: list[str] = []
    held: list[Sentence] = []
    for sentence in source.sentences:
        line = _said(sentence, source.speakers)
        if held and sum(map(len, lines)) + len(line) > CHUNK_SIZE:
            yield _talk_piece(lines, held, source.dated, said_on)
            lines, held = [], []
        lines.append(line)
        held.append(sentence)
    if held:
        yield _talk_piece(lines, held, source.dated, said_on)


def _said(sentence: Sentence, speakers: Mapping[str, str]) -> str:
    place = sentence.place
    if not isinstance(place, CuePlace) or not place.speaker:
        return sentence.text
    return f"{speakers.get(place.speaker, place.speaker)}：{sentence.text}"


def _talk_piece(lines: list[str], held: list[Sentence], dated: str, said_on: str) -> Piece:
    text = "\n".join(lines)
    place: dict[str, object] = {"kind": "talk", "from": held[0].id, "to": held[-1].id}
    about = About(
        days=_with(dated, days_of(text, said_on)), line=_line(held[0]), sentence=held[0].id
    )
    return Piece(text, place, about)


def _chunks(source: Source, said_on: str) -> Iterator[Piece]:
    sentences = source.sentences
    at = 0
    for chunk in split(source.text):
        while at < len(sentences) and _ends(sentences[at]) <= chunk.start:
            at += 1
        if not chunk.text.strip():
            continue
        after = at
        while after < len(sentences) and _begins(sentences[after]) < chunk.end:
            after += 1
        blocks = [one for one in source.blocks if one.first < after and at < one.end]
        dated = [one.dated for one in blocks if one.dated] or [source.dated]
        days = days_of(chunk.text, dated[0] or said_on)
        context = [one.title for one in blocks if one.title]
        line, identity = 0, ""
        if at < len(sentences):
            context += sentences[at].headings
            line, identity = _line(sentences[at]), sentences[at].id
        place: dict[str, object] = {"kind": "text", "start": chunk.start, "end": chunk.end}
        about = About(" / ".join(dict.fromkeys(context)), _with(*dated, days), line, identity)
        yield Piece(chunk.text, place, about)


def _with(*days: str | tuple[str, ...]) -> tuple[str, ...]:
    """The given days, single ones first, each once and none that is empty."""
    flat = [day for one in days for day in ((one,) if isinstance(one, str) else one)]
    return tuple(dict.fromkeys(day for day in flat if day))


def _begins(sentence: Sentence) -> int:
    return 0 if isinstance(sentence.place, TablePlace) else sentence.place.start


def _ends(sentence: Sentence) -> int:
    return 0 if isinstance(sentence.place, TablePlace) else sentence.place.end


def _line(sentence: Sentence) -> int:
    return 0 if isinstance(sentence.place, TablePlace) else sentence.place.line


def _row_text(cells: Sequence[Sentence]) -> str:
    return "；".join(
        f"{cell.place.header}：{cell.text}" if isinstance(cell.place, TablePlace) else cell.text
        for cell in cells
    )
