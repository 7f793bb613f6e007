"""What an item asks because of the source it comes from: another period, or a program that wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from prompts import say
from service.facts.notices import other_period
from service.facts.rule_reader import is_machine_written
from service.review import Item, Language, Source


@dataclass(frozen=True, slots=True)
class Origins:
    """The sentences of sources that say they cover another period, with that period, and those of
    sources that look machine-written, with the source's name."""

    periods: Mapping[str, str]
    claims: Mapping[str, str]

    def ask(self, item: Item, language: Language) -> Item:
        """The item with the questions that its origin raises, where all its evidence has that origin."""
        item = _asking(item, self.periods, lambda period: _period(period, language))
        if item.section != "progress":
            return item
        return _asking(item, self.claims, lambda source: _second_source(source, language))


def origins_of(sources: Sequence[Source], month: str) -> Origins:
    """The origins of a month's sources."""
    return Origins(
        periods={
            sentence.id: period
            for source in sources
            if (period := other_period(source, month))
            for sentence in source.sentences
        },
        claims={
            sentence.id: source.name
            for source in sources
            if is_machine_written(source)
            for sentence in source.sentences
        },
    )


def _asking(item: Item, of: Mapping[str, str], question: Callable[[str], str]) -> Item:
    found = {of.get(sentence, "") for sentence in item.evidence}
    if not found or "" in found:
        return item
    return replace(item, questions=(*item.questions, question(sorted(found)[0])))


def _period(period: str, language: Language) -> str:
    return say(language, "questions", "other_period", period=period)


def _second_source(source: str, language: Language) -> str:
    return say(language, "questions", "second_source", source=source)
