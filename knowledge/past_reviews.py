"""What is remembered of a signed review: its problems, measures, lessons and actions.

Whoever calls this must hold a signed review: drafts and raw model output are never remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.passages import NOTHING, About, Passage, passage

PROBLEM_KINDS = frozenset({"problem", "risk"})
REMEMBERED_KINDS = PROBLEM_KINDS | {"measure", "lesson", "task"}


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """An item as it was signed. `detail` is its concrete case or cause, "" when it has none.

    `about` is what its fields say and its text may not: who does it, and by when.
    """

    id: str
    kind: str
    text: str
    detail: str = ""
    about: About = NOTHING


def past_review_passages(
    items: Iterable[ReviewedItem], *, project: str, month: int, origin: str
) -> tuple[Passage, ...]:
    """The passages of a signed review with the id `origin`; `month` is such as 202610."""
    return tuple(
        passage(
            project=project,
            month=month,
            kind="review",
            origin=origin,
            text=_text(item),
            place={"kind": "item", "item": item.id, "item_kind": item.kind},
            about=item.about,
        )
        for item in items
        if item.kind in REMEMBERED_KINDS and item.text.strip()
    )


def is_problem(remembered: Passage) -> bool:
    """Whether a passage is a problem or a risk of a signed review."""
    return remembered.kind == "review" and remembered.place.get("item_kind") in PROBLEM_KINDS


def _text(item: ReviewedItem) -> str:
    return (
        item.text if not item.detail or item.detail in item.text else f"{item.text}\n{item.detail}"
    )
