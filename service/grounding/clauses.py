"""Texts as clauses with the words that they are about: which clause of the source says this?

Han text gives pairs of characters, Latin text words without their endings. What stands in a clause
is compared with the clause of the source that shares most of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.text.folding import fold
from service.text.number_forms import WORD, WORDS
from service.text.numerals import chinese_value

_END = re.compile(
    r"[。；;！!？?\n，、：（）()\[\]【】|]|,(?![0-9]{3})|:(?=\s|[\u4e00-\u9fff])|\.(?=\s|$)"
    r"|\s(?:and|but|while|whereas|because|although|so|which|against)(?=\s)"
)
_WORD = re.compile(r"[a-z]+(?:-[0-9]+)?(?:'[a-z]+)?|[\u4e00-\u9fff]+|v?[0-9]+(?:\.[0-9]+){2,}")
_ID = re.compile(r"[a-z][a-z0-9]*-[0-9]+|#[0-9]+|v[0-9]+(?:\.[0-9]+)+")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "it",
        "its",
        "this",
        "that",
        "there",
        "we",
        "and",
        "or",
        "as",
        "from",
        "than",
        "they",
        "them",
        "our",
        "their",
        "not",
        "no",
        "did",
        "does",
        "do",
        "will",
        "which",
        "s",
    ]
)
_NUMBER = re.compile(r"(?<![a-z0-9.-])[0-9]+(?:\.[0-9]+)?(?![0-9.]*[0-9])")
_HAN_NUMBER = re.compile("[一二两三四五六七八九十百千]+(?=[\u4e00-\u9fff])")
_EMPTY = frozenset("的了是在有和与个为将已被其中共")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is folded and in lower case; `words` are what it is about; `ids` the keys it is about.

    A clause without an id of its own is about the last one before it in its sentence.
    """

    text: str
    start: int
    words: frozenset[str]
    ids: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=8192)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, in order; their places count in the folded text."""
    folded = fold(text).text.lower()
    found: list[Clause] = []
    ids: frozenset[str] = frozenset()
    start = 0
    for end, stop in (*((m.start(), m.end()) for m in _END.finditer(folded)), (len(folded),) * 2):
        part = folded[start:end]
        if part.strip():
            ids = frozenset(_ID.findall(part)) or ids
            numbers = _numbers(part)
            found.append(Clause(part, start, words_of(part), ids, numbers))
        start = stop
    return tuple(found)


def _numbers(part: str) -> frozenset[str]:
    """The numbers of a clause as plain digits, those in words too."""
    found = set(_NUMBER.findall(part.replace(",", "")))
    for match in _HAN_NUMBER.finditer(part):
        value = chinese_value(match.group())
        if value is not None:
            found.add(str(value))
    found.update(str(WORDS[match["number"]]) for match in WORD.finditer(part))
    return frozenset(found)


@lru_cache(maxsize=16384)
def words_of(text: str) -> frozenset[str]:
    """The words of a folded, lower-case text that tell what it is about."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        run = match.group()
        if run[0] > "\u2e7f":
            found.update(
                run[at : at + 2]
                for at in range(len(run) - 1)
                if not (run[at] in _EMPTY and run[at + 1] in _EMPTY)
            )
            if len(run) == 1 and run not in _EMPTY:
                found.add(run)
        elif run not in _STOP:
            found.add(stem(run))
    return frozenset(found)


def stem(word: str) -> str:
    """A Latin word without its ending: closed, closing and closes are one."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending in ("ies", "ing", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


def nearest(
    clause: Clause, among: Sequence[Clause], ignoring: frozenset[str] = frozenset()
) -> tuple[Clause, ...]:
    """The clauses that share most with one; all of them where none shares anything.

    Words that are `ignoring` do not count: those whose truth is in question.

    Clauses about other ids are left out when both name ids.
    """
    fitting = [
        one for one in among if not (clause.ids and one.ids and clause.ids.isdisjoint(one.ids))
    ]
    scores = [
        2 * len((clause.words & one.words) - ignoring)
        + 3 * len(clause.ids & one.ids)
        + 3 * len(clause.numbers & one.numbers)
        for one in fitting
    ]
    best = max(scores, default=0)
    return tuple(one for one, score in zip(fitting, scores, strict=True) if score == best)


def all_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of several texts."""
    found: set[str] = set()
    for text in texts:
        for clause in clauses_of(text):
            found |= clause.words
    return frozenset(found)
