"""Who is named in the sources: those listed as present, those who speak or lead, those who own work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.facts.labels import part_of, plain
from service.facts.meetings import Meeting, Meetings
from service.review import FactCard, Sentence, Source
from service.text.names import is_person_name
from service.text.people import find_owners
from service.text.spelling import bare_name, is_full_name, surname_of_title

_LABELLED = re.compile(r"^(?P<label>[^:：]{1,24})[:：]\s*(?P<rest>.*)$", re.DOTALL)
_LEADS = re.compile(r"(?:轮值)?主持(?:人)?|记录(?:人|员)?|主席|chair|host|recorder", re.IGNORECASE)
_SPEAKS = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][A-Za-z]{2,8})\s*[:：]")
_SEPARATOR = re.compile(r"\s*[、，,;；/|]\s*|\s+")
_NAME_COLUMN = re.compile(r"姓名|名字|name|参会人员?|与会人员?", re.IGNORECASE)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


@dataclass(slots=True)
class Roll:
    """The names of the sources, as written: where each stands, and who is listed as present.

    `listed` holds the names of each list of those present; `acting` those who speak, lead or own.
    """

    places: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    listed: dict[tuple[str, Meeting], set[str]] = field(default_factory=lambda: defaultdict(set))
    acting: set[str] = field(default_factory=set)

    def add(self, name: str, sentence: str) -> None:
        """Notes that a name stands in a sentence."""
        self.places[name][sentence] = None

    def are_listed_together(self, one: str, other: str) -> bool:
        """Whether two names stand in one list: then they are two people."""
        return any(one in names and other in names for names in self.listed.values())


def call_roll(sources: Sequence[Source]) -> Roll:
    """The names in notes and minutes; ticket tools and transcripts have their own names."""
    roll = Roll()
    spoken: list[tuple[str, str]] = []
    for source in sources:
        if source.tickets or source.form == "transcript":
            continue
        meetings = Meetings(source)
        for line in _lines(source):
            key = (source.name, meetings.of(line[0]))
            spoken.extend(_read_line(line, key, roll))
    known = {name[1:] for name in roll.places if len(name) == 3}
    for name, sentence in spoken:
        if is_person_name(name) or name in known or surname_of_title(name):
            roll.add(name, sentence)
            roll.acting.add(name)
    _add_given_names(sources, roll)
    return roll


def _add_given_names(sources: Sequence[Source], roll: Roll) -> None:
    """请锋光牵头, （峰光）: the given name of somebody named in full elsewhere, where a name stands."""
    given = sorted({name[1:] for name in roll.places if len(name) == 3 and is_full_name(name)})
    if not given:
        return
    pattern = re.compile(
        rf"(?:^|[、,，（(@\-—]|请|由|让|后续)\s*(?P<name>{'|'.join(given)})"
        r"(?=\s*(?:[、,，）)。；;]|牵头|负责|跟进|主笔|$))"
    )
    for source in sources:
        if source.tickets or source.form == "transcript":
            continue
        for sentence in source.sentences:
            for found in pattern.finditer(sentence.text):
                roll.add(found["name"], sentence.id)
                roll.acting.add(found["name"])


def not_listed(
    roll: Roll, cards: Sequence[FactCard], sources: Sequence[Source], same: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """For each source with a list of those present, the owners who are not in it.

    `same` gives a name the person it may mean, so that 峰光 is not missed where 吴峰光 is listed.
    """
    for source in sources:
        meetings = Meetings(source)
        place_of = {s.id: (source.name, meetings.of(s)) for s in source.sentences}
        absent: dict[str, None] = {}
        for card in cards:
            key = place_of.get(card.evidence[0]) if card.evidence else None
            present = roll.listed.get(key) if key else None
            if not present:
                continue
            persons = {same.get(name, name) for name in present}
            for name in filter(_NAME.fullmatch, map(bare_name, card.fields.owner.split("、"))):
                if is_person_name(name) and same.get(name, name) not in persons:
                    absent[name] = None
        if absent:
            yield source.name, list(absent)


def _read_line(
    line: Sequence[Sentence], key: tuple[str, Meeting], roll: Roll
) -> Iterator[tuple[str, str]]:
    """Adds the names of one line; gives back who seems to speak on it."""
    first = line[0]
    text = plain(" ".join(sentence.text for sentence in line))
    if first.cell is not None:
        if first.role == "body" and _NAME_COLUMN.fullmatch(plain(first.cell.header)):
            _add_present(text, first.id, key, roll)
    elif match := _LABELLED.match(text):
        label = match["label"].strip()
        if _LEADS.search(label) and len(label) < 12:
            _add_acting(match["rest"], first.id, roll)
        elif part_of(label) == "people":
            _add_present(match["rest"], first.id, key, roll)
        elif not part_of(label) and (speaks := _SPEAKS.match(text)):
            yield speaks["name"], first.id
    for sentence in line:
        for mark in find_owners(sentence.text):
            if mark.mark != "start" and not mark.is_team:
                _add_acting("、".join(mark.names), sentence.id, roll)


def _add_present(text: str, sentence: str, key: tuple[str, Meeting], roll: Roll) -> None:
    names = [bare_name(token) for token in _SEPARATOR.split(text)]
    names = [name for name in names if _NAME.fullmatch(name) and is_person_name(name)]
    for name in names:
        roll.add(name, sentence)
        roll.listed[key].add(name)


def _add_acting(text: str, sentence: str, roll: Roll) -> None:
    for name in map(bare_name, _SEPARATOR.split(text)):
        if _NAME.fullmatch(name) or surname_of_title(name):
            roll.add(name, sentence)
            roll.acting.add(name)


def _lines(source: Source) -> Iterator[list[Sentence]]:
    """The sentences of each line; each table cell by itself."""
    current: list[Sentence] = []
    number = 0
    for sentence in source.sentences:
        line = getattr(sentence.place, "line", 0)
        if current and (sentence.cell is not None or current[0].cell is not None or line != number):
            yield current
            current = []
        number = line
        current.append(sentence)
    if current:
        yield current
