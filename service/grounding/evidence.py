"""What the cited sentences of an item hold: read once each, asked by every check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.review import Both, CuePlace, Sentence
from service.text.commitments import takes_on
from service.text.dates import DateMention, find_dates
from service.text.folding import fold
from service.text.numbers import Quantity, find_numbers
from service.text.people import OwnerMark, find_owners, find_people
from service.text.speakers import person_of, same_speaker

Speakers = Mapping[str, Mapping[str, str]]
"""The people confirmed for the labels of each transcript, by its name."""
_NO_SPEAKERS: Speakers = {}
_GLUE = re.compile(r"\s+")
_PARTED = re.compile(r"[。；;，,：:（(）)]|\b(?:to|and)\b|[至到]")
_STOPS = '。；;！!？?，,、：:（）()「」“”"[]【】|*-—>#.'
_JOINS_NUMBER = frozenset("0123456789.,〇零一二两三四五六七八九十百千万亿点%‰")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the evidence does not bear. `blocks`: it must not stand as it is.

    `code` names the check (number, binding, direction …), `token` the words that it is about.
    """

    says: Both
    blocks: bool = True
    code: str = ""
    token: str = ""


@dataclass(frozen=True)
class Reading:
    """One text as the checks see it; each part is read when it is first asked for.

    `speaker` is the person who says it in a transcript, "" for nobody known.
    """

    text: str
    said_on: str
    in_table: bool = False
    speaker: str = ""

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of the text."""
        return read_numbers(self.text)

    @cached_property
    def number_spans(self) -> tuple[tuple[int, int], ...]:
        """Where its numbers, ids and written-out days stand; 本月 and "last month" are words."""
        return tuple(
            (one.start, one.end)
            for one in self.numbers
            if one.kind != "date" or any(sign.isdigit() for sign in one.raw)
        )

    def month_of(self, number: Quantity) -> str:
        """The month (YYYY-MM) that a number is of: named right before it, right behind, or last
        before that; "" where the sentence names none."""
        named = [
            one
            for one in self.dates
            if one.granularity == "month" and one.first and one.first[:7] == one.last[:7]
        ]
        if not named:
            return ""
        spans = self.number_spans
        after = max((end for _, end in spans if end <= number.start), default=0)
        ahead = min((start for start, _ in spans if start >= number.end), default=len(self.text))
        parted = [match.end() for match in _PARTED.finditer(self.text, after, number.start)]
        begins = max(parted, default=after)
        places = (
            [one for one in named if begins <= one.start < number.start],
            [
                one
                for one in named
                if number.end <= one.start < ahead
                and not _PARTED.search(self.text, number.end, one.start)
            ],
            [one for one in named if one.start < number.start],
        )
        near = next((place for place in places if place), [])
        return near[-1].first[:7] if near else ""

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates of the text; those without a year are of the year of `said_on`."""
        return find_dates(self.text, self.said_on)

    @cached_property
    def owners(self) -> tuple[OwnerMark, ...]:
        """The marks that say who does it."""
        return find_owners(self.text)

    @cached_property
    def takes_on(self) -> bool:
        """Whether its speaker says that they themselves will do something."""
        return bool(self.speaker) and takes_on(self.text)

    @cached_property
    def folded(self) -> str:
        """The text folded and in lower case."""
        return fold(self.text).text.casefold()

    @cached_property
    def compact(self) -> str:
        """The text folded, in lower case and without white space."""
        return compact(self.text)


@lru_cache(maxsize=4096)
def read_numbers(text: str) -> tuple[Quantity, ...]:
    """`find_numbers`, remembered: a sentence is evidence of several items."""
    return find_numbers(text)


@lru_cache(maxsize=4096)
def read_people(text: str) -> tuple[str, ...]:
    """`find_people`, remembered."""
    return find_people(text)


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """The text folded, in lower case and without white space: what containment is asked of."""
    return _GLUE.sub("", fold(text).text).casefold()


@lru_cache(maxsize=4096)
def _reading(text: str, said_on: str, in_table: bool, speaker: str) -> Reading:
    return Reading(text, said_on, in_table, speaker)


def _speaker(sentence: Sentence, speakers: Speakers) -> str:
    if not isinstance(sentence.place, CuePlace):
        return ""
    return person_of(sentence.place.speaker, speakers.get(sentence.source, {}))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences that an item cites; dates without a year are of the review month's year."""

    readings: tuple[Reading, ...]
    month: str = ""

    @classmethod
    def of(
        cls, sentences: Sequence[Sentence], month: str, speakers: Speakers = _NO_SPEAKERS
    ) -> Evidence:
        """The evidence of one item of the review of `month`."""
        said_on = f"{month}-15"
        return cls(
            tuple(
                _reading(one.text, said_on, one.cell is not None, _speaker(one, speakers))
                for one in sentences
            ),
            month,
        )

    def said_by(self, name: str, *, promised: bool = False) -> bool:
        """Whether the person says a cited sentence of a transcript; `promised` asks that they take
        something on in it."""
        return any(
            same_speaker(one.speaker, name) and (one.takes_on or not promised)
            for one in self.readings
        )

    def numbers(self) -> Iterator[tuple[Reading, Quantity]]:
        """Every number with the reading it stands in."""
        for reading in self.readings:
            for number in reading.numbers:
                yield reading, number

    def dates(self) -> Iterator[DateMention]:
        """Every date."""
        for reading in self.readings:
            yield from reading.dates

    def copies(self, words: str) -> bool:
        """Whether the words are a whole part of a cited sentence, from one stop to another.

        「5%反馈卡顿」 is no copy of 「不到5%反馈卡顿」.
        """
        wanted = compact(words).strip(_STOPS)
        for one in self.readings:
            at = one.compact.find(wanted) if wanted else -1
            if at < 0:
                continue
            before, behind = one.compact[:at], one.compact[at + len(wanted) :]
            if (not before or before[-1] in _STOPS) and (not behind or behind[0] in _STOPS):
                return self.holds(words.strip(_STOPS + " "))
        return False

    def holds(self, words: str) -> bool:
        """Whether a cited sentence holds the words, white space and width of characters aside.

        Latin words and digits must not be cut out of a longer word or number.
        """
        wanted = compact(words)
        return bool(wanted) and any(
            wanted in one.compact and _stands_in(wanted, one.folded) for one in self.readings
        )


def _stands_in(wanted: str, text: str) -> bool:
    """Whether the text holds the words, blanks anywhere between, with nothing glued to the ends."""
    for start, end in _spans(wanted, text):
        before = text[max(0, start - 2) : start]
        behind = text[end : end + 2]
        if before[-1:] in (",", ".") and not before[:1].isdigit():
            before = ""  # a comma after a word parts clauses, not thousands
        if behind[:1] in (",", ".") and not behind[1:].isdigit():
            behind = ""
        if not _glued(before[-1:], wanted[0]) and not _glued(wanted[-1], behind[:1]):
            return True
    return False


def _spans(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, with blanks anywhere between; a pattern is made only where it must."""
    start = text.find(wanted)
    if start < 0 or " " in text or "\n" in text or "\t" in text:
        for match in re.finditer(r"\s*".join(map(re.escape, wanted)), text):
            yield match.span()
        return
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1)


def _glued(left: str, right: str) -> bool:
    """Whether the two neighbours belong to one Latin word or one number."""
    if not left or not right:
        return False
    if left in _JOINS_NUMBER and right in _JOINS_NUMBER:
        return left not in ".,点" or right.isdigit()
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
