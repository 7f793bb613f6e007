"""Cards that speak of one thing become one matter, however many sources mention it.

A ticket key is the surest name: cards that share one are one matter. Otherwise the words decide
(`service.text.likeness`), within a family of kinds: a measure never melts into the problem it
answers. Greedy: ticket rows first, then the other cards by day, each into the nearest matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.cues import statement_cues
from service.review import CardKind, FactCard, State
from service.text.likeness import SAME, Shape, likeness, overlap, shape

_FAMILIES: dict[CardKind, str] = {
    **dict.fromkeys(("action", "plan", "milestone", "conclusion", "demo"), "work"),
    **dict.fromkeys(("problem", "risk", "cause", "impact"), "trouble"),
    **dict.fromkeys(("metric", "benefit"), "figure"),
    **dict.fromkeys(("lesson", "measure"), "learning"),
    "request": "request",
    "feedback": "feedback",
}
RARE = 0.40
"""The same with rare bigrams weighing more (log squared of how few cards hold them): 医保联调通过 is
known again in a longer sentence by 医保联调, though most of its words are common."""
_FEW = 4
"""Bigrams that two texts must share for `RARE` to count."""
_NEAR = 0.82
"""Containment asked of two statements of one source, which seldom says a thing twice."""
_SOMEWHAT = 0.3
"""From here on two titles may well be one ticket's."""
_HIGH = re.compile(
    r"^(?:1|2|P0|P1|highest|high|critical|blocker|紧急|致命|严重|高|最高)$", re.IGNORECASE
)
_MENDED = re.compile(
    r"(?:已|已经|问题已)?(?:修复|解决|完成|恢复|关闭|上线)|fixed|resolved|done", re.IGNORECASE
)
_SHORT = 7
"""Bigrams below which a text is too short to be contained by chance: `_NEAR` is asked instead."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that the sources speak of: its cards, oldest first."""

    id: str
    cards: tuple[FactCard, ...]

    @property
    def kind(self) -> CardKind:
        """The kind of the card that shows best what the matter is."""
        order: tuple[CardKind, ...] = ("problem", "action", "plan", "milestone", "conclusion")
        kinds = {card.kind for card in self.cards}
        return next((kind for kind in order if kind in kinds), self.cards[0].kind)

    @property
    def main(self) -> FactCard:
        """The card whose words name the matter: of its kind, a ticket's title first, then the fullest."""
        own = [card for card in self.cards if card.kind == self.kind] or list(self.cards)
        return max(own, key=lambda card: (is_ticket(card), min(len(card.text), 90)))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Every sentence of its cards, once."""
        return tuple(dict.fromkeys(s for card in self.cards for s in card.evidence))

    @property
    def refs(self) -> tuple[str, ...]:
        """The ticket ids its cards name."""
        return tuple(dict.fromkeys(ref for card in self.cards for ref in card.refs))

    @property
    def state(self) -> State:
        """Where it stands: as of now where a table or ticket says so, else the newest word."""
        current = [card.state for card in self.cards if is_register(card)]
        told = [card.state for card in self.cards if card.state != "unknown"]
        if current and told and set(current) | set(told) != set(current):
            closing = {"closed", "resolved"}
            if "open" in current and closing & set(told):
                return "open"
        states = [state for state in current if state != "unknown"] or told
        return states[-1] if states else "unknown"

    @property
    def carried(self) -> bool:
        """Whether it was set before this month."""
        return any(card.carried for card in self.cards)


def is_ticket(card: FactCard) -> bool:
    """Whether the card was read from a row of a ticket export."""
    return ".k" in card.id


def is_register(card: FactCard) -> bool:
    """Whether the card's state is as of now (a ticket or action list), not as of a meeting."""
    return is_ticket(card) or (".x" in card.id and card.kind == "action")


def is_high(card: FactCard) -> bool:
    """Whether the export itself ranks the ticket at the top (its words, never our judgement)."""
    return is_ticket(card) and bool(_HIGH.match(card.fields.priority))


def group_matters(cards: Sequence[FactCard]) -> tuple[Matter, ...]:
    """The matters of a month, in order of their first card."""
    order = {card.id: position for position, card in enumerate(cards)}
    groups = _Groups(_weights(cards))
    tickets = [card for card in cards if is_ticket(card)]
    others = [card for card in cards if not is_ticket(card)]
    for card in tickets:
        groups.add_ticket(card)
    for card in sorted(others, key=lambda card: (not is_register(card), card.said_on)):
        groups.add(card)
    found = [
        Matter(min(group, key=lambda card: order[card.id]).id, _by_day(group, order))
        for group in groups.members
    ]
    return tuple(sorted(found, key=lambda matter: order[matter.id]))


def naming_text(card: FactCard) -> str:
    """The words that say which thing a card is about: of a bare 结论：完成, its topic."""
    if card.kind == "conclusion" and card.topic:
        bare = statement_cues().closed.match(card.text) or len(card.text) < 14
        return card.topic if bare else f"{card.topic} {card.text}"
    return card.text


