"""The days that a written date stands for, read from the named parts of a match.

Resolution never guesses: a relative date without the day it was said on, and an impossible day,
stay without days. A date without a year gets the year that puts it nearest to the day it was
said on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from service.text.numerals import day_or_month

Granularity = Literal["day", "week", "month", "year", "relative"]


@dataclass(frozen=True, slots=True)
class Days:
    """What a form stands for: its first and last day, where they are known."""

    first: date | None
    last: date | None
    granularity: Granularity = "day"
    approximate: bool = False
    relative: bool = False
    year_given: bool = False
    impossible: bool = False


Reader = Callable[["re.Match[str]", date | None], Days | None]


MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


# --- calendar ----------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _single(year: int | None, month: int, day: int, said: date | None) -> Days | None:
    """One day; without a year the one nearest to the day it was said on, within half a year."""
    if not 1 <= month <= 12 or not 1 <= day <= 39:
        return None
    if year is not None:
        found = _day(year, month, day)
        return Days(found, found, year_given=True, impossible=found is None)
    if said is None:
        return Days(None, None, impossible=_day(2024, month, day) is None)
    near = [_day(said.year + step, month, day) for step in (-1, 0, 1)]
    known = [found for found in near if found is not None]
    if not known:
        return Days(None, None, impossible=True)
    found = min(known, key=lambda one: abs((one - said).days))
    return Days(found, found)


def _month_days(year: int, month: int, part: str = "") -> tuple[date, date]:
    """First and last day of a month or of the part of it that 初, 中旬, 底… names."""
    end = monthrange(year, month)[1]
    first, last = {
        "初": (1, 10), "上旬": (1, 10), "early": (1, 10),
        "中": (11, 20), "中旬": (11, 20), "mid": (11, 20),
        "下旬": (21, end), "late": (21, end),
        "底": (end, end), "末": (end, end), "end": (end, end),
    }.get(part, (1, end))  # fmt: skip
    return date(year, month, first), date(year, month, last)


def _month(year: int | None, month: int, part: str, said: date | None) -> Days | None:
    if not 1 <= month <= 12:
        return None
    given = year is not None
    if year is None:
        if said is None:
            return Days(None, None, "month", approximate=bool(part))
        near = (said.year - 1, said.year, said.year + 1)
        year = min(near, key=lambda one: abs((date(one, month, 15) - said).days))
    first, last = _month_days(year, month, part)
    return Days(first, last, "month", approximate=bool(part), year_given=given)


def _year_of(text: str | None, said: date | None) -> int | None:
    """The year a date names; 08 is of the century of the day it was said on."""
    if not text:
        return None
    if text in "今本明去次":
        step = {"明": 1, "次": 1, "去": -1}.get(text, 0)
        return said.year + step if said else None
    value = day_or_month(text)
    if value < 100:
        return (said.year if said else 2000) // 100 * 100 + value
    return value


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


# --- readers -----------------------------------------------------------------------------------


def read_numeric(match: re.Match[str], _said: date | None) -> Days | None:
    month, day = int(match["month"]), int(match["day"])
    found = _single(int(match["year"]), month, day, None)
    if found is None and match.groupdict().get("sep") in ("-", "/") and month < 20 and day < 40:
        return Days(None, None, year_given=True, impossible=True)
    if found is not None and found.impossible and match.groupdict().get("sep") == ".":
        return None
    return found


def read_month_number(match: re.Match[str], _said: date | None) -> Days | None:
    return _month(int(match["year"]), int(match["month"]), "", None)


def read_american(match: re.Match[str], _said: date | None) -> Days | None:
    if len(match["year"]) != 4:
        return Days(None, None, year_given=True, impossible=True)
    one, two = int(match["month"]), int(match["day"])
    month, day = (two, one) if one > 12 >= two else (one, two)
    return _single(int(match["year"]), month, day, None)


def read_han(match: re.Match[str], said: date | None) -> Days | None:
    year = _year_of(match["year"], said)
    month = day_or_month(match["month"])
    if match["day"]:
        days = _single(year, month, day_or_month(match["day"]), said)
        if days is None or not match["until"] or days.first is None:
            return days
        end = _day(days.first.year, days.first.month, day_or_month(match["until"]))
        return Days(days.first, end, year_given=days.year_given, impossible=end is None)
    days = _month(year, month, match["part"] or "", said)
    if days and match["from"] and days.first and days.last:
        begin = day_or_month(match["from"])
        if not 1 <= begin <= 12:
            return days
        first = date(days.last.year - (begin > month), begin, 1)
        return Days(first, days.last, "month", year_given=days.year_given)
    return days


def read_year(match: re.Match[str], said: date | None) -> Days | None:
    named = match["year"] or "今"
    year = _year_of(named, said)
    relative = named in "今本明去次"
    if year is None:
        return Days(None, None, "year", relative=True)
    part = match["part"] or ""
    if part == "中":
        return Days(date(year, 6, 1), date(year, 7, 31), "year", True, relative, not relative)
    month = {"底": 12, "末": 12, "初": 1}.get(part)
    first = date(year, month or 1, 31 if part in ("底", "末") else 1)
    last = date(year, 1, 31) if part == "初" else date(year, 12, 31)
    return Days(first, last, "year", bool(part), relative, not relative)


def read_quarter(match: re.Match[str], said: date | None) -> Days | None:
    named = match["quarter"] or match["han"] or match["quarter2"]
    year = _year_of(match["year"] or match["year2"], said)
    given = year is not None and (match["year"] or match["year2"]).isdigit()
    if year is None:
        if said is None:
            return Days(None, None, "month")
        year = said.year
    last_month = day_or_month(named) * 3
    first, _ = _month_days(year, last_month - 2)
    _, last = _month_days(year, last_month)
    return Days(first, last, "month", year_given=given)


def read_relative_month(match: re.Match[str], said: date | None) -> Days | None:
    if said is None:
        return Days(None, None, "relative", relative=True)
    which = match["which"] or "本"
    step = {"下下": 2, "下": 1, "次": 1, "上": -1, "next": 1, "last": -1}.get(which.lower(), 0)
    year, month = _shift_month(said, step)
    if match["day"]:
        day = _day(year, month, day_or_month(match["day"]))
        return Days(day, day, "relative", relative=True, impossible=day is None)
    part = match["part"] or ""
    first, last = _month_days(year, month, part)
    return Days(first, last, "relative", approximate=bool(part), relative=True)


def read_day_number(match: re.Match[str], said: date | None) -> Days | None:
    """「15号前」: the day of the month nearest to when it was said."""
    number = int(match["day"])
    if not 1 <= number <= 31:
        return None
    if said is None:
        return Days(None, None, "relative", relative=True)
    near = [_day(*_shift_month(said, step), number) for step in (-1, 0, 1)]
    found = min((one for one in near if one), key=lambda one: abs((one - said).days))
    return Days(found, found, "relative", relative=True)


def read_week(match: re.Match[str], said: date | None) -> Days | None:
    which, weekday = (match["which"] or "").lower(), match["weekday"]
    if said is None:
        return Days(None, None, "relative", relative=True)
    if weekday and not weekday.isascii():
        number = _WEEKDAYS.get(weekday)
    else:
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        number = names.index(weekday[:3].lower()) if weekday else None
    step = {"下下": 2, "下": 1, "next": 1, "上": -1, "last": -1}.get(which, 0)
    monday = said - timedelta(days=said.weekday()) + timedelta(weeks=step)
    if number is None:
        first = monday + timedelta(days=5) if weekday == "末" else monday
        return Days(first, monday + timedelta(days=6), "relative", relative=True)
    day = monday + timedelta(days=number)
    if not which and day < said:
        day += timedelta(weeks=1)
    return Days(day, day, "relative", relative=True)


def read_week_number(_match: re.Match[str], _said: date | None) -> Days | None:
    return Days(None, None, "week")


def read_day_word(match: re.Match[str], said: date | None) -> Days | None:
    steps = {
        "今": 0, "当": 0, "明": 1, "次": 1, "后": 2, "昨": -1, "前": -2,
        "today": 0, "tomorrow": 1, "yesterday": -1,
    }  # fmt: skip
    word = match["word"].lower()
    if said is None or word in ("次", "当"):
        return Days(None, None, "relative", relative=True)
    day = said + timedelta(days=steps[word])
    return Days(day, day, "relative", relative=True)


def read_named_month(match: re.Match[str], said: date | None) -> Days | None:
    month = MONTH_NAMES.index(match["name"][:3].lower()) + 1
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    if match["day"]:
        days = _single(year, month, int(match["day"]), said)
        if days is None or not match["until"] or days.first is None:
            return days
        end = _day(days.first.year, month, int(match["until"]))
        return Days(days.first, end, year_given=days.year_given, impossible=end is None)
    part = (match["part"] or "").lower().split(" ")[0].rstrip("-")
    return _month(year, month, "mid" if part == "middle" else part, said)


def read_month_day(match: re.Match[str], said: date | None) -> Days | None:
    days = _single(None, int(match["month"]), int(match["day"]), said)
    if days is None or days.impossible:
        return None
    if match.groupdict().get("month2"):
        end = _single(None, int(match["month2"]), int(match["day2"]), days.first)
        if end is None or end.impossible:
            return None
        return Days(days.first, end.last)
    return days


def read_period_end(match: re.Match[str], said: date | None) -> Days | None:
    if said is None:
        return Days(None, None, "relative", approximate=True, relative=True)
    what = (match["what"] or match["short"][-1]).lower()
    if what in ("week", "w"):
        last = said + timedelta(days=6 - said.weekday())
    elif what in ("month", "m"):
        last = _month_days(said.year, said.month)[1]
    elif what in ("quarter", "q"):
        last = _month_days(said.year, (said.month + 2) // 3 * 3)[1]
    elif what in ("year", "y"):
        last = date(said.year, 12, 31)
    else:
        last = said
    return Days(last, last, "relative", approximate=True, relative=True)
