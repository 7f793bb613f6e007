"""What of a source can no longer be read for sure: lost characters, status marks that became "?".

A decoder cannot bring back what an earlier conversion has lost. A sentence with U+FFFD inside a word
or figure is no fact; where the marks for done and open have both become "?", nobody knows which was
which. Both stay in the source and are counted in a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.review import FactCard, Sentence, Source, TextPlace

_LOST = "\ufffd"
_MARK = re.compile(
    r"^\s*(?:[-*+•·]\s*|\d{1,3}[.、)）]\s*)?[?？]{1,4}(?P<rest>\s*[^\s?？].*|\s*)$", re.DOTALL
)
_MEANING = re.compile(
    r"\s*(?:[:：=\-—]+|表示|代表|is|means)?\s*"
    r"(?:已?(?:完成|关闭|解决)|未(?:完成|开始|解决)|进行中|待(?:办|处理|定)|延期|阻塞|done|open|pending"
    r"|in progress|blocked|closed)[\s。.;；]*",
    re.IGNORECASE,
)
_FEWEST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Legible:
    """A source with the sentences that may be used, and what had to be left out or doubted.

    `lost` are sentences with a lost character inside a word; `unmarked` are lines whose status mark
    is lost.
    """

    source: Source
    lost: tuple[str, ...] = ()
    unmarked: frozenset[str] = frozenset()


def legible(source: Source) -> Legible:
    """The part of a source that can be read for sure."""
    lost = tuple(s.id for s in source.sentences if has_lost_word(s.text))
    unmarked, legend = _marks(source.sentences)
    left_out = {*lost, *legend}
    if not left_out and not unmarked:
        return Legible(source)
    kept = tuple(
        replace(s, text="") if s.id in left_out else s for s in source.sentences
    )  # emptied, not dropped: blocks and tables count their sentences
    return Legible(replace(source, sentences=kept), lost, unmarked)


def has_lost_word(text: str) -> bool:
    """Whether a lost character stands inside or at a word, figure or name; one that stands apart was
    a bullet or an emoji."""
    return any(
        _touches(text[at - 1 : at]) or _touches(text[at + 1 : at + 2])
        for at, character in enumerate(text)
        if character == _LOST
    )


def with_unknown_states(
    cards: tuple[FactCard, ...], unmarked: frozenset[str]
) -> tuple[FactCard, ...]:
    """The cards, those whose status mark is lost without a state."""
    return tuple(
        replace(card, state="unknown", state_raw="?") if unmarked & set(card.evidence) else card
        for card in cards
    )


def _touches(neighbour: str) -> bool:
    return neighbour == _LOST or neighbour.isalnum()


def _marks(sentences: Sequence[Sentence]) -> tuple[frozenset[str], frozenset[str]]:
    """The sentences whose "?" was a status mark, and those that are only marks or their legend.

    The marks are lost where a legend gives "?" two meanings, or where many lines begin with it.
    """
    lines = [line for line in _lines(sentences) if _MARK.match(line[0].text)]
    rests = [_rest(line) for line in lines]
    legends = [bool(_MEANING.fullmatch(rest)) for rest in rests]
    told = [bool(rest.strip()) for rest in rests]
    if sum(legends) < 2 and sum(told) < _FEWEST_MARKS:
        return frozenset(), frozenset()
    unmarked: set[str] = set()
    left_out: set[str] = set()
    for line, legend in zip(lines, legends, strict=True):
        ids = [sentence.id for sentence in line]
        alone = len(line) > 1 and not _rest(line[:1]).strip()
        left_out.update(ids if legend else ids[: int(alone)])
        unmarked.update(() if legend else ids[int(alone) :])
    return frozenset(unmarked), frozenset(left_out)


def _rest(line: Sequence[Sentence]) -> str:
    """What stands behind the mark on its line."""
    match = _MARK.match(line[0].text)
    first = match["rest"] if match else ""
    return " ".join([first, *(sentence.text for sentence in line[1:])])


def _lines(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences of the body, line by line."""
    body = [s for s in sentences if s.role == "body" and isinstance(s.place, TextPlace)]
    for _, group in groupby(
        body, key=lambda s: s.place.line if isinstance(s.place, TextPlace) else 0
    ):
        yield list(group)
