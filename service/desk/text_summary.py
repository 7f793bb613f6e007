"""What each section of a draft holds, in counted sentences: the ground for saying what is strong in it."""

from __future__ import annotations

import re

from service.archive.records import SectionSummary
from service.critique.owners import names_owner
from service.critique.segments import Outline, segment
from service.text.dates import find_dates
from service.text.numbers import find_numbers

_PARTY = re.compile(r"(?:客户|甲|乙|双|我|院|厂|校|业主|厂商|供应商)方")
"""A side of the contract is nobody who answers for a thing."""
_LONGEST = 600
"""Code points of a sentence that are looked at."""


def summarise(text: str) -> tuple[SectionSummary, ...]:
    """The sections in the order of the text; what stands before the first one is "other"."""
    outline = segment(text)
    found: dict[str, list[tuple[bool, bool, bool]]] = {}
    for item in outline.items:
        signs = found.setdefault(item.section or "other", [])
        signs += [_signs(outline, one.start, one.end) for one in item.sentences]
    return tuple(
        SectionSummary(
            section=section,
            sentences=len(signs),
            figures=sum(one[0] for one in signs),
            owners=sum(one[1] for one in signs),
            dates=sum(one[2] for one in signs),
            whole=sum(all(one) for one in signs),
        )
        for section, signs in found.items()
        if signs
    )


def _signs(outline: Outline, start: int, end: int) -> tuple[bool, bool, bool]:
    """Whether a sentence has a figure, an owner, a date; the figures of a date are none of its own."""
    text = outline.copy[start : min(end, start + _LONGEST)]
    dates = find_dates(text)
    rest = text
    for mention in reversed(dates):
        rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    figures = any(number.kind == "quantity" for number in find_numbers(rest))
    people = _PARTY.sub(lambda side: " " * len(side.group()), text)
    return figures, names_owner(people), bool(dates)
