"""Fact cards made by hand, for what works on cards rather than on text."""

from __future__ import annotations

from typing import Any

from service.review import CardKind, FactCard, Fields, State


def card(
    identity: str,
    kind: CardKind,
    text: str,
    *,
    state: State = "unknown",
    said_on: str = "2026-09-09",
    refs: tuple[str, ...] = (),
    fields: Fields | None = None,
    **more: Any,
) -> FactCard:
    """A card that cites one sentence; ids with ".k" are ticket rows, with ".x" rows of a list."""
    return FactCard(
        id=identity,
        kind=kind,
        text=text,
        evidence=(f"{identity}.s",),
        source=more.pop("source", identity.split(".")[0]),
        said_on=said_on,
        state=state,
        refs=refs,
        fields=fields or Fields(),
        **more,
    )
