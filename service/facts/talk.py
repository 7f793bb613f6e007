"""A transcript -> fact cards: few and sure. Talk is evidence, not minutes.

A sentence becomes a card only when its speaker takes something on, hands it to somebody, tells a
decision, a finished piece of work, a figure that changed or a trouble that is there now. Questions,
suppositions, assent and small talk stay sentences that can be cited; private matters are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from knowledge.cues import Cue, statement_cues, talk_cues
from service.facts.fields import is_change, is_plan_and_actual, is_slip
from service.facts.labels import plain
from service.facts.meetings import Meetings
from service.facts.outline import Statement
from service.facts.statements import read_statement
from service.review import CuePlace, FactCard, Sentence, Source
from service.text.commitments import names_work, takes_on
from service.text.dates import find_dates
from service.text.fillers import folded
from service.text.people import find_owners
from service.text.speakers import person_of

_SHORT_TURN = 4
"""Characters up to which a turn is assent or noise: 嗯。行。 A 行 after a question binds nobody."""
_FEWEST_HAN = 7
_FEWEST_WORDS = 5
_TAIL = 18
"""Characters of a sentence that only adds a day to the promise before it: 周五前给大家。"""
_QUESTION = re.compile(r"[?？][”\"'’)）]*$|[吗呢么][。.]?$")
_LETTER = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FULL_HAN = re.compile(r"[\u4e00-\u9fff]{3}")
_ANCHOR = re.compile(
    r"\d|昨天|今天|前天|上周|这周|本周|现在|目前|刚才|又|一直|还没|还是|(?<![A-Za-z])(?:again|still|yesterday|today)(?![a-z])"
)
_FIGURE = re.compile(r"\d[\d.,]*")


Roster = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Talk:
    """What a transcript gives: its cards, and how many sentences were private and left alone."""

    cards: tuple[FactCard, ...]
    private: int


def read_talk(source: Source, month: str) -> Talk:
    """The cards of one transcript, in the order of speech; `month` places days without a year."""
    cards: list[FactCard] = []
    private = 0
    roster = _roster(source)
    meetings = Meetings(source)
    for turn in _turns(source):
        promise: FactCard | None = None
        for sentence in turn:
            if is_private(sentence.text):
                private += 1
                promise = None
                continue
            day = meetings.of(sentence).day
            statement = _statement(source, sentence, day, month)
            card_id = f"{source.sha256[:8]}.c{len(cards) + 1}"
            card = _card(statement, _part(statement, roster), card_id)
            card = _owned(card, source, sentence, roster) if card else None
            if card is not None:
                cards.append(card)
                promise = card if card.kind == "action" else None
            elif promise is not None and (added := _with_day(promise, statement)):
                cards[-1], promise = added, None
            else:
                promise = None
    return Talk(tuple(_without_guessed_day(card, month) for card in cards), private)


def speakers_of(
    sources: Sequence[Source], spellings: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    """By source, the person of each label that is not simply its name: confirmed for the label, or
    confirmed as the person whom that spelling means."""
    found: dict[str, dict[str, str]] = {}
    for source in sources:
        if source.kind != "transcript":
            continue
        persons = {label: person_of(label, source.speakers) for label in _labels(source)}
        found[source.name] = {
            label: spellings.get(person, person)
            for label, person in persons.items()
            if person and spellings.get(person, person) != label
        }
    return found


def is_private(text: str) -> bool:
    """Whether a sentence speaks of health, family, pay or leave: no matter of a review."""
    return talk_cues()["private"].found_in(text)


def _turns(source: Source) -> Iterator[tuple[Sentence, ...]]:
    """The turns that say more than 嗯 or 行; what is quoted was said elsewhere."""
    said = [
        (sentence.place.turn, sentence)
        for sentence in source.sentences
        if isinstance(sentence.place, CuePlace) and sentence.role == "body"
    ]
    for _, group in groupby(said, key=lambda pair: pair[0]):
        turn = tuple(sentence for _, sentence in group)
        if len(re.sub(r"[\W_]+", "", "".join(one.text for one in turn))) > _SHORT_TURN:
            yield turn


def _statement(source: Source, sentence: Sentence, day: str, month: str) -> Statement:
    return Statement(
        text=plain(folded(sentence.text)),
        evidence=(sentence.id,),
        source=source.name,
        said_on=day,
        month=month,
    )


def _card(statement: Statement, part: str | None, card_id: str) -> FactCard | None:
    if part is None:
        return None
    return next(iter(read_statement(replace(statement, part=part), card_id)), None)


def _owned(card: FactCard, source: Source, sentence: Sentence, roster: Roster) -> FactCard:
    """The card with the one who takes it on, or to whom it is handed, as its owner; nobody else."""
    label = sentence.place.speaker if isinstance(sentence.place, CuePlace) else ""
    text = plain(folded(sentence.text))
    promiser = person_of(label, source.speakers) if takes_on(text) else ""
    owner = promiser or "、".join(_handed_to(text, roster))
    return replace(card, fields=replace(card.fields, owner=owner))


def _part(statement: Statement, roster: Roster) -> str | None:
    """The part of a review that the sentence belongs to, None for mere talk; "" where figures or two
    days tell by themselves what it is."""
    text, cues = statement.text, talk_cues()
    if _QUESTION.search(text):
        return None
    if takes_on(text) and len(_LETTER.findall(text)) > _SHORT_TURN:
        return "action"
    if _is_short(text) or cues["supposed"].found_in(text) or cues["small"].found_in(text):
        return None
    if _hands_over(text, roster):
        return "action"
    if cues["decided"].found_in(text):
        return "conclusion"
    if is_slip(statement) or is_plan_and_actual(statement):
        return ""
    if is_change(text) and len(_FIGURE.findall(text)) > 1:
        return ""
    return _by_cue(text, cues)


def _by_cue(text: str, cues: Mapping[str, Cue]) -> str | None:
    for kind, part in (("asked", "request"), ("trouble", "problem"), ("finished", "done")):
        if cues[kind].found_in(text):
            return part
    if (
        _ANCHOR.search(text)
        and statement_cues().kinds["problem"].found_in(text)
        and _HAN.search(text)
    ):
        return "problem"
    return "feedback" if cues["praised"].found_in(text) else None


def _is_short(text: str) -> bool:
    letters = _LETTER.findall(text)
    if _HAN.search(text):
        return len(letters) < _FEWEST_HAN
    return len(letters) < _FEWEST_WORDS


def _hands_over(text: str, roster: Roster) -> bool:
    """Whether somebody is named to do it: 请林晓梅周三前换掉, Anna Berg will send it."""
    if not _handed_to(text, roster):
        return False
    dated = any(day.last for day in find_dates(text, "2000-01-01"))
    return dated or names_work(text) or statement_cues().kinds["action"].found_in(text)


def _handed_to(text: str, roster: Roster) -> tuple[str, ...]:
    """Who is named to do it; a mere @name is whom the words are spoken to."""
    marks = (mark for mark in find_owners(text) if mark.mark in ("verb", "label"))
    names = [name for mark in marks for name in mark.names]
    if not names and roster is not None:
        names = [found["asked"] or found["told"] for found in roster.finditer(text)]
    return tuple(dict.fromkeys(names))


def _labels(source: Source) -> set[str]:
    return {one.place.speaker for one in source.sentences if isinstance(one.place, CuePlace)}


def _roster(source: Source) -> Roster:
    """What finds a speaker of this meeting who is asked (请林晓梅…) or told (晓梅你…) to do a thing."""
    people = {person_of(label, source.speakers) for label in _labels(source)} - {""}
    if not people:
        return None
    given = {name[1:] for name in people if _FULL_HAN.fullmatch(name)}
    given |= {name.split()[0] for name in people if name.isascii() and " " in name}
    names = "|".join(re.escape(name) for name in sorted(people | given, key=len, reverse=True))
    return re.compile(
        rf"(?:请|让|由|麻烦|辛苦|安排)\s?(?P<asked>{names})"
        rf"|(?:^|[，,。；;：: ])(?P<told>{names})(?:\s?[，,]?\s?你(?!们|说|看|觉得|好)|, please(?![a-z]))"
    )


def _with_day(card: FactCard, statement: Statement) -> FactCard | None:
    """The promise with a following sentence that tells only until when; None when it tells more."""
    if card.fields.due or card.fields.due_raw or len(statement.text) > _TAIL:
        return None
    if _QUESTION.search(statement.text) or not find_dates(statement.text, statement.around):
        return None
    promised = read_statement(replace(statement, part="action"), card.id)
    if not promised or not promised[0].fields.due_raw:
        return None
    added = promised[0].fields
    comma = "，" if _HAN.search(card.text) else ", "
    return replace(
        card,
        text=f"{card.text}{comma}{promised[0].text}",
        evidence=card.evidence + statement.evidence,
        fields=replace(card.fields, due=added.due, due_raw=added.due_raw),
    )


def _without_guessed_day(card: FactCard, month: str) -> FactCard:
    """明天 in a transcript of no known day is no date: the words stay, the day does not."""
    if card.said_on or not card.fields.due:
        return card
    mentions = find_dates(card.fields.due_raw, f"{month}-15")
    if not any(mention.relative for mention in mentions):
        return card
    return replace(card, fields=replace(card.fields, due=""))
