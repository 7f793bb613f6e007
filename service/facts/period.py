"""Which parts of the sources a month reads: its own blocks, those of no day, last month's open actions.

A year's file holds forty meetings; a draft of October must not be flooded by the others. Nothing is
removed: what is left alone is counted for a notice, and its sentences stay in the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from service.review import Block, FactCard, Sentence, Source
from service.text.dates import find_dates
from service.text.sameness import is_same, line_key

_SHORT_DAY = re.compile(
    r"(?<![\d./-])(0?[1-9]|1[0-2])(?:[-./]|(?<=\d\d))(0[1-9]|[12]\d|3[01])(?![\d./-])"
)
"""12-08, 12.23 and 1206, in a title that is known to hold a day."""
_UNREAD = frozenset({"attachment", "empty"})


@dataclass(frozen=True, slots=True)
class Period:
    """The sources as one month reads them, in the order given.

    `sources` hold the sentences that are read. `earlier` are sentences of the month before: their
    open actions are read, nothing else. The rest is for the notices: `left` counts blocks of other
    months by source, `undated` names blocks without a day, `copies` says what repeats what.
    """

    sources: tuple[Source, ...]
    earlier: frozenset[str] = frozenset()
    left: tuple[tuple[str, int], ...] = ()
    undated: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()

    def reads(self, card: FactCard) -> bool:
        """Whether a card counts for the month: of earlier blocks only open actions do."""
        if not self.earlier or not set(card.evidence) & self.earlier:
            return True
        return card.kind == "action" and card.state in ("open", "in_progress", "unknown")


@dataclass(slots=True)
class _Told:
    """What is found while the sources are gone through."""

    earlier: set[str]
    left: list[tuple[str, int]]
    undated: list[tuple[str, str]]
    copies: list[tuple[str, str]]


def read_period(sources: Sequence[Source], month: str) -> Period:
    """The parts of the sources that `month` (YYYY-MM) reads."""
    told = _Told(set(), [], [], [])
    read = tuple(_part_of(source, month, told) for source in sources)
    read = tuple(_without_copies(read, sources, month, told))
    return Period(
        read, frozenset(told.earlier), tuple(told.left), tuple(told.undated), tuple(told.copies)
    )


def day_of_block(block: Block, month: str) -> str:
    """The ISO day of a block; a day without a year in its title is taken nearest to the month."""
    if block.dated or not block.title:
        return block.dated
    title = _SHORT_DAY.sub(r"\1月\2日", block.title, count=1)
    days = [
        one.last
        for one in find_dates(title, f"{month}-15")
        if one.granularity == "day" and one.last and not one.relative
    ]
    return days[0] if days else ""


def _part_of(source: Source, month: str, told: _Told) -> Source:
    if source.kind in _UNREAD:
        return replace(source, sentences=(), blocks=())
    if not source.blocks:
        return source
    before = _month_before(month)
    sentences: list[Sentence] = []
    blocks: list[Block] = []
    left, last_day = 0, ""
    days = [day_of_block(block, month) for block in source.blocks]
    several = len(set(days)) > 1
    for block, day in zip(source.blocks, days, strict=True):
        if block.copy_of is not None:
            other = source.blocks[block.copy_of]
            told.copies.append((_name(source, block), _name(source, other)))
            continue
        if several and day and day[:7] not in (month, before):
            left += 1
            continue
        inside = source.sentences[block.first : block.end]
        if several and day[:7] == before:
            told.earlier.update(sentence.id for sentence in inside)
            left += 1
        if several and not day and _has_body(inside):
            told.undated.append((source.name, _first_words(inside)))
        first = len(sentences)
        sentences.extend(inside)
        blocks.append(Block(first, len(sentences), day, block.title))
        last_day = max(last_day, day)
    if left:
        told.left.append((source.name, left))
    return replace(
        source,
        sentences=tuple(sentences),
        blocks=tuple(blocks),
        dated=last_day if several else source.dated,
    )


def _without_copies(
    read: Sequence[Source], sources: Sequence[Source], month: str, told: _Told
) -> Iterator[Source]:
    """Leaves out a whole source of the month whose text an older source already has.

    Minutes that are last meeting's minutes with a new date tell nothing of this month.
    """
    sizes = Counter(len(source.sentences) for source in sources)
    keys = [
        _keys(source) if sizes[len(source.sentences)] > 1 else () for source in sources
    ]  # text that differs in its date alone has as many sentences
    for at, source in enumerate(read):
        older = next(
            (
                other
                for n, other in enumerate(sources)
                if n != at and other.dated < source.dated and is_same(keys[n], keys[at])
            ),
            None,
        )
        if older is None or source.tickets or not source.dated.startswith(month):
            yield source
        else:
            told.copies.append((source.name, older.name))
            yield replace(source, sentences=(), blocks=())


def _keys(source: Source) -> tuple[str, ...]:
    """The line keys of minutes without the lines that hold a date; () for tickets."""
    if source.tickets:
        return ()
    return tuple(
        key
        for sentence in source.sentences
        if (key := line_key(sentence.text)) and not find_dates(sentence.text[:80])
    )


def _month_before(month: str) -> str:
    return (date.fromisoformat(f"{month}-01") - timedelta(days=1)).isoformat()[:7]


def _has_body(sentences: Sequence[Sentence]) -> bool:
    return any(sentence.role in ("body", "quote") for sentence in sentences)


def _first_words(sentences: Sequence[Sentence]) -> str:
    first = next((s for s in sentences if s.role == "body"), sentences[0])
    return first.text[:30]


def _name(source: Source, block: Block) -> str:
    """A block as a notice names it: its source with its day or first words."""
    return f"{source.name}：{block.dated or _first_words(source.sentences[block.first :])}"