def naming_texts(card: FactCard) -> tuple[str, ...]:
    """All names a card goes by: 已修复 under an agenda item is also known by that item."""
    mended = card.kind == "milestone" and card.state in ("closed", "resolved") and card.topic
    if mended and _MENDED.match(card.text):
        return naming_text(card), card.topic
    return (naming_text(card),)


def _by_day(group: Iterable[FactCard], order: dict[str, int]) -> tuple[FactCard, ...]:
    return tuple(sorted(group, key=lambda card: (card.said_on or "9999", order[card.id])))


class _Groups:
    """Groups under construction, found again by ticket key or by bigram."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.members: list[list[FactCard]] = []
        self._shapes: list[list[tuple[Shape, FactCard]]] = []
        self._by_key: dict[str, int] = {}
        self._by_gram: dict[str, list[int]] = defaultdict(list)

    def add_ticket(self, card: FactCard) -> None:
        """A ticket row: the same key in two exports is one ticket. Two tools number from 1 each, so
        that of a bare number (#12) the titles must be somewhat alike too."""
        key = card.refs[0]
        known = self._by_key.get(key)
        if known is not None and (not key.startswith("#") or self._is_alike(known, card)):
            self._join(known, card)
        else:
            group = self._open(card)
            self._by_key.setdefault(key, group)

    def _is_alike(self, group: int, card: FactCard) -> bool:
        made = shape(card.text)
        return any(
            card.text == other.text or overlap(made, known) >= _SOMEWHAT
            for known, other in self._shapes[group]
            if is_ticket(other)
        )

    def add(self, card: FactCard) -> None:
        """Any other card: into the nearest group, or a new one."""
        if card.kind not in ("measure", "lesson", "metric", "feedback") and len(card.refs) == 1:
            known = self._by_key.get(card.refs[0])
            if known is not None:
                self._join(known, card)
                return
        nearest = self._nearest(card)
        group = self._open(card) if nearest is None else nearest
        if nearest is not None:
            self._join(nearest, card)
        if len(card.refs) == 1 and card.kind not in ("measure", "lesson", "metric", "feedback"):
            self._by_key.setdefault(card.refs[0], group)

    def _open(self, card: FactCard) -> int:
        self.members.append([])
        self._shapes.append([])
        self._join(len(self.members) - 1, card)
        return len(self.members) - 1

    def _join(self, group: int, card: FactCard) -> None:
        self.members[group].append(card)
        for text in naming_texts(card):
            made = shape(text)
            self._shapes[group].append((made, card))
            for gram in made.grams:
                if not self._by_gram[gram] or self._by_gram[gram][-1] != group:
                    self._by_gram[gram].append(group)

    def _nearest(self, card: FactCard) -> int | None:
        """The group that any name of the card fits best, None when none is near enough."""
        found = [self._nearest_to(card, shape(text)) for text in naming_texts(card)]
        best = max(found, key=lambda pair: pair[1])
        return best[0]

    def _nearest_to(self, card: FactCard, made: Shape) -> tuple[int | None, float]:
        shared = Counter(group for gram in made.grams for group in self._by_gram.get(gram, ()))
        best, best_score = None, 0.0
        for group, _ in shared.most_common(24):
            score = max(
                (
                    self._score(card, made, other, other_shape)
                    for other_shape, other in self._shapes[group]
                ),
                default=0.0,
            )
            if score > best_score:
                best, best_score = group, score
        return best, best_score

    def _score(self, card: FactCard, made: Shape, other: FactCard, other_shape: Shape) -> float:
        """0 when the two are not one matter, else how alike they are."""
        if not _may_join(card, other):
            return 0.0
        value = likeness(made, other_shape)
        shortest = min(len(made.grams), len(other_shape.grams))
        if card.source == other.source or shortest < _SHORT:
            enough = value >= _NEAR
        else:
            enough = value >= SAME
        if enough:
            return value
        shared = made.grams & other_shape.grams
        if value == 0.0 or card.source == other.source or len(shared) < _FEW:
            return 0.0
        total = min(self._weight(made.grams), self._weight(other_shape.grams))
        rare = self._weight(shared) / total if total else 0.0
        return rare if rare >= RARE else 0.0

    def _weight(self, grams: Iterable[str]) -> float:
        return sum(self.weights.get(gram, 0.0) for gram in grams)


def _weights(cards: Sequence[FactCard]) -> dict[str, float]:
    """How much each bigram tells: the rarer among the month's cards, the more."""
    held = Counter(gram for card in cards for gram in shape(naming_text(card)).grams)
    return {gram: math.log(1 + len(cards) / count) ** 2 for gram, count in held.items()}


def _may_join(card: FactCard, other: FactCard) -> bool:
    if card.refs and other.refs and not set(card.refs) & set(other.refs):
        return False
    if _FAMILIES[card.kind] != _FAMILIES[other.kind]:
        pair = {_FAMILIES[card.kind], _FAMILIES[other.kind]}
        mended = "milestone" in (card.kind, other.kind)
        return pair == {"trouble", "work"} and mended and (is_ticket(card) or is_ticket(other))
    if card.kind == other.kind == "metric":
        return card.fields.metric == other.fields.metric and (
            card.fields.after == other.fields.after
            or (card.source != other.source and card.said_on == other.said_on)
        )
    return True
