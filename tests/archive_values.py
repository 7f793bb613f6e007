"""Small made-up values for the tests of archive, recall and sign-off."""

from __future__ import annotations

import hashlib

from service.review import (
    Draft,
    FollowUp,
    Item,
    ItemKind,
    SectionKey,
    Sentence,
    SignedReview,
    Source,
    SourceRef,
    Support,
    TextPlace,
)
from service.text.sentences import split_sentences

SIGNED_AT = "2026-11-01T09:00:00+00:00"


def notes(text: str, name: str = "周会.md") -> Source:
    """A text source whose sentences stand where they say."""
    sentences = tuple(
        Sentence(
            f"{name}-{number}",
            name,
            TextPlace(text.count("\n", 0, span.start) + 1, 1, span.start, span.end),
            text[span.start : span.end],
        )
        for number, span in enumerate(split_sentences(text), 1)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(name, digest, "utf-8", "notes", "zh", text, sentences)


def item(
    identity: str,
    text: str,
    *,
    kind: ItemKind = "problem",
    section: SectionKey = "problems",
    status: Support = "supported",
) -> Item:
    """An item without evidence."""
    return Item(identity, section, kind, text, "fact", (), status)


def draft(
    *items: Item,
    project: str = "智慧医院二期",
    month: str = "2026-10",
    follow_up: tuple[FollowUp, ...] = (),
) -> Draft:
    """A draft of these items."""
    ref = SourceRef("周会.md", "0" * 64, "utf-8")
    return Draft(project, month, "zh", "rules", (ref,), items, {}, follow_up)


def signed(made: Draft) -> SignedReview:
    """The draft signed as it is."""
    return SignedReview(made, (), made.items, made.follow_up, "王主任", SIGNED_AT)
