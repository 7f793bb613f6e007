"""The made-up draft of one of everything, signed."""

from __future__ import annotations

from dataclasses import replace

from service.errors import Language
from service.review import SignedReview
from tests.fakes.drafts import rich_draft


def rich_review(language: Language = "zh") -> SignedReview:
    """The rich draft without its blocked item, its risk put in other words by a person."""
    draft = rich_draft(language)
    words = "培训效果待考核" if language == "zh" else "The training is still to be tested"
    items = tuple(
        replace(item, text=words, claim="human", status="supported") if item.id == "i6" else item
        for item in draft.items
        if item.status != "blocked"
    )
    return SignedReview(
        draft=draft,
        decisions=(),
        items=items,
        follow_up=draft.follow_up,
        signed_by="王姐 [PM]",
        signed_at="2026-11-02T09:05:00+08:00",
    )
