"""The line that an entry stands under: its heading, or a short line of its own above a list.

`第1周（7月1日—5日）` gives the day of each bullet below it, and `李敏：` the owner.
"""

from __future__ import annotations

from bisect import bisect_left

from service.critique.outline import Item, Outline

_LONGEST = 30
"""Code points of a line that can still be a title."""
_MOST = 40
"""Entries that a line may stand above; keeps a list of thousands cheap."""


def title_above(outline: Outline, item: Item) -> tuple[int, int] | None:
    """Where the line above an entry's list stands, [start, end) of the text; None when there is none."""
    at = bisect_left(outline.headings, item.start, key=lambda one: one.start) - 1
    heading = outline.headings[at] if at >= 0 else None
    floor = heading.end if heading else 0
    for before in reversed(outline.items[max(0, item.index - _MOST) : item.index]):
        if before.start < floor:
            break
        if before.kind == item.kind and item.kind != "paragraph":
            continue
        short = before.kind == "paragraph" and before.end - before.start <= _LONGEST
        if short and outline.copy[before.end - 1] not in "。.;!?":
            return before.start, before.end
        break
    return (heading.start, heading.end) if heading else None
