"""Last month's actions, one by one: what this month's sources say of each.

The actions are the tasks of last month's signed review, and the open items that this month's minutes
or action lists carry over from before. An answer is proposed only from what is written; what nobody
mentions is unknown and becomes a question.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.cues import statement_cues
from prompts import say
from service.matters import Matter, is_register, is_ticket, naming_text
from service.review import Answer, FactCard, FollowUp, Item, Language, SignedReview
from service.text.likeness import Shape, likeness, shape

_MATCH = 0.5
"""Containment from which a card speaks of an action of last month (owners alike: `_MATCH_OWNED`)."""
_MATCH_OWNED = 0.45
_OWNER_TAIL = re.compile(r"(?<=.{4})[，,；;.\s]+(?:负责人|责任人|owner)\s*[:：].*$", re.IGNORECASE)
_DELIVERABLE = re.compile(
    r"形成|输出|编写|文档|规范|报告|方案|汇报|清单|手册|document|report|spec|guide|write",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[（(](?:负责人|截止|状态|完成于|owner|due|state|done on)[:：].*[)）]\s*$")
_AGENDA_WORDS = re.compile(r"申请|成立|建立|sig组?|决策|汇报|讨论|通报|评审|进展|情况|议题|项目")
_NAME_LENGTH = 5
"""Code points in a row that an action and an agenda item must share to be about one thing."""
_SLIPPED = re.compile(r"推迟|延期|顺延|延后|改到|postpone|slipp|moved to|pushed", re.IGNORECASE)
_LATER = re.compile(r"暂定|改到|改为|推迟|延期|顺延|下一?次|postpone|moved|slipp", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answered action, the matters that are this action, and whether it is overdue.

    Matters of the same agenda item may answer it too; they are in the entry's evidence only.
    """

    entry: FollowUp
    matters: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class _Promise:
    """An action as it was promised."""

    text: str
    owner: str
    due: str
    due_raw: str
    shapes: tuple[Shape, ...]


def answer_last_month(
    last_review: SignedReview | None,
    matters: Sequence[Matter],
    *,
    month: str,
    language: Language,
) -> tuple[Answered, ...]:
    """Each of last month's actions with the answer this month's matters give."""
    promises = [_promise_of(item) for item in _tasks(last_review)]
    answered: list[Answered] = []
    taken: set[str] = set()
    for promise in promises:
        found = _matching(promise, matters)
        answered.append(_answer(promise, found, matters, month, language, len(answered) + 1))
        taken.update(answered[-1].matters)
    for matter in matters:
        if matter.id in taken or not _is_carried_over(matter):
            continue
        found = [matter, *_conclusions_like(matter, matters)]
        answered.append(
            _answer(_promise_from(matter), found, matters, month, language, len(answered) + 1)
        )
    return tuple(answered)


def task_text(text: str) -> str:
    """An item's text without its tail of owner, due date and state."""
    return _OWNER_TAIL.sub("", _TAIL.sub("", text)).strip() or text


def _tasks(last_review: SignedReview | None) -> list[Item]:
    if last_review is None:
        return []
    kinds = ("task", "priority", "measure")
    return [
        item
        for item in last_review.items
        if item.kind in kinds and (item.kind != "measure" or item.fields.owner)
    ]


def _is_carried_over(matter: Matter) -> bool:
    """Carried tickets are in the ledger as tickets; lists and minutes carry actions."""
    return matter.kind in ("action", "problem") and any(
        card.carried and not is_ticket(card) for card in matter.cards
    )


def _promise_of(item: Item) -> _Promise:
    text = task_text(item.text)
    action = re.split(r"[：:]", text, maxsplit=1)[-1]
    return _Promise(
        text,
        item.fields.owner,
        item.fields.due,
        item.fields.due_raw,
        tuple(shape(part) for part in dict.fromkeys((text, action)) if len(part) > 5),
    )


def _promise_from(matter: Matter) -> _Promise:
    first = next((card for card in matter.cards if card.kind == "action"), matter.main)
    dated = next((c for c in matter.cards if c.fields.due or c.fields.due_raw), first)
    owned = next((card for card in matter.cards if card.fields.owner), first)
    return _Promise(
        matter.main.text,
        owned.fields.owner,
        dated.fields.due,
        dated.fields.due_raw,
        (shape(matter.main.text),),
    )


