"""Do dates make sense beside the day they were said on? Doubts and proposals, never a silent repair.

A due day eleven months before its meeting is a wrong year, not a delay of eleven months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Literal

from service.text.dates import DateMention, find_dates

DoubtKind = Literal["before_meeting", "other_year", "impossible", "reversed"]
FAR_BEFORE = 60
"""Days that a due day may lie before the meeting that set it and still be taken as written."""
FAR_AFTER = 300
"""Days after the meeting from which a due day of another year is asked about."""
_NAMED_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_TWO_DAYS = re.compile(r"[-~–—至到]|to|until", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateDoubt:
    """What is wrong with a date as written; `proposal` is the ISO day that may be meant, "" for none."""

    kind: DoubtKind
    raw: str
    proposal: str = ""


def settled_due(mention: DateMention, said_on: str) -> DateMention:
    """A due date without a year lies after the day it was said on where it would lie far before it."""
    days = _days_between(said_on, mention.last)
    if mention.year_given or mention.relative or days is None or days >= -FAR_BEFORE:
        return mention
    first, last = _in_year(mention.first, 1), _in_year(mention.last, 1)
    return replace(mention, first=first, last=last) if first and last else mention


def doubt_of_due(mention: DateMention, said_on: str) -> DateDoubt | None:
    """The doubt about a due date that was said on an ISO day ("" where that is unknown)."""
    doubt = doubt_of(mention)
    if doubt is not None:
        return doubt
    days = _days_between(said_on, mention.last)
    if days is None or mention.relative or mention.last[:4] == said_on[:4]:
        far = days is not None and not mention.relative and days < -FAR_BEFORE
        return DateDoubt("before_meeting", mention.raw) if far else None
    proposal = _nearest_year(mention.last, said_on)
    if days < -FAR_BEFORE:
        return DateDoubt("before_meeting", mention.raw, proposal)
    if days > FAR_AFTER and mention.granularity == "day":
        return DateDoubt("other_year", mention.raw, proposal if proposal != mention.last else "")
    return None


def doubt_of(mention: DateMention) -> DateDoubt | None:
    """The doubt about a date by itself: no such day, or an end before its beginning."""
    if mention.impossible:
        return DateDoubt("impossible", mention.raw)
    days = _days_between(mention.first, mention.last)
    if days is None or not _TWO_DAYS.search(mention.raw):
        return None
    turned = days < 0 or (not mention.year_given and days > FAR_AFTER)
    return DateDoubt("reversed", mention.raw) if turned and mention.granularity == "day" else None


def impossible_day_in_name(name: str) -> str:
    """The digits of a file name that are written like a day and are none (20240431); "" for none."""
    for match in _NAMED_DAY.finditer(PurePath(name.replace("\\", "/")).name):
        year, month, day = match.groups()
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 39:
            mention = next(iter(find_dates(f"{year}-{month}-{day}")), None)
            if mention is not None and mention.impossible:
                return match.group()
    return ""


def _days_between(one: str, other: str) -> int | None:
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return None


def _in_year(day: str, step: int) -> str:
    try:
        there = date.fromisoformat(day)
        return there.replace(year=there.year + step).isoformat()
    except ValueError:
        return ""


def _nearest_year(day: str, said_on: str) -> str:
    """The same day in the year that puts it soonest after the day it was said on."""
    step = int(said_on[:4]) - int(day[:4])
    near = [_in_year(day, step), _in_year(day, step + 1)]
    return next((one for one in near if one and one >= said_on), "")
