"""The days that a cell written by a machine may mean, where its text alone does not show them.

A time with an offset is another day in another zone; a number of a spreadsheet counts days from 1900 or 1904.
Which of them it is, the reader of the file knows; whoever has only the words can say what it may be.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from service.text.dates import find_dates

_ZONED = re.compile(
    r"[^\n]{6,20}?[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s*[AP]M)?"
    r"\s*(?:Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?)",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(?P<days>[3-5]\d{4})(?:\.\d{1,9})?")
_STARTS = (date(1899, 12, 30), date(1904, 1, 1))


def days_of_cell(text: str) -> frozenset[str]:
    """The ISO days that a whole cell may mean; none for a cell that shows its day, and for other text."""
    plain = text.strip()
    if serial := _SERIAL.fullmatch(plain):
        ahead = timedelta(days=int(serial["days"]))
        return frozenset((start + ahead).isoformat() for start in _STARTS)
    if len(plain) > 60 or not _ZONED.fullmatch(plain):
        return frozenset()
    written = [one.first for one in find_dates(plain) if one.granularity == "day" and one.first]
    return frozenset(
        (date.fromisoformat(day) + timedelta(days=off)).isoformat()
        for day in written[:1]
        for off in (-1, 0, 1)
    )
