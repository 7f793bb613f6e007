"""Dates in Chinese and English text: the words, and the days they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.text.date_forms import FORMS
from service.text.date_readers import Days, Granularity
from service.text.folding import Folded, fold, without_addresses
from service.text.numerals import day_or_month

__all__ = ["DateMention", "Granularity", "due_of", "find_dates"]

_RANGE_SIGN = re.compile(r"\s*(?:-{1,2}|~|—{1,2}|–|至|到|to|until)\s*")
_RANGE_TAIL = re.compile(r"\s?(?:-|~|—{1,2}|–|至|到)\s?(?P<day>[0-9]{1,2})\s?[日号](?![0-9])")
_WEEKDAY_BESIDE = re.compile(r"\s*[(（,，]?\s*")
_BARE_WEEKDAY = re.compile(r"(?:周|星期|礼拜).|[A-Z][a-z]+")
_MAY_HOLD_DATE = re.compile("[0-9月周日天年季]|星期|礼拜|[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date of a text: `text[start:end] == raw` (code points).

    `first` and `last` are ISO days, equal for a single day, both "" when the days are not known: a
    relative date without the day it was said on, or an `impossible` one (2月30日). `approximate`
    marks what names no exact day (10月底, 7月初); its `last` is the last day that keeps the word.
    `year_given` is False when the year was taken from the day it was said on.
    """

    raw: str
    start: int
    end: int
    first: str
    last: str
    granularity: Granularity = "day"
    approximate: bool = False
    relative: bool = False
    year_given: bool = False
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    days: Days


_IGNORES_CASE = int(re.IGNORECASE)  # the enum's own arithmetic costs more than the rest of the loop


def find_dates(text: str, said_on: str = "") -> tuple[DateMention, ...]:
    """The dates of `text` in order; a range is one mention from its first to its last day.

    `said_on` is the ISO day of the meeting or document: relative dates are counted from it, and a
    date without a year gets the year that puts it nearest. Versions, counts, ids, times and what
    stands in links are no dates.
    """
    if not _MAY_HOLD_DATE.search(text):
        return ()
    folded = fold(text)
    said = _iso(said_on)
    found = _join_ranges(folded.text, _read_forms(without_addresses(folded.text), said))
    return tuple(_mention(text, folded, one) for one in found)


