"""What the section writers work from, and how they put a matter into one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prompts import say
from service.matters import Matter, is_ticket
from service.review import FactCard, Fields, Item, ItemKind, Language, SectionKey, Sentence, State
from service.text.date_sense import DateDoubt, doubt_of_due, settled_due
from service.text.dates import find_dates
from service.text.likeness import overlap, shape

LONGEST = 140
"""Code points of a source's words in one item; more is cut at a clause and marked with …."""
LISTED = 40
"""Code points of a title in a grouped row."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A matter that answers one of last month's actions: the plan it had, and whether it is late."""

    action: str
    due: str
    due_raw: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Material:
    """A month as matters, with the sentences they rest on. `month` is "2026-10"."""

    month: str
    language: Language
    matters: tuple[Matter, ...]
    sentences: Mapping[str, Sentence]
    promised: Mapping[str, Promised]
    past_figures: Mapping[str, str]
    conflicts: Mapping[str, str]
    last_meeting: str = ""

    def ask(self, name: str, **values: str | int) -> str:
        """A question to the writer, in the draft's language."""
        return say(self.language, "questions", name, **values)

    def ask_for(self, *names: str) -> list[str]:
        """One question that asks for everything that is missing; none when nothing is."""
        if not names:
            return []
        separator = "、" if self.language == "zh" else "; "
        what = separator.join(self.ask(f"missing_{name}") for name in names)
        return [self.ask("missing", what=what)]

    def word(self, name: str, **values: str | int) -> str:
        """A sentence or word of the draft, in its language."""
        return say(self.language, "sentences", name, **values)

    def says(self, evidence: Iterable[str], text: str) -> bool:
        """Whether one of the cited sentences holds these words."""
        wanted = "".join(text.split())
        return bool(wanted) and any(
            wanted in "".join(self.sentences[s].text.split())
            for s in evidence
            if s in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Written:
    """An item and the matters it tells, for the ledger."""

    item: Item
    matters: tuple[str, ...]
    grouped: bool = False


def shorten(text: str, longest: int = LONGEST) -> str:
    """At most `longest` code points, cut after a clause where there is one, marked with …."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= longest:
        return text
    head = text[:longest]
    cut = max(head.rfind(mark) for mark in "。；，,;")
    kept = head[:cut] if cut > longest // 2 else re.sub(r"[\d.]+$", "", head)
    return kept.rstrip() + "…"


def state_word(material: Material, state: State) -> str:
    """未完成, 进行中, ... in the draft's language."""
    return material.word(f"state_{state}")


def subject_of(material: Material, matter: Matter) -> tuple[str, tuple[str, ...]]:
    """What the matter is about, with its agenda line where the words alone do not say it."""
    card = matter.main
    text = shorten(card.text)
    if not card.topic or card.kind in ("metric",):
        return text, ()
    known = overlap(shape(card.topic), shape(card.text))
    if known >= 0.5 or (len(text) > 60 and known >= 0.2) or len(card.topic) > 40:
        return text, ()
    evidence = (card.topic_id,) if card.topic_id else ()
    return material.word("under_topic", topic=card.topic, text=text), evidence


def with_tail(
    material: Material, text: str, *, owner: str = "", due: str = "", state: str = "", day: str = ""
) -> str:
    """The sentence with owner, due date and state in brackets, each only where the text lacks it."""
    parts = []
    if owner and not all(name in text for name in owner.split("、")):
        parts.append(material.word("tail_owner", owner=owner))
    if due and due not in text:
        parts.append(material.word("tail_due", due=due))
    if day:
        parts.append(material.word("tail_done_on", day=day))
    if state:
        parts.append(material.word("tail_state", state=state))
    if not parts:
        return text
    separator = "；" if material.language == "zh" else "; "
    return text.rstrip("。.；; ") + _gap(
        material, material.word("tail", parts=separator.join(parts))
    )


def owner_of(matter: Matter) -> tuple[str, FactCard]:
    """The owner as last written, and the card that writes it."""
    owned = [card for card in matter.cards if card.fields.owner]
    card = max(
        owned, key=lambda c: (c.kind == matter.kind, len(c.fields.owner)), default=matter.main
    )
    return card.fields.owner, card


def due_card(matter: Matter) -> FactCard:
    """The card whose due date counts: the newest that names one."""
    dated = [card for card in matter.cards if card.fields.due] or [
        card for card in matter.cards if card.fields.due_raw
    ]
    return max(dated, key=lambda card: card.said_on, default=matter.main)


def item_for(
    matter: Matter,
    section: SectionKey,
    kind: ItemKind,
    text: str,
    *,
    fields: Fields,
    questions: Sequence[str] = (),
    extra: Sequence[str] = (),
) -> Item:
    """An item that tells one matter; its id is given when the section is complete."""
    return Item(
        id="",
        section=section,
        kind=kind,
        text=text,
        claim="fact",
        evidence=tuple(dict.fromkeys((*matter.evidence, *extra))),
        fields=fields,
        questions=tuple(dict.fromkeys(q for q in questions if q)),
    )


def due_words(card: FactCard) -> str:
    """The due date as people write it: the source's words, but an ISO day for a tool's timestamp."""
    fields = card.fields
    machine = is_ticket(card) or re.search(r"\d:\d", fields.due_raw)
    return fields.due if fields.due and machine else fields.due_raw


def due_questions(material: Material, card: FactCard) -> list[str]:
    """What is wrong or missing about a due date, as questions."""
    fields = card.fields
    if fields.due and card.said_on and fields.due < card.said_on and not is_ticket(card):
        return [material.ask("due_before_meeting", due=fields.due_raw or fields.due)]
    doubt = _due_doubt(card)
    if doubt is not None and doubt.kind == "impossible":
        return [material.ask("impossible_date", due=doubt.raw)]
    if doubt is not None and doubt.kind == "reversed":
        return [material.ask("reversed_dates", due=doubt.raw)]
    if doubt is not None:
        values = {"due": doubt.raw, "said_on": card.said_on, "proposal": doubt.proposal}
        name = "due_before_meeting" if doubt.kind == "before_meeting" else "due_other_year"
        return [material.ask(f"{name}_proposed" if doubt.proposal else name, **values)]
    if fields.due_raw and not fields.due:
        return [material.ask("vague_due", due=fields.due_raw)]
    return []


def _due_doubt(card: FactCard) -> DateDoubt | None:
    """Why a due date was not taken as written, None where it was or where it is no date."""
    if card.fields.due or not card.fields.due_raw:
        return None
    mention = next(iter(find_dates(card.fields.due_raw, card.said_on)), None)
    return doubt_of_due(settled_due(mention, card.said_on), card.said_on) if mention else None


def conflict_questions(material: Material, matter: Matter) -> list[str]:
    """The question that a disagreement between sources leaves."""
    values = material.conflicts.get(matter.id)
    return [material.ask("conflict", values=values)] if values else []


def number_items(written: Sequence[Written], prefix: str) -> tuple[Written, ...]:
    """The same items with ids P1, P2, ... in order."""
    return tuple(
        replace(one, item=replace(one.item, id=f"{prefix}{n}"))
        for n, one in enumerate(written, start=1)
    )


def _gap(material: Material, tail: str) -> str:
    return tail if material.language == "zh" else f" {tail}"
