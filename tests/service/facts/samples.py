"""Made-up minutes and notes of one invented project, and short ways to read them."""

from __future__ import annotations

from service.facts.outline import Statement, read_outline
from service.facts.rule_reader import read_facts
from service.intake import read_paste, read_source
from service.review import FactCard, Source

MONTH = "2026-09"
HEAD = "# 云岭物流调度项目 例会纪要\n\n- 时间：2026年9月9日 14:00-15:00\n\n"


def minutes(body: str) -> Source:
    """Minutes of 9 September 2026 with this body."""
    return read_paste(HEAD + body, 1)


def notes(text: str) -> Source:
    """A file of notes."""
    return read_source(text.encode(), "notes/随手记.txt")


def cards(source: Source, month: str = MONTH) -> tuple[FactCard, ...]:
    """Its fact cards."""
    return read_facts(source, month)


def statements(source: Source, month: str = MONTH) -> tuple[Statement, ...]:
    """Its statements."""
    return read_outline(source, month)


def one(source: Source, words: str) -> FactCard:
    """The only card whose text holds the words."""
    (found,) = [card for card in cards(source) if words in card.text]
    return found