def _matching(promise: _Promise, matters: Sequence[Matter]) -> list[Matter]:
    scored = [(_match(promise, matter), matter) for matter in matters]
    found = [(score, matter) for score, matter in scored if score > 0]
    found.sort(key=lambda pair: -pair[0])
    return [matter for score, matter in found if score >= found[0][0] - 0.35][:8]


def _match(promise: _Promise, matter: Matter) -> float:
    best = 0.0
    for card in matter.cards:
        if card.kind in ("metric", "feedback", "lesson"):
            continue
        if _same_label(promise.text, card):
            best = max(best, 1.0)
        names = (naming_text(card), card.topic) if card.topic else (naming_text(card),)
        for name in names:
            if len(name) < 6:
                continue
            made = shape(name)
            value = max((likeness(mine, made) for mine in promise.shapes), default=0.0)
            owned = _same_people(promise.owner, card.fields.owner)
            if name == card.topic and not owned and not _share_a_name(promise.text, name):
                continue
            needed = _MATCH_OWNED if owned else _MATCH
            if len(made.grams) < 6 and not owned:
                needed = 0.75
            if value >= needed:
                best = max(best, value + (0.2 if owned else 0.0))
    return best


def _share_a_name(promise: str, topic: str) -> bool:
    """Whether an agenda item and an action have more in common than 申请成立…SIG组."""
    one, other = (_bare_name(text) for text in (promise, topic))
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return match.size >= _NAME_LENGTH


def _bare_name(text: str) -> str:
    return _AGENDA_WORDS.sub("", "".join(text.lower().split()))


def _names_it(promise: _Promise, matter: Matter) -> bool:
    """Whether the matter is the action itself, by its own words and not by its agenda item's."""
    for card in matter.cards:
        if _same_label(promise.text, card):
            return True
        made = shape(naming_text(card))
        own = max((likeness(mine, made) for mine in promise.shapes), default=0.0)
        owned = _same_people(promise.owner, card.fields.owner)
        if len(made.grams) > 3 and own >= (_MATCH_OWNED if owned else _MATCH):
            return True
    return False


def _same_label(promise: str, card: FactCard) -> bool:
    """挂号慢：… is answered by 挂号慢：…, whatever the numbers behind the colon."""
    label = re.match(r"([\u4e00-\u9fffA-Za-z0-9 ]{3,20}?)[：:，,]", card.text)
    return bool(label) and card.carried and label is not None and label[1].strip() in promise


def _same_people(one: str, other: str) -> bool:
    """A shared name, whole or as the last characters of the other (锋光, 吴锋光)."""
    mine, theirs = one.split("、"), other.split("、")
    return any(
        a and b and (a == b or (len(min(a, b, key=len)) >= 2 and (a.endswith(b) or b.endswith(a))))
        for a in mine
        for b in theirs
    )


def _conclusions_like(matter: Matter, matters: Sequence[Matter]) -> list[Matter]:
    mine = shape(matter.main.text)
    return [
        other
        for other in matters
        if other.id != matter.id
        and any(
            card.kind == "conclusion" and card.topic and likeness(mine, shape(card.topic)) >= _MATCH
            for card in other.cards
        )
    ]


