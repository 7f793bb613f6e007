"""Turns -> sentences: split over the joined words, each mapped back to its spans of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.transcripts.turns import Turn
from service.intake.transcripts.utterances import Piece, Utterance, clock_of
from service.review import CuePlace, Sentence, SentenceRole, TextPlace, is_parted, spoken
from service.text.sentences import split_sentences

LONGEST_RUN = 240
"""Characters without a mark that ends a sentence after which the next utterance begins one: recorders that
write no marks would else make one sentence of an hour."""


@dataclass(slots=True)
class SentenceMaker:
    """Makes numbered sentences of one file, in the order they are asked for."""

    text: str
    source: str
    prefix: str
    starts: Sequence[int]
    count: int = 0

    def said(self, turns: Sequence[Turn]) -> Iterator[Sentence]:
        """The sentences of the turns. Raises InputTooLarge for more than MOST_SENTENCES."""
        for turn in turns:
            for run, quoted in _runs(turn):
                yield from self._split(turn, run, "quote" if quoted else "body")

    def written(self, start: int, end: int, role: SentenceRole) -> Iterator[Sentence]:
        """The sentences of head matter in [start, end), at text places."""
        for span in split_sentences(self.text[start:end]):
            first, last = start + span.start, start + span.end
            place = TextPlace(*self._where(first), first, last)
            yield self._number(place, self.text[first:last], role)

    def _split(self, turn: Turn, run: Sequence[_Word], role: SentenceRole) -> Iterator[Sentence]:
        joined = _Joined(self.text)
        for word in run:
            joined.add(word)
        for span in split_sentences("".join(joined.letters)):
            spans = joined.spans(span.start, span.end)
            if not spans:
                continue
            first, last = min(start for start, _ in spans), max(end for _, end in spans)
            utterance = joined.utterance_at(span.start)
            place = CuePlace(
                *self._where(first),
                first,
                last,
                turn.number,
                clock_of(utterance.start),
                turn.speaker,
                spans,
            )
            yield self._number(place, spoken(self.text, spans), role)

    def _where(self, start: int) -> tuple[int, int]:
        line = bisect_right(self.starts, start)
        return line, start - self.starts[line - 1] + 1

    def _number(self, place: TextPlace, words: str, role: SentenceRole) -> Sentence:
        self.count += 1
        check_count(self.count, MOST_SENTENCES, self.source, zh="句", en="sentences")
        return Sentence(f"{self.prefix}.{self.count}", self.source, place, words, role)


@dataclass(frozen=True, slots=True)
class _Word:
    """A piece with the utterance it stands in."""

    piece: Piece
    utterance: Utterance


def _runs(turn: Turn) -> Iterator[tuple[list[_Word], bool]]:
    """The pieces of a turn that are split together, and whether they are another's words."""
    run: list[_Word] = []
    length = 0
    for utterance in turn.utterances:
        for number, piece in enumerate(utterance.pieces):
            ends = piece.seam == "cut" or (number == 0 and length > LONGEST_RUN)
            if run and (ends or piece.quoted != run[-1].piece.quoted):
                yield run, run[-1].piece.quoted
                run, length = [], 0
            run.append(_Word(piece, utterance))
            length += piece.end - piece.start
    if run:
        yield run, run[-1].piece.quoted


class _Joined:
    """Pieces put together as `service.review.spoken` does, with the way back to the file.

    Only a new line of the file stays one here, because it may end a sentence.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.letters: list[str] = []
        self._origin: list[int] = []
        self._begins: list[int] = []
        self._words: list[_Word] = []

    def add(self, word: _Word) -> None:
        """Appends one piece."""
        piece, text = word.piece, self._text
        if self._words:
            before = self._words[-1].piece
            if piece.seam == "line":
                self._seam("\n")
            elif is_parted(text, (before.start, before.end), (piece.start, piece.end)):
                self._seam(" ")
        self._begins.append(len(self.letters))
        self._words.append(word)
        blank = False
        for at in range(piece.start, piece.end):
            if text[at].isspace():
                blank = True
                continue
            if blank:
                self._seam(" ")
            blank = False
            self.letters.append(text[at])
            self._origin.append(at)

    def _seam(self, letter: str) -> None:
        self.letters.append(letter)
        self._origin.append(-1)

    def utterance_at(self, at: int) -> Utterance:
        """The utterance that the letter stands in."""
        return self._words[bisect_right(self._begins, at) - 1].utterance

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The spans of the file that the letters [start, end) come from, a piece each."""
        found = []
        first = bisect_right(self._begins, start) - 1
        for number in range(first, len(self._words)):
            begin = self._begins[number]
            if begin >= end:
                break
            stop = self._begins[number + 1] if number + 1 < len(self._begins) else len(self.letters)
            origin = [at for at in self._origin[max(begin, start) : min(stop, end)] if at >= 0]
            if origin:
                found.append((origin[0], origin[-1] + 1))
        return tuple(found)
