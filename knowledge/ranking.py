"""Ranks passages by BM25 over character uni- and bigrams: one index a project, kept in memory.

The only importer of bm25s. Nothing here knows a word list or a dictionary, so Chinese, English and
mixed text are treated alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from typing import Any, Generic, Protocol, TypeVar

K1 = 1.5
B = 0.75


class HasText(Protocol):
    """Anything that can be ranked."""

    @property
    def text(self) -> str:
        """The text that is searched."""


Ranked = TypeVar("Ranked", bound=HasText)


class Ranking(Generic[Ranked]):
    """An index over fixed passages; a changed corpus needs a new one. Safe to read from threads.

    `tokens_of` says by which tokens a passage is found: by default the grams of its text.
    `length_counts` (0 to 1) says how much a longer passage is held to say the same less strongly.
    """

    def __init__(
        self,
        passages: Sequence[Ranked],
        tokens_of: Callable[[Ranked], list[str]] = lambda one: grams(one.text),
        *,
        length_counts: float = B,
    ) -> None:
        # Each token is one object, however often it stands: else 20,000 passages need half a gigabyte.
        once: dict[str, str] = {}
        corpus = [
            (one, [once.setdefault(token, token) for token in tokens])
            for one in passages
            if (tokens := tokens_of(one))
        ]
        self._passages = tuple(one for one, _ in corpus)
        self._index = _index([tokens for _, tokens in corpus], length_counts) if corpus else None

    def __len__(self) -> int:
        return len(self._passages)

    def search(self, query: str, k: int) -> tuple[tuple[Ranked, float], ...]:
        """At most `k` passages with their scores, best first; none that shares nothing."""
        return self.best(((grams(query), 1.0),), k)

    def best(
        self,
        parts: Sequence[tuple[Sequence[str], float]],
        k: int,
        keep: Callable[[Ranked], bool] | None = None,
    ) -> tuple[tuple[Ranked, float], ...]:
        """The same for tokens in parts that count differently (tokens, weight), among the passages
        that `keep` admits."""
        if self._index is None or k < 1:
            return ()
        known = [
            ([token for token in tokens if token in self._index.vocab_dict], weight)
            for tokens, weight in parts
        ]
        scores = sum(weight * self._index.get_scores(tokens) for tokens, weight in known if tokens)
        if isinstance(scores, int):  # not one token is known
            return ()
        found: list[tuple[Ranked, float]] = []
        for number in (-scores).argsort(kind="stable"):
            score = float(scores[number])
            if score <= 0 or len(found) == k:
                break
            if keep is None or keep(self._passages[number]):
                found.append((self._passages[number], score))
        return tuple(found)

    def rarity(self, token: str) -> float:
        """How much a token tells: 0 for one in every passage, most for one that is in none."""
        total = len(self._passages)
        holding = 0
        if self._index is not None and token in self._index.vocab_dict:
            at = self._index.scores["indptr"]
            number = self._index.vocab_dict[token]
            holding = int(at[number + 1] - at[number])
        return log(1 + (total - holding + 0.5) / (holding + 0.5))


def grams(text: str) -> list[str]:
    """Character unigrams and bigrams; punctuation and spaces break a bigram."""
    text = unicodedata.normalize("NFKC", text).casefold()
    kept = [c if c.isalnum() else "" for c in text]
    return [c for c in kept if c] + [a + b for a, b in pairwise(kept) if a and b]


def without_empty_words(text: str) -> str:
    """The text, folded, without the words that stand in every review."""
    return _EMPTY_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def terms(text: str) -> set[str]:
    """What two texts can have in common that means something: pairs of Han characters that are not
    part of a word found in every review, and Latin words of three letters or more."""
    text = without_empty_words(text)
    pairs = {run[at : at + 2] for run in _HAN_RUN.findall(text) for at in range(len(run) - 1)}
    words = {word[:-1] if word.endswith("s") else word for word in _LATIN_WORD.findall(text)}
    return pairs | words


_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9]{2,}(?:-\d+)?")
_EMPTY_WORDS = re.compile(
    "存在|出现|发生|一些|一定|部分|个别|某些|相关|有关|各种|问题|情况|方面|原因|导致|造成|影响|由于|因为"
    "|进行|开展|加强|提高|提升|优化|完善|推进|持续|进一步|及时|尽快|基本|总体|整体|较多|较大|比较|不够|不足|不到位"
    "|我们|大家|本月|上月|下月|目前|已经|需要|没有|可能|以及|同时|但是|其他|工作|项目|了|的|和|与|在|是"
    "|(?<![a-z])(?:some|several|certain|various|issues?|problems?|there|were|was|are|is|has|have|had"
    "|been|the|and|for|with|that|this|from|not|but|because|due|caused?|improve[ds]?|better|more|need"
    "|needs|will|would|our|their|they|its|also|all|any|month|project|team|work)(?![a-z])"
)


def _index(corpus: list[list[str]], b: float) -> Any:
    # Here, because bm25s and numpy take a third of a second that other commands need not wait.
    import bm25s

    index = bm25s.BM25(method="lucene", k1=K1, b=b)
    index.index(corpus, show_progress=False)
    return index
