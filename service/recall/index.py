"""One project's passages made findable: BM25 over grams, words and days, and a floor below which
nothing counts as found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.passages import Passage, PassageKind, month_number, month_text
from knowledge.ranking import Ranking, grams
from service.recall.question import Question, day_tokens, folded, read_question, word_tokens

# Chosen on the development half of evals/cases/retrieval.
_LENGTH_COUNTS = 0.2
"""BM25's b. Passages have a greatest length, so a long one is no worse an answer than a short one."""
_FLOOR_HAN = 0.085
_FLOOR_LATIN = 0.16
"""Least share of a question that one of the best passages must hold. Chinese is lower, because its
pairs of characters also join the end of one word to the beginning of the next."""
_SINGLE = 0.25
"""How much a single Chinese character counts for that, beside a pair."""
_NAME = 0.25
"""How much the name of a person counts for that: of those who work here much is written."""
_LOOKED_AT = 10
"""So many of the best passages are asked whether anything was found."""
_COPIES = 3
"""So many times more passages are ranked than given, since the same row stands in many exports."""
_TAIL = 0.4
"""Part of the best score below which a passage is no longer given: it shares a common word or two."""
_LINE = re.compile(r"[^\n。；;!！?？]+(?:[。；;!！?？]+|$)?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer a question.

    `text[start:end]` is the line of it that says most of what was asked. `line` (1-based) and
    `sentence` (an id) say where the passage begins in its source, 0 and "" in a review. `score`
    orders the hits of one answer and says nothing beyond; `share` (0 to 1) is the part of the question
    that the passage says, rare things counting more: of a low one a reader should expect little.
    """

    project: str
    month: str
    kind: PassageKind
    origin: str
    text: str
    place: Mapping[str, object]
    line: int
    sentence: str
    start: int
    end: int
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage as it is ranked: `text` is its own, and what stands above it."""

    passage: Passage
    text: str
    days: tuple[str, ...]

    def tokens(self) -> list[str]:
        return [
            *grams(self.text),
            *word_tokens(folded(self.text)),
            *day_tokens(self.days),
        ]


class ProjectIndex:
    """The passages of one project at one corpus version; fixed once made, safe to share."""

    def __init__(self, version: int, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        self.version = version
        # Of passages that are as good as each other, the newest month goes first.
        newest_first = sorted(passages, key=lambda one: -one.month)
        entries = [_entry(one, names.get(one.origin, "")) for one in newest_first]
        self._ranking = Ranking(entries, _Entry.tokens, length_counts=_LENGTH_COUNTS)
        self._newest = month_text(max((one.month for one in passages), default=200001))

    def __len__(self) -> int:
        return len(self._ranking)

    def search(
        self, text: str, *, month: str | None, kind: PassageKind | None, k: int
    ) -> tuple[Hit, ...]:
        """At most `k` hits, best first; none when too little of the question was found."""
        question = read_question(text, f"{month or self._newest}-15")
        keep = _admits(question, month, kind)
        wanted = max(k, _LOOKED_AT)
        found = _without_copies(self._ranking.best(question.parts, _COPIES * wanted, keep))
        floor = self._floor(question)
        if not any(self._share(question, entry) >= floor for entry, _ in found[:_LOOKED_AT]):
            return ()
        least = _TAIL * found[0][1]
        return tuple(
            self._hit(question, entry, score) for entry, score in found[:k] if score >= least
        )

    def _share(self, question: Question, entry: _Entry) -> float:
        """Part of what is asked that the passage holds, rare things counting more."""
        weights = self._weights(question)
        held = _held(question, entry.text) & weights.keys()
        total = sum(weights.values())
        return sum(weights[token] for token in held) / total if total else 1.0

    def _floor(self, question: Question) -> float:
        weights = self._weights(question)
        total = sum(weights.values())
        han = sum(weight for token, weight in weights.items() if not token.isascii())
        part = han / total if total else 0.0
        return _FLOOR_HAN * part + _FLOOR_LATIN * (1 - part)

    def _weights(self, question: Question) -> dict[str, float]:
        return {
            token: self._ranking.rarity(token)
            * (_SINGLE if len(token) == 1 and not token.isascii() else 1.0)
            * (_NAME if token in question.names else 1.0)
            for token in question.wanted
        }

    def _hit(self, question: Question, entry: _Entry, score: float) -> Hit:
        passage, about = entry.passage, entry.passage.about
        start, end = self._best_line(question, passage.text)
        return Hit(
            project=passage.project,
            month=month_text(passage.month),
            kind=passage.kind,
            origin=passage.origin,
            text=passage.text,
            place=passage.place,
            line=about.line,
            sentence=about.sentence,
            start=start,
            end=end,
            score=score,
            share=self._share(question, entry),
        )

    def _best_line(self, question: Question, text: str) -> tuple[int, int]:
        """The span of the line that holds most of what is asked; all of a text of one line."""
        weights = self._weights(question)
        best, span = -1.0, (0, len(text))
        for match in _LINE.finditer(text):
            said = sum(weights.get(token, 0.0) for token in _held(question, match.group()))
            if match.group().strip() and said > best:
                best, span = said, match.span()
        return span


def _without_copies(found: Sequence[tuple[_Entry, float]]) -> list[tuple[_Entry, float]]:
    """Each text once, where it stands best: a mail quoted in its answers, a ticket in each export."""
    once: dict[str, tuple[_Entry, float]] = {}
    for entry, score in found:
        once.setdefault(entry.passage.text.strip(), (entry, score))
    return list(once.values())


def _held(question: Question, text: str) -> set[str]:
    """The wanted tokens that the text has, or says in other words."""
    plain = folded(text)
    held = {*grams(text), *word_tokens(plain)}
    for tokens, others in question.others:
        if any(_says(other, plain, held) for other in others):
            held |= tokens
    return held & question.wanted


def _says(word: str, plain: str, held: set[str]) -> bool:
    """Whether a folded text has the word, or all stems of an English one."""
    return (
        held.issuperset(f"w:{stem}" for stem in word.split()) if word.isascii() else word in plain
    )


def _entry(passage: Passage, name: str) -> _Entry:
    about = passage.about
    text = "\n".join(part for part in (name, about.context, passage.text) if part)
    return _Entry(passage, text, about.days)


def _admits(
    question: Question, month: str | None, kind: PassageKind | None
) -> Callable[[_Entry], bool]:
    number = month_number(month) if month else None
    days = set(question.days)

    def admits(one: _Entry) -> bool:
        return (
            (number is None or one.passage.month == number)
            and (kind is None or one.passage.kind == kind)
            and (not days or not days.isdisjoint(day_tokens(one.days)))
        )

    return admits
