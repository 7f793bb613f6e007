"""Is a number, date or name about the same thing as in its source?

Each is compared by the words of its clause with every place of the source where it, or another of
its sort, stands. When the words fit another one better, it has been put in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from service.grounding.clauses import words_of
from service.text.folding import fold

Period = Literal["past", "now", "next", "target", ""]
_SOFT_END = re.compile(
    r"[，：（）()、/]|,(?![0-9]{3})|:(?=\s|[\u4e00-\u9fff])"
    r"|\s(?:and|but|while|whereas|of which|with|against)(?=\s)"
)
_HARD_END = re.compile(r"[。；;！!？?\n|]|\.(?=\s|$)")
_PAST = re.compile(
    r"(?<![较比与同和])(?<!相比)(?:上个?月|上季度|去年)|(?<!than )(?<!over )(?<!to )(?<!with )\b(?:last|previous) month"
)
_NOW = re.compile(r"本月|当月|这个?月|this month")
_NEXT = re.compile(r"下个?月|next month")
_TARGET = re.compile(r"目标|target|\bgoal\b")
_ACTUAL = re.compile(r"实际|\bactual")
_JOINS = re.compile(
    r"[^，,。；;]{0,8}?\s?(?:to|down to|up to|of|至|到|[降升][至到]|(?:缩短|下降|减少|增加|提高)[至到]|/)\s?"
)
_FILLERS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿.,%％‰]+")


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and behind it up to its neighbours, those of the rest of its clause and of
    what leads up to it, and the period that it is of."""

    left: frozenset[str]
    right: frozenset[str]
    rest: frozenset[str]
    lead: frozenset[str]
    period: Period


@lru_cache(maxsize=16384)
def context(text: str, start: int, end: int, neighbours: tuple[tuple[int, int], ...]) -> Context:
    """The context of a place in a text; `neighbours` are the places of its kind, itself too."""
    low = text.lower()
    first = _last_end(_SOFT_END, _HARD_END, low, start)
    last = _first_end(_SOFT_END, _HARD_END, low, end)
    after = max((b for _, b in neighbours if b <= start), default=0)
    ahead = min((a for a, _ in neighbours if a >= end), default=len(low))
    left, right = low[max(first, after) : start], low[end : min(last, ahead)]
    if after > first and _JOINS.fullmatch(left):
        left = low[first:start]  # from A to B: B is of what A is of
    rest = low[first : max(first, after)] + " " + low[min(last, ahead) : last]
    hard = max((m.end() for m in _HARD_END.finditer(low, 0, start)), default=0)
    lead = low[max(hard, after) : first] if after < first else ""
    return Context(
        _words(left),
        _words(right),
        _words(rest),
        _words(lead),
        _period(low, start, end, first, hard, after, ahead),
    )


def misplaced(own: Sequence[Context], rivals: Sequence[Context], mine: Context) -> bool:
    """Whether the words around something are, in the source, those of another one (`rivals`)."""
    best = max((fit(mine, one) for one in own), default=0.0)
    periods = {one.period for one in own}
    for rival in rivals:
        if mine.period and mine.period in periods and rival.period not in ("", mine.period):
            continue
        if fit(mine, rival) > best:
            return True
    return False


def fit(one: Context, other: Context) -> float:
    """How much two contexts share; the words right beside count most, each of them once."""
    near, theirs = one.left | one.right, other.left | other.right
    score = _shared(one.left, (other.left, other.right))
    score += _shared(one.right, (other.right, other.left))
    further = (near & (other.lead | other.rest)) - theirs
    further |= (one.lead | one.rest) & (theirs | other.lead | other.rest)
    return score + min(_FURTHER_MOST, 0.5 * len(further))


_WEIGHTS = (3.0, 2.0)
_FURTHER_MOST = 1.5
"""What stands further off may decide between equals, never against what stands beside."""


def _shared(words: frozenset[str], places: Sequence[frozenset[str]]) -> float:
    """What words are worth that stand in the nearest, the opposite and the further places."""
    score, left = 0.0, words
    for place, weight in zip(places, _WEIGHTS, strict=True):
        found = left & place
        score += weight * len(found)
        left = left - found
    return score


def _period(
    low: str, start: int, end: int, first: int, hard: int, after: int, ahead: int
) -> Period:
    """Of which month the number is, or whether it is a target: said right before it, right behind, or
    last before that."""
    return (
        _last_period(low[max(first, after) : start])
        or _last_period(_HARD_END.split(_SOFT_END.split(low[end : min(ahead, end + 40)])[0])[0])
        or _last_period(low[max(hard, after) : start])
        or _last_period(low[hard:start])
    )


def _last_period(text: str) -> Period:
    found: list[tuple[int, Period]] = []
    for pattern, period in _PERIODS:
        found += [(match.start(), period) for match in pattern.finditer(text)]
    return max(found)[1] if found else ""


_PERIODS: tuple[tuple[re.Pattern[str], Period], ...] = (
    (_PAST, "past"),
    (_NOW, "now"),
    (_NEXT, "next"),
    (_TARGET, "target"),
    (_ACTUAL, "now"),
)


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return words_of(_FILLERS.sub(" ", fold(text).text))


def _last_end(soft: re.Pattern[str], hard: re.Pattern[str], text: str, until: int) -> int:
    found = [m.end() for pattern in (soft, hard) for m in pattern.finditer(text, 0, until)]
    return max(found, default=0)


def _first_end(soft: re.Pattern[str], hard: re.Pattern[str], text: str, since: int) -> int:
    found = [m.start() for pattern in (soft, hard) if (m := pattern.search(text, since))]
    return min(found, default=len(text))
