"""Section 3, 经验沉淀与改进措施: measures of four kinds and the problem each answers; lessons."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.cues import statement_cues
from service.drafting.material import (
    Material,
    Written,
    due_card,
    due_questions,
    item_for,
    owner_of,
    subject_of,
    with_tail,
)
from service.drafting.problems import answering_problem
from service.matters import Matter
from service.review import Fields


def write_lessons(material: Material, problems: Sequence[Written]) -> tuple[Written, ...]:
    """The items of section 3; `problems` are the numbered items of section 2."""
    return tuple(
        _written(material, matter, problems)
        for matter in material.matters
        if matter.kind in ("measure", "lesson")
    )


def _written(material: Material, matter: Matter, problems: Sequence[Written]) -> Written:
    text, extra = subject_of(material, matter)
    answered = answering_problem(matter, problems)
    owner, _ = owner_of(matter)
    card = due_card(matter)
    fields = Fields(
        measure_kind=_kind(matter.main.text),
        answers=answered.item.id if answered else "",
        owner=owner,
        due=card.fields.due,
        due_raw=card.fields.due_raw,
        acceptance=card.fields.acceptance,
    )
    questions = due_questions(material, card)
    if not answered:
        questions.extend(material.ask_for("answers"))
    kind = "measure" if matter.kind == "measure" else "lesson"
    text = with_tail(material, text, owner=owner, due=fields.due_raw)
    item = item_for(
        matter,
        "lessons",
        "measure" if kind == "measure" else "lesson",
        text,
        fields=fields,
        questions=questions,
        extra=extra,
    )
    return Written(item, (matter.id,))


def _kind(text: str) -> str:
    for kind, pattern in statement_cues().measure_kinds:
        if pattern.search(text):
            return kind
    return ""
