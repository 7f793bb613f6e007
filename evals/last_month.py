"""The signed review of the month before, as an authored case gives it.

`last_review.yaml` lists what was promised; a review written before Fupan has no evidence either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import yaml

from evals.cases import Month
from service.review import Draft, Fields, Item, SignedReview


def signed_items(entries: Iterable[Mapping[str, Any]], prefix: str) -> tuple[Item, ...]:
    """The items of an authored review, with ids `prefix`1, `prefix`2, …"""
    return tuple(
        Item(
            id=f"{prefix}{number}",
            section=entry["section"],
            kind=entry["kind"],
            text=entry["text"],
            claim="human",
            evidence=(),
            fields=Fields(owner=entry["owner"], due=entry["due"], due_raw=entry["due_raw"]),
        )
        for number, entry in enumerate(entries, 1)
    )


def last_review(case: Month) -> SignedReview | None:
    """The case's last-month review, or None when it has none."""
    path = case.folder / "last_review.yaml"
    if not path.exists():
        return None
    written: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = signed_items(written["items"], "p")
    draft = Draft(
        project=case.project,
        month=_month_before(case.month),
        language=case.language,
        writer="rules",
        sources=(),
        items=items,
        cited={},
    )
    return SignedReview(
        draft=draft,
        decisions=(),
        items=items,
        follow_up=(),
        signed_by=written["signed_by"],
        signed_at=written["signed_at"],
        imported=True,
    )


def _month_before(month: str) -> str:
    first = date.fromisoformat(f"{month}-01")
    return (first - timedelta(days=1)).isoformat()[:7]
