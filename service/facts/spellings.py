"""Spellings that may mean one person: proposed with their places, joined only when a person confirms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from service.facts.roll import Roll, call_roll
from service.review import FactCard, Item, Sentence, Source
from service.text.spelling import is_full_name, may_be_one, surname_of_title

_MOST_PLACES = 5
_MOST_NAMES = 2000


@dataclass(frozen=True, slots=True)
class SpellingProposal:
    """Names that may be one person, the likeliest person first.

    `places` gives each name the ids of sentences it stands in. `acts` says that one of them speaks or
    owns work, so that the answer changes the draft.
    """

    names: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    acts: bool


def spelling_proposals(
    sources: Sequence[Source], spellings: Mapping[str, str] | None = None
) -> tuple[SpellingProposal, ...]:
    """The near spellings in the sources that nobody has decided yet.

    `spellings` are a person's decisions, name -> person; a name given itself is a person of its own.
    Names that stand in one list of those present are two people.
    """
    return proposals_of(call_roll(sources), spellings or {})


def proposals_of(roll: Roll, spellings: Mapping[str, str]) -> tuple[SpellingProposal, ...]:
    """As `spelling_proposals`, from the names already read."""
    names = sorted(roll.places, key=lambda name: _rank(roll, name))[:_MOST_NAMES]
    groups: dict[str, list[str]] = {}
    for name in names:
        near = [person for person, group in groups.items() if _fits(name, group, roll, spellings)]
        if len(near) == 1:
            groups[near[0]].append(name)
        elif not near or is_full_name(name):
            groups[name] = [name]
    found = []
    for group in groups.values():
        if len(group) < 2 or len({spellings.get(name, name) for name in group}) < 2:
            continue
        places = {name: tuple(islice(roll.places[name], _MOST_PLACES)) for name in group}
        acts = any(name in roll.acting for name in group)
        found.append(SpellingProposal(tuple(group), places, acts))
    return tuple(found)


def with_joined_owners(
    cards: Iterable[FactCard], spellings: Mapping[str, str]
) -> tuple[FactCard, ...]:
    """The cards with each owner as the person that was confirmed; their evidence is as written."""
    if not spellings:
        return tuple(cards)
    return tuple(
        replace(card, fields=replace(card.fields, owner=_joined(card.fields.owner, spellings)))
        if card.fields.owner
        else card
        for card in cards
    )


def for_checking(
    items: Sequence[Item], sentences: Mapping[str, Sentence], spellings: Mapping[str, str]
) -> tuple[list[Item], Mapping[str, Sentence]]:
    """The items with further evidence that names the confirmed persons, for grounding alone.

    A sentence that writes 吴锋光 is there as written and once more with 吴峰光; it is never shown.
    """
    if not spellings:
        return list(items), sentences
    names = sorted({*spellings, *spellings.values()}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in names if name))
    cited = dict(sentences)
    checked = []
    for item in items:
        further = []
        for identity in item.evidence if item.fields.owner else ():
            sentence = sentences.get(identity)
            text = _with_persons(sentence.text, pattern, spellings) if sentence else ""
            if sentence is not None and text != sentence.text:
                further.append(f"{identity}~")
                cited[further[-1]] = replace(sentence, id=further[-1], text=text)
        checked.append(replace(item, evidence=(*item.evidence, *further)))
    return checked, cited


def _with_persons(text: str, pattern: re.Pattern[str], spellings: Mapping[str, str]) -> str:
    return pattern.sub(lambda found: spellings.get(found[0], found[0]), text)


def _joined(owner: str, spellings: Mapping[str, str]) -> str:
    names = (spellings.get(name, name) for name in owner.split("、"))
    return "、".join(dict.fromkeys(names))


def _rank(roll: Roll, name: str) -> tuple[int, int, str]:
    """Full names first, the more often written before the others; titles and given names last."""
    kind = 0 if is_full_name(name) and len(name) == 3 else 1
    return (2 if surname_of_title(name) else kind), -len(roll.places[name]), name


def _fits(name: str, group: Sequence[str], roll: Roll, spellings: Mapping[str, str]) -> bool:
    if not any(may_be_one(name, other) for other in group):
        return False
    return not any(
        roll.are_listed_together(name, other)
        or (name in spellings and other in spellings and spellings[name] != spellings[other])
        for other in group
    )
