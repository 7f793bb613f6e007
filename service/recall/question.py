"""What somebody typed into the search, read for what it can be found by.

Words of asking are left out, because they stand in no passage that answers. A day is known by its
date however it is written: 10月12日, 2026-10-12, 10/12, 20261012 and 12 October are one token, in
the question and in the passages. Ids count as a whole, Latin words without their ending. Words that
mean nearly the same are looked for as well, but count less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from knowledge.ranking import grams
from knowledge.synonyms import Others, stems, synonyms
from service.text.dates import DateMention, find_dates
from service.text.names import LATIN_NAME, TITLED

Part: TypeAlias = tuple[tuple[str, ...], float]
"""Tokens, and how much each counts."""

# Chosen on the development half of evals/cases/retrieval.
_WORD = 1.0
_DAY = 3.0
_DAY_PERHAPS = 1.5
_HAN_SYNONYM = 0.4
_LATIN_SYNONYM = 1.0

_ASKING = re.compile(
    "为什么|为何|怎么样|怎么办|怎么回事|怎么|怎样|如何|什么时候|什么时间|什么|哪里|哪些|哪个|哪台|哪天|哪家|哪一?[个天家台]"
    "|多少|几号|几时|谁|是不是|有没有|能不能|是否|请问|帮我|查一下|找一下|一下|吗|呢"
    "|(?<![a-z])(?:what|who|whom|whose|when|where|which|why|how|did|do|does|is|are|was|were|be|been"
    "|the|an?|of|on|in|at|to|by|for|from|with|and|or|that|this|has|have|had|should|can|could|would"
    "|please|show|find|tell|me|about)(?![a-z])"
)
_ID = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]*-[0-9]+(?![0-9])|(?<![0-9])[0-9]{3,}(?![0-9])")
_WORDS = re.compile(r"\w")
_NAME = re.compile(rf"(?<![A-Za-z])(?:{TITLED}|{LATIN_NAME})(?![A-Za-z])")
_BARE_DAY = re.compile(
    r"(?<![0-9./\-])(?P<first>[0-9]{1,2})[/.\-](?P<second>[0-9]{1,2})(?![0-9./\-]|\s?[%％])"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is looked for.

    `days` are tokens of days it surely names: what it finds must have one of them. `parts` are all
    tokens with their weights. `wanted` are those by which is judged whether anything was found;
    `names` are those among them that name a person, which proves little. `others` gives for each
    word of the question with synonyms the tokens it stands for and the words that would do as well.
    """

    days: tuple[str, ...]
    parts: tuple[Part, ...]
    wanted: frozenset[str]
    names: frozenset[str]
    others: tuple[tuple[frozenset[str], Others], ...]


def read_question(text: str, said_on: str) -> Question:
    """The question; `said_on` is the ISO day near which a date without a year is meant."""
    text = unicodedata.normalize("NFKC", text)
    rest, days = _without_days(text, said_on)
    likely, perhaps = _bare_days(rest)
    if not _WORDS.search(_BARE_DAY.sub("", rest)):
        # Nothing else is asked for, so 10/12 is a day and no fraction.
        rest, days = _BARE_DAY.sub(" ", rest), (*days, *likely, *perhaps)
    words = _ASKING.sub(" ", folded(rest))
    found = tuple(grams(words))
    latin = tuple(word_tokens(words))
    known = {*found, *latin}
    han_others = tuple(
        (frozenset(grams(word)), others) for word, others in synonyms().of_han(words).items()
    )
    latin_others = tuple(
        (frozenset({_word(stem)}), others) for stem, others in synonyms().of_stems(words).items()
    )
    return Question(
        days=days,
        parts=(
            (found, 1.0),
            (latin, _WORD),
            (_new((*days, *likely), {*perhaps}), _DAY),
            (perhaps, _DAY_PERHAPS),
            (_new((g for _, others in han_others for o in others for g in grams(o)), known),
             _HAN_SYNONYM),
            (_new((_word(s) for _, others in latin_others for o in others for s in o.split()), known),
             _LATIN_SYNONYM),
        ),
        wanted=frozenset(token for token in known if _tells(token)),
        names=frozenset(token for name in _NAME.findall(text) for token in _tokens_in(name)),
        others=(*han_others, *latin_others),
    )  # fmt: skip


def folded(text: str) -> str:
    """Full-width and capital letters as plain ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def word_tokens(text: str) -> list[str]:
    """The tokens of a folded text's Latin words, and of its ids and long numbers, each whole."""
    return [_word(one) for one in (*stems(text), *_ID.findall(text))]


def day_tokens(days: Iterable[str]) -> list[str]:
    """The tokens of ISO days: each day with its year and without."""
    return [token for day in days for token in (f"@{day}", f"@{day[5:]}")]


def _tokens_in(name: str) -> list[str]:
    return [*grams(name), *word_tokens(folded(name))]


def _word(stem: str) -> str:
    return f"w:{stem}"


def _tells(token: str) -> bool:
    """Whether a token shows what is asked for: pairs of Latin letters stand in any Latin text."""
    return token.startswith("w:") or not token.isascii() or token.isdigit()


def _new(tokens: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token in tokens if token not in known))


def _without_days(text: str, said_on: str) -> tuple[str, tuple[str, ...]]:
    """The text without the days it surely names, and their tokens."""
    days: dict[str, None] = {}
    kept: list[str] = []
    end = 0
    for mention in find_dates(text, said_on):
        if tokens := tuple(_tokens_of(mention)):
            days.update(dict.fromkeys(tokens))
            kept.append(text[end : mention.start])
            end = mention.end
    kept.append(text[end:])
    return " ".join(kept), tuple(days)


def _bare_days(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days that 10/12 may be: month first, and day first where that is another day."""
    likely: dict[str, None] = {}
    perhaps: dict[str, None] = {}
    for match in _BARE_DAY.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        readings = [day for day in (_day(first, second), _day(second, first)) if day]
        likely.update(dict.fromkeys(readings[:1]))
        perhaps.update(dict.fromkeys(readings[1:]))
    return tuple(likely), tuple(day for day in perhaps if day not in likely)


def _day(month: int, day: int) -> str:
    """The token of a day of any year, "" where there is no such day."""
    try:
        return date(2024, month, day).strftime("@%m-%d")
    except ValueError:
        return ""


def _tokens_of(mention: DateMention) -> Iterator[str]:
    """The tokens of the exact day or days that are named, with their year where one was written."""
    if mention.granularity != "day" or mention.approximate or mention.relative:
        return
    for day in (mention.first, mention.last):
        if day:
            yield f"@{day}" if mention.year_given else f"@{day[5:]}"
