"""Sentences of this month's sources that could fill what a vague finding misses.

Found by what the two have in common; a sentence with a date, a number, a person, a ticket id or
something that happened goes before one without. A finding that misses a number, a day or an owner gets
only sentences that hold one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from knowledge.cues import statement_cues, talk_cues
from knowledge.ranking import Ranking, grams, terms, without_empty_words
from service.review import Case, Finding, Sentence, Source
from service.text.people import find_owners

CaseFinder: TypeAlias = Callable[[Finding], tuple[Case, ...]]

CASES = 3
_LOOKED_AT = 40
_SHORTEST = 8
"""Letters and digits of a sentence below which it says too little to be a case."""
_LEAST_PART = 0.15
"""Part of the quote's terms that a case must share. Lower, and any sentence of the project fits."""
_SAME = 0.9
_TICKET = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Z0-9]+-\d+|[#＃]\d+)")
_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十两]+(?:[月日号天次个名台]|小时|分钟)")
_DAY = re.compile(
    r"[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号]?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[下本]周[一二三四五六日天]|周[一二三四五六日天]"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri)day|[0-9]{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}"
)
_DIARY_DAY = re.compile(r"^\s*(?:[-*]\s*)?[0-9]{1,2}[/月.][0-9]{1,2}日?\s*")
_LABEL = re.compile(
    r"\s*(?:责任人|负责人|完成时间|截止|参会|与会|主持|地点|owner|due)", re.IGNORECASE
)
_ONLY_NAMES = 24
"""Code points below which a line that begins with a label holds nothing but who and when."""
_VAGUE = re.compile(
    r"不够|欠缺|不到位|有待|不顺畅|不高|有所|良好|整体|比较顺利|smooth|overall|in general",
    re.IGNORECASE,
)
_CUES_OF: Mapping[str, tuple[str, ...]] = {
    "progress": ("done", "demo"),
    "problems": ("problem", "risk"),
    "lessons": ("measure", "lesson"),
    "next_month": ("plan", "action", "request"),
}


def find_cases(
    quote: str,
    sources: Sequence[Source],
    *,
    section: str = "",
    missing: Sequence[str] = (),
    k: int = CASES,
) -> tuple[Case, ...]:
    """At most `k` cases for a vague quote that stands in `section` ("" when unknown), best first.

    `missing` are the slots a finding names; see `_FILLS`. Nothing is a valid answer: a sentence that
    shares too little with the quote, or cannot fill what it misses, is no case for it.
    """
    return _Cases(sources).for_quote(quote, section, missing, k)


def case_finder(sources: Sequence[Source]) -> CaseFinder:
    """A function from a finding to its cases; it indexes the sources once, when first called."""
    cases = _Cases(sources)
    return lambda finding: cases.for_quote(finding.quote, finding.section, finding.missing, CASES)


_FILLS: Mapping[str, Callable[[str], bool]] = {
    "N": lambda text: bool(_FIGURE.search(_DAY.sub("", text))),
    "D": lambda text: bool(_DAY.search(text)),
    "O": lambda text: bool(find_owners(text)),
}
"""Slots of which one can say by its form alone whether a sentence holds them."""


class _Cases:
    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._weights: dict[tuple[str, str], int] = {}

    def for_quote(
        self, quote: str, section: str, missing: Sequence[str], k: int
    ) -> tuple[Case, ...]:
        wanted = terms(quote)
        if wanted:
            ranked = self._alike(quote, wanted, section)
        elif section == "problems":
            ranked = self._any_problem()
        else:
            return ()
        if missing and all(slot in _FILLS for slot in missing):
            ranked = [one for one in ranked if any(_FILLS[slot](one.text) for slot in missing)]
        return tuple(
            Case(source=one.source, place=one.place, text=one.text, sentence=one.id)
            for one in ranked[:k]
        )

    def _alike(self, quote: str, wanted: set[str], section: str) -> list[Sentence]:
        itself = set(grams(quote))
        scored = []
        for sentence, score in self._ranking.search(without_empty_words(quote), _LOOKED_AT):
            shared = len(wanted & terms(sentence.text))
            if shared == 0 or shared < _LEAST_PART * len(wanted):
                continue
            if _same(itself, set(grams(sentence.text))) or _says_little(sentence.text):
                continue
            scored.append((score * (1 + self._weight(sentence, section)), sentence))
        scored.sort(key=lambda pair: -pair[0])
        return [sentence for _, sentence in scored]

    def _any_problem(self) -> list[Sentence]:
        """For a quote that says nothing at all ("存在一些问题"): what did go wrong this month."""
        problem = statement_cues().kinds["problem"]
        found = [one for one in self._sentences if problem.found_in(one.text)]
        found = [one for one in found if _FIGURE.search(one.text) or _TICKET.search(one.text)]
        return sorted(found, key=lambda one: -self._weight(one, "problems"))

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        first: dict[str, Sentence] = {}
        for source in self._sources:
            talk = source.kind == "transcript"
            for sentence in source.sentences:
                if talk and talk_cues()["private"].found_in(sentence.text):
                    continue  # health, family, pay, leave: no case for anything
                if sentence.role == "body" and _length(sentence.text) >= _SHORTEST:
                    first.setdefault(sentence.text, sentence)
        return tuple(first.values())

    @cached_property
    def _ranking(self) -> Ranking[Sentence]:
        return Ranking(self._sentences)

    def _weight(self, sentence: Sentence, section: str) -> int:
        """How concrete a sentence is: one for each thing that a case should name."""
        key = (sentence.id, section)
        if key not in self._weights:
            text = sentence.text
            kinds = statement_cues().kinds
            cues = _CUES_OF.get(section, ("problem", "done"))
            self._weights[key] = (
                bool(_FIGURE.search(text))
                + bool(_TICKET.search(text))
                + bool(find_owners(text))
                + any(kinds[kind].found_in(text) for kind in cues)
            )
        return self._weights[key]


def _says_little(text: str) -> bool:
    """A sentence that is itself vague, or only names who and when, is no case."""
    told = _DIARY_DAY.sub("", text)
    names_only = bool(_LABEL.match(told)) and len(told) < _ONLY_NAMES
    return names_only or bool(_VAGUE.search(told) and not _FIGURE.search(told))


def _length(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _same(quote: set[str], sentence: set[str]) -> bool:
    """Whether the sentence is the quote itself, or a part of it: it says nothing more."""
    return len(quote & sentence) >= _SAME * len(sentence)