def _iso(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _read_forms(text: str, said: date | None) -> list[_Found]:
    lowered = text.lower()
    found: list[_Found] = []
    for form in FORMS:
        haystack = lowered if form.pattern.flags & _IGNORES_CASE else text
        if not any(need in haystack for need in form.needs):
            continue
        for match in form.pattern.finditer(text):
            start, end = match.span()
            if "month" in match.re.groupindex and "name" not in match.re.groupindex:
                start = min(_group_starts(match))
            if any(one.start < end and start < one.end for one in found):
                continue
            days = form.read(match, said)
            if days is not None:
                found.append(_Found(start, end, days))
    return sorted(found, key=lambda one: one.start)


def _group_starts(match: re.Match[str]) -> list[int]:
    """Where the named parts begin: words that only prove a date stand before them."""
    return [match.start(name) for name in match.re.groupindex if match.start(name) >= 0]


def _join_ranges(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Two dates with a range sign between them, and 「7月8日—12日」, become one.

    A weekday beside a day (10月12日（周三）) says nothing of its own.
    """
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and before.end > one.start:
            continue
        if before and _WEEKDAY_BESIDE.fullmatch(text, before.end, one.start):
            if _is_bare_weekday(text, one) and before.days.granularity == "day":
                continue
            if _is_bare_weekday(text, before) and one.days.granularity == "day":
                joined[-1] = one
                continue
        if before and _is_range(text, before, one):
            joined[-1] = _Found(before.start, one.end, _span(before.days, one.days))
            continue
        tail = _RANGE_TAIL.match(text, one.end)
        if tail and one.days.granularity == "day" and one.days.first == one.days.last:
            joined.append(_Found(one.start, tail.end(), _span_to_day(one.days, int(tail["day"]))))
        else:
            joined.append(one)
    return joined


def _is_range(text: str, before: _Found, one: _Found) -> bool:
    """A range sign between two of a kind: 2021年-10月 is no range."""
    is_year = (before.days.granularity == "year", one.days.granularity == "year")
    return is_year[0] == is_year[1] and bool(_RANGE_SIGN.fullmatch(text, before.end, one.start))


def _is_bare_weekday(text: str, one: _Found) -> bool:
    return bool(_BARE_WEEKDAY.fullmatch(text, one.start, one.end))


def _span(first: Days, last: Days) -> Days:
    begin, end = first.first, last.last
    if begin and end and not last.year_given and end < begin:
        end = _moved(end, 1)
    if begin and end and last.year_given and not first.year_given:
        begin = _moved(begin, end.year - begin.year)
        begin = _moved(begin, -1) if begin and begin > end else begin
    known = begin is not None and end is not None
    return Days(
        begin if known else None,
        end if known else None,
        first.granularity if first.granularity == last.granularity else "day",
        approximate=first.approximate or last.approximate,
        relative=first.relative or last.relative,
        year_given=first.year_given or last.year_given,
        impossible=first.impossible or last.impossible,
    )


def _moved(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _span_to_day(days: Days, number: int) -> Days:
    if days.first is None:
        return days
    try:
        last = days.first.replace(day=number)
    except ValueError:
        return Days(None, None, year_given=days.year_given, impossible=True)
    return Days(days.first, last, year_given=days.year_given)


def _mention(text: str, folded: Folded, found: _Found) -> DateMention:
    start, end = folded.original(found.start, found.end)
    days = found.days
    return DateMention(
        raw=text[start:end],
        start=start,
        end=end,
        first=days.first.isoformat() if days.first else "",
        last=days.last.isoformat() if days.last else "",
        granularity=days.granularity,
        approximate=days.approximate,
        relative=days.relative,
        year_given=days.year_given,
        impossible=days.impossible,
    )


# --- the date of a commitment --------------------------------------------------------------------

_DUE_LABEL = re.compile(
    r"(?:完成(?:时间|日期|期限)|截[止至](?:时间|日期|日)?|期限|计划(?:完成)?(?:时间|日期)?"
    r"|预计(?:完成)?(?:时间|日期)?|交付(?:时间|日期)|最迟|不晚于|务必于?|争取|力争|目标"
    r"|deadline|ddl|due(?: date)?|eta|target(?: date)?|by|before|until|no later than)"
    r"\s*[:：=\-—]*\s*(?:[于在到至]|为|是)?\s*(?:the\s)?$",
    re.I,
)
_DUE_AFTER = re.compile(
    r"\s*(?:的?(?:之前|以前|前)|截[止至]|内|到期|[^，,。；;！!]{0,12}?(?:完成|提交|上线|发布|交付|审视|汇报|给出|输出"
    r"|确定|评审|闭环|解决|召开|举行|反馈|到位|答复|验收|切换|发出|启动))"
)
_DUE_BEFORE = re.compile(r"(?:[于在到至]|暂定|定于|计划|预计|拟|将|on)\s*$", re.I)
_PAST_BEFORE = re.compile(r"(?:自|从|已于|已在|since|from|截至|更新于|发布于|创建于)\s*$", re.I)
_PAST_AFTER = re.compile(
    r"\s*(?:起|以来|已|的?(?:会议|例会|会)(?:上|纪要|中)|[^，,。；;]{0,12}?(?:已经?|了$|完成了|共[^享同]))"
)
_ALLOWED = re.compile(
    r"(?<![近去前内每个0-9一二三四五六七八九十])(?P<count>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s?个?"
    r"(?P<unit>天|日|周|星期|月|工作日)\s?(?:之|以)?[内后](?!的|[0-9])"
)


def due_of(text: str, said_on: str = "") -> DateMention | None:
    """The date that a commitment is due on, None where the text names none.

    A date after a label or word of promise counts first (完成时间：, 截止, by), then one before 前
    or a verb of delivery (10月底…审视), then the only date there is, unless it is told as past,
    then a time allowed (两周内). Of a range, `last` is the due day.
    """
    mentions = find_dates(text, said_on)
    best: tuple[int, DateMention] | None = None
    for mention in mentions:
        score = _due_score(text, mention, said_on, alone=len(mentions) == 1)
        if score and (best is None or score >= best[0]):
            best = (score, mention)
    return best[1] if best else _time_allowed(text, said_on)


def _time_allowed(text: str, said_on: str) -> DateMention | None:
    """「两周内完成」: so many days or weeks from the day it was said on."""
    match = _ALLOWED.search(text)
    said = _iso(said_on)
    if match is None:
        return None
    days = day_or_month(match["count"]) * (7 if match["unit"] in ("周", "星期") else 1)
    known = said is not None and match["unit"] in ("天", "日", "周", "星期") and 0 < days < 400
    last = (said + timedelta(days=days)).isoformat() if said and known else ""
    return DateMention(
        match.group(), *match.span(), last, last, "relative", approximate=True, relative=True
    )


def _due_score(text: str, mention: DateMention, said_on: str, *, alone: bool) -> int:
    before = text[max(0, mention.start - 24) : mention.start]
    after = text[mention.end : mention.end + 24]
    if _PAST_BEFORE.search(before):
        return 0
    if _DUE_LABEL.search(before):
        return 4
    if re.match(r"\s*(?:之前|以前|前(?![天面端期]))", after):
        return 3
    if _PAST_AFTER.match(after) or _is_past(mention, said_on):
        return 0
    if _DUE_AFTER.match(after) or _DUE_BEFORE.search(before):
        return 2
    return 1 if alone else 0


def _is_past(mention: DateMention, said_on: str) -> bool:
    """Told of a day before the one it was said on: news, not a promise."""
    return bool(said_on and mention.last and mention.last < said_on)
