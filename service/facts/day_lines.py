"""Days at the head of lines: the day of a diary line, and the date line that begins a meeting."""

from __future__ import annotations

import re
from datetime import date

from service.text.dates import find_dates

_DAY_HEAD = re.compile(
    r"^(?P<month>\d{1,2})(?:/|月|\.)(?P<day>\d{1,2})(?:[日号])?"
    r"(?:[（(]?(?:周|星期)[一二三四五六日天][）)]?)?(?:\s*[：:、，]\s*|\s+|(?=早|上午|中午|下午|凌晨|晚))"
)
_MONTH_HEAD = re.compile(
    r"(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?![a-z])"
)
_LABEL = re.compile(
    r"^\d?(?:会议)?(?:时间|日期)\s*[:：]|^(?:date|meeting date)\s*[:：]", re.IGNORECASE
)


def day_of_line(text: str, said_on: str, month: str) -> tuple[str, str]:
    """The ISO day that a diary line begins with, and the line without it; "" for no day.

    `said_on` is the day of the notes ("" for none); it or the month (YYYY-MM) gives the year.
    """
    match = _DAY_HEAD.match(text)
    if match is None:
        return _english_day(text, said_on or f"{month}-15")
    year = (said_on or month)[:4]
    try:
        day = date(int(year), int(match["month"]), int(match["day"]))
    except ValueError:
        return "", text
    return day.isoformat(), text[match.end() :].strip() or text


def _english_day(text: str, around: str) -> tuple[str, str]:
    """`18 June Still nothing …`: the day a line of an English diary begins with."""
    if not _MONTH_HEAD.match(text):
        return "", text
    mentions = find_dates(text, around)
    if not mentions or mentions[0].start or mentions[0].granularity != "day":
        return "", text
    rest = text[mentions[0].end :].lstrip(" :,-—")
    return (mentions[0].first, rest) if len(rest) > 7 and rest[:1].isupper() else ("", text)


def meeting_day(text: str, around: str, *, heading: bool) -> tuple[str, bool]:
    """The ISO day of a line that begins a meeting's minutes, and whether a label says so; "" for none.

    Such a line is only a date, or 会议时间：a date. Days are read around the day `around`.
    """
    bare = _LABEL.sub("", text).strip()
    labelled = bare != text
    mentions = find_dates(bare, around)
    if not mentions or mentions[0].granularity != "day" or not mentions[0].first:
        return "", labelled
    mention = mentions[0]
    rest = (bare[: mention.start] + bare[mention.end :]).strip(" ()（）-—~～:：.")
    if not _is_date_line(rest, labelled=labelled, heading=heading):
        return "", labelled
    if not mention.year_given and not labelled:
        return "", labelled
    return mention.first, labelled


def _is_date_line(rest: str, *, labelled: bool, heading: bool) -> bool:
    """Whether what stands beside a date is a clock time, a label's value, or a meeting's title."""
    if re.fullmatch(r"[\d:：\s\-~～点半上下午周星期一二三四五六日天amp.]{0,24}", rest, re.I):
        return True
    titled = heading or re.search(r"例会|会议|周会|月会|meeting|sync|call", rest, re.I)
    return len(rest) <= 40 if labelled else bool(titled) and len(rest) <= 24
