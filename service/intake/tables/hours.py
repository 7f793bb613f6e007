"""Estimates and efforts as people and tools write them -> hours."""

from __future__ import annotations

import re

HOURS_A_DAY = 8
DAYS_A_WEEK = 5
MOST_HOURS = 10_000
"""Above this a single ticket's hours are a mistake of unit, and a person is asked."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PARTS = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?(?:/\d+)?)\s*"
    r"(?P<unit>weeks?|days?|hours?|hrs?|minutes?|mins?|人天|人日|工作日|小时|工时|分钟|[wdhms]|周|天|日|时|分)",
    re.IGNORECASE,
)
_UNITS = {
    **dict.fromkeys(("w", "week", "weeks", "周"), float(HOURS_A_DAY * DAYS_A_WEEK)),
    **dict.fromkeys(("d", "day", "days", "天", "日", "人天", "人日", "工作日"), float(HOURS_A_DAY)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "工时", "时"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), 1 / 60),
    "s": 1 / 3600,
}


def hours_of(text: str, unit: str) -> float | None:
    """The hours a cell says, None when it is not read for certain or is above MOST_HOURS.

    `unit` is that of a bare number: "hours", "seconds" or "days". A week has five days, a day eight hours.
    """
    plain = text.strip().replace("\u00a0", "")
    if _NUMBER.fullmatch(plain):
        scale = {"seconds": 1 / 3600, "days": float(HOURS_A_DAY)}.get(unit, 1.0)
        hours = _value(plain) * scale
    else:
        parts = list(_PARTS.finditer(plain))
        if not parts or _PARTS.sub("", plain).strip(" ,，"):
            return None
        hours = sum(_value(part["number"]) * _UNITS[part["unit"].lower()] for part in parts)
    return round(hours, 2) if hours <= MOST_HOURS else None


def _value(number: str) -> float:
    above, _, below = number.partition("/")
    value = float(above.replace(",", "."))
    return value / float(below) if below and float(below) else value