def _answer(
    promise: _Promise,
    found: Sequence[Matter],
    matters: Sequence[Matter],
    month: str,
    language: Language,
    number: int,
) -> Answered:
    cards = [card for matter in found for card in matter.cards]
    due_word = promise.due_raw or promise.due
    overdue = bool(promise.due) and promise.due <= _last_day(month)
    answer, card = _state_of(found, cards)
    notes: list[str] = []
    questions: list[str] = []
    if not cards:
        notes.append(say(language, "sentences", "note_silent"))
        questions.append(say(language, "questions", "silent"))
    elif answer == "done" and card is not None:
        notes.append(say(language, "sentences", "note_done", word=_word(card)))
        decision = _decision(cards)
        if decision is not None and decision.text != _word(card):
            notes.append(say(language, "sentences", "note_decided", word=decision.text[:80]))
        elif _DELIVERABLE.search(promise.text) and len(_word(card)) < 24:
            questions.append(say(language, "questions", "deliverable", word=_word(card)))
    elif answer == "slipped" and card is not None:
        new_due = card.fields.due_raw or _word(card)
        notes.append(say(language, "sentences", "note_slipped", due=new_due))
        if card.fields.due:
            cause = say(language, "questions", "missing_slip_cause")
            questions.append(say(language, "questions", "missing", what=cause))
        else:
            questions.append(say(language, "questions", "new_date", due=new_due))
    elif answer == "dropped" and card is not None:
        notes.append(say(language, "sentences", "note_dropped", word=_word(card)))
        questions.append(say(language, "questions", "cancelled_reason"))
    else:
        notes.append(say(language, "sentences", "note_open"))
        if overdue:
            notes.append(say(language, "sentences", "note_overdue"))
            questions.append(say(language, "questions", "overdue", due=due_word))
        if _gone(cards, matters):
            notes.append(say(language, "sentences", "note_gone"))
            questions.append(say(language, "questions", "not_seen_again"))
        if not promise.due and not overdue:
            due = say(language, "questions", "missing_due")
            questions.append(say(language, "questions", "missing", what=due))
    entry = FollowUp(
        id=f"F{number}",
        action=promise.text,
        owner=promise.owner,
        due=promise.due,
        due_raw=promise.due_raw,
        answer=answer,
        evidence=_evidence(cards),
        note="".join(notes) if language == "zh" else " ".join(notes),
        question=("" if language == "zh" else " ").join(questions),
    )
    late = overdue and answer in ("open", "unknown", "slipped")
    same = tuple(matter.id for matter in found if _names_it(promise, matter))
    return Answered(entry, same, late)


def _state_of(found: Sequence[Matter], cards: Sequence[FactCard]) -> tuple[Answer, FactCard | None]:
    """The answer and the card that gives it; an open register entry outweighs a spoken 完成."""
    if not found:
        return "unknown", None
    first = found[0]
    slipped = _newest(c for c in cards if c.state == "open" and c.kind == "conclusion")
    if slipped is not None and _LATER.search(slipped.text):
        return "slipped", slipped
    decided_later = _newest(c for c in cards if c.kind == "conclusion" and _SLIPPED.search(c.text))
    if decided_later is not None:
        return "slipped", decided_later
    moved = _newest(
        c
        for c in cards
        if (c.fields.deviation or (c.carried and _SLIPPED.search(c.text))) and c.state != "closed"
    )
    if moved is not None:
        return "slipped", moved
    if first.state in ("closed", "resolved"):
        return "done", _newest(c for c in first.cards if c.state in ("closed", "resolved"))
    if first.state == "cancelled":
        return "dropped", _newest(c for c in first.cards if c.state == "cancelled")
    if not any(is_register(card) for card in first.cards):
        decided = _newest(
            c for m in found for c in m.cards if c.kind == "conclusion" and c.state == "closed"
        )
        if decided is not None and decided.said_on >= max(c.said_on for c in first.cards):
            return "done", decided
    return "open", None


def _decision(cards: Sequence[FactCard]) -> FactCard | None:
    """The conclusion that says more than 完成: what was decided."""
    return _newest(
        card
        for card in cards
        if card.kind == "conclusion" and not statement_cues().closed.match(card.text)
    )


def _newest(cards: Iterable[FactCard]) -> FactCard | None:
    listed = list(cards)
    return max(listed, key=lambda card: card.said_on) if listed else None


def _word(card: FactCard) -> str:
    return card.state_raw or card.text[:60]


def _gone(cards: Sequence[FactCard], matters: Sequence[Matter]) -> bool:
    """Named in a meeting of the month, and not in the last one."""
    talked = [card.said_on for card in cards if card.said_on and not is_register(card)]
    meetings = [
        card.said_on
        for matter in matters
        for card in matter.cards
        if card.said_on and card.kind == "conclusion" and not is_register(card)
    ]
    return bool(talked and meetings) and max(talked) < max(meetings)


def _evidence(cards: Sequence[FactCard]) -> tuple[str, ...]:
    """What each card rests on, with the agenda line that a bare 结论 stands under."""
    found: list[str] = []
    for card in cards:
        if card.topic_id and statement_cues().closed.match(card.text):
            found.append(card.topic_id)
        found.extend(card.evidence)
    return tuple(dict.fromkeys(found))[:12]


def _last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"
