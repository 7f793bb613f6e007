"""Lines that begin a part with a day of its own: 会议时间：2026/02/02, 【10月12日例会】, # 2026-10-12.

Precision goes first: a due date, a line of a log and a step of a plan are no beginnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.cues import heading_parts
from service.review import Sentence, TextPlace
from service.text.dates import DateMention, find_dates

_MEETING = (
    r"例会|会议|周会|月会|双周会|纪要|周报|月报|简报|日报|总结|meeting|minutes|sync|call|standup"
    r"|steering|review|report"
)
_TITLE = re.compile(_MEETING + r"|议题|记录|讨论|汇报|进展", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\d?(?:[A-Za-z]{1,8}\s+)?(?P<meeting>(?:本次|本期)?(?:会议|开会|召开|例会))?(?:时间|日期)"
    r"|(?:meeting )?(?:date|time)|held on)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_NOT_THIS_DAY = re.compile(
    r"下次|下期|下一次|截[止至]|到期|(?:完成|计划|预计|更新|修改|创建|发布|开始|结束)(?:时间|日期|于)"
    r"|next (?:meeting|call|sync)|(?<![a-z])due(?![a-z])|deadline|updated",
    re.IGNORECASE,
)
_NEXT = re.compile(r"下次|下期|下一次|next (?:meeting|call|sync)", re.IGNORECASE)
_ACTIONS = re.compile(r"遗留|待办|行动项|actions?(?![a-z])|follow[- ]?ups?|todo", re.IGNORECASE)
_BRACKETED = re.compile(r"[【\[](?P<inside>[^【】\[\]]{4,40})[】\]][\s:：]*$")
_SHORT_DAY = re.compile(r"(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[^\d.\-/])")
_BARE_DAY = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])(?:[-/](?P<day>0?[1-9]|[12]\d|3[01])|\.(?P<day2>[12]\d|3[01]))"
    r"(?![\d.\-/~～至到])"
)
"""12-08 and 12.23; 1.7 is the number of a section."""
_BESIDE = re.compile(
    r"\d{1,2}[:：点时]\d{0,2}分?|[ap]\.?m\.?|上午|下午|晚上?|utc|gmt|北京时间"
    r"|(?:周|星期)[一二三四五六日天]|(?:mon|tue|wednes|thurs|fri|satur|sun)[a-z]*day"
    r"|[\s()（）【】\[\]\-~～—–,，.。:：+0-9]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？；;!?]")
_RULE = re.compile(r"[=\-_*~—]{3,}$")
_MARKS = " #*=-\t>|_\u3000"
_AHEAD = frozenset({"plan", "goal", "action", "carried", "request", "measure", "risk"})
_LONGEST = 60
_EDGE_WIDTH = 14
_EDGE = re.compile(r"\d|月|[A-Za-z]{3}")
_NO_YEAR = "2000-01-01"
"""Stands for "no year known" when year-less dates are read; only month and day are kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text by its sentences: `sentences[first:end]` of the source."""

    first: int
    end: int
    number: int
    text: str
    role: str
    indent: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that begins a part: its index among the lines, and its day.

    `day` is an ISO day, or "--10-12" for a day without a year.
    """

    at: int
    day: str
    title: str


def lines_of(sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The lines of a text in order, without those of tables."""
    found: list[Line] = []
    first, number = 0, 0
    for at, sentence in enumerate(sentences):
        place = sentence.place
        if sentence.cell is not None or not isinstance(place, TextPlace):
            first, number = at + 1, 0
            continue
        if place.line == number and found:
            last = found[-1]
            text = f"{last.text} {sentence.text}"
            found[-1] = Line(
                last.first, at + 1, number, text, last.role, last.indent, last.headings
            )
            continue
        first, number = at, place.line
        found.append(
            Line(
                first,
                at + 1,
                number,
                sentence.text,
                sentence.role,
                sentence.indent,
                sentence.headings,
            )
        )
    return tuple(found)


def find_date_lines(lines: Sequence[Line]) -> Iterator[DateLine]:
    """The lines that begin a part with a day of its own, in order."""
    for at, line in enumerate(lines):
        if line.role not in ("body", "heading") or len(line.text) > 200:
            continue
        bare = line.text.strip(_MARKS)
        if not bare or _NOT_THIS_DAY.search(bare[:60]) or _looks_ahead(lines, at):
            continue
        day = _day_of(lines, at, _readable(bare))
        if day:
            yield DateLine(at, day, bare)


def is_rule(line: Line) -> bool:
    """Whether a line is only drawn: ===== or -----."""
    return bool(_RULE.match(line.text.strip()))


def is_title(line: Line) -> bool:
    """Whether a short line names a meeting or report: 例会：, 【Weekly Meeting】."""
    bare = line.text.strip(_MARKS)
    return (
        line.role in ("body", "heading")
        and len(bare) <= 40
        and not _SENTENCE.search(bare)
        and bool(re.search(_MEETING, bare, re.IGNORECASE))
        and "http" not in bare
        and not re.search(r"[:：]\s*\S", bare)
        and not _NOT_THIS_DAY.search(bare)
    )


def starts_part(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands first: at the top, or below a blank line, a rule, a heading, a title."""
    if at == 0:
        return True
    before = lines[at - 1]
    return (
        before.number < lines[at].number - 1
        or before.role == "heading"
        or is_rule(before)
        or is_title(before)
    )


def _looks_ahead(lines: Sequence[Line], at: int) -> bool:
    """A date below 下月计划 or 下次会议 is when something is planned."""
    above = [*lines[at].headings[-1:], *(line.text for line in lines[max(0, at - 1) : at])]
    return any(_NEXT.search(text[:40]) for text in above) or any(
        _part(heading) in _AHEAD for heading in lines[at].headings
    )


def _part(heading: str) -> str:
    name = re.sub(r"^[\s\d一二三四五六七八九十.、．)）(（【]+|[\s:：】]+$", "", heading).lower()
    return next((part for part, pattern in heading_parts() if pattern.fullmatch(name)), "")


def _day_of(lines: Sequence[Line], at: int, bare: str) -> str:
    line = lines[at]
    if _ACTIONS.search(bare):
        return ""  # 7月6日会议遗留问题 and what follows it were said at another meeting
    label = _LABEL.match(bare)
    if label:
        value = bare[label.end() :][:60]
        if short := _BARE_DAY.match(value):
            return _month_and_day(short) if _on_top(lines, at, label) else ""
        days = _days(value)
        first = bool(days) and days[0].start <= 2
        return _written(days[0]) if first and _on_top(lines, at, label) else ""
    bracket = _BRACKETED.match(bare)
    if bracket:
        return _bracketed_day(bracket["inside"])
    if line.role == "body" and (short := _BARE_DAY.match(bare)) and starts_part(lines, at):
        rest = bare[short.end() :]
        named = len(rest) <= 40 and _names(rest) and not _SENTENCE.search(rest)
        return _month_and_day(short) if named else ""
    told = line.role == "body" and (len(bare) > _LONGEST or _SENTENCE.search(bare))
    if told or not _EDGE.search(bare[:_EDGE_WIDTH] + bare[-_EDGE_WIDTH:]):
        return ""  # most lines: looked at before any date is read
    days = _days(bare)
    if len(days) != 1 or line.indent > 3:
        return ""
    rest = (bare[: days[0].start] + " " + bare[days[0].end :]).strip()
    if not _BESIDE.sub("", rest):
        listed = line.text.lstrip()[:1] in "-*+•"
        return "" if listed and line.role != "heading" else _written(days[0])
    if _SENTENCE.search(bare) or len(rest) > _LONGEST:
        return ""
    outside = days[0].start == 0 or days[0].end >= len(bare)
    if line.role == "heading":
        return _written(days[0]) if outside and (days[0].year_given or _names(rest)) else ""
    if len(rest) > 40 or not outside or not _names(rest):
        return ""
    alone = days[0].year_given and days[0].start == 0 and not _in_log(lines, at)
    return _written(days[0]) if starts_part(lines, at) or alone else ""


def _bracketed_day(inside: str) -> str:
    short = _SHORT_DAY.match(inside)
    if short and _names(inside):
        return _month_and_day(short)
    days = _days(inside)
    if len(days) != 1:
        return ""
    rest = inside[: days[0].start] + inside[days[0].end :]
    return _written(days[0]) if not _BESIDE.sub("", rest) or _names(rest) else ""


def _names(rest: str) -> bool:
    return bool(_TITLE.search(rest))


def _in_log(lines: Sequence[Line], at: int) -> bool:
    """Whether a line beside it begins with a day as well."""
    beside = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    return any(
        (days := _days(line.text.strip(_MARKS)[:24])) and days[0].start == 0 for line in beside
    )


def _readable(text: str) -> str:
    """The text with "2020--10-27", "2021年-10月-29日" and "20240723-工作安排" as they are meant."""
    text = re.sub(r"(?<=\d)--(?=\d)", "-", text)
    text = re.sub(r"(?<=[年月])-(?=\d)", "", text)
    return re.sub(r"^(20\d{6})-(?:20\d{6})?(?=\D)", r"\1 ", text)


def _month_and_day(match: re.Match[str]) -> str:
    day = match["day"] or match.groupdict()["day2"]
    return f"--{int(match['month']):02d}-{int(day):02d}"


def _on_top(lines: Sequence[Line], at: int, label: re.Match[str]) -> bool:
    """A bare 时间： counts only where a part begins; elsewhere it is when something is due."""
    return lines[at].indent == 0 and bool(label["meeting"] or starts_part(lines, at))


def _days(text: str) -> list[DateMention]:
    return [
        one
        for one in find_dates(text, _NO_YEAR)
        if one.granularity == "day" and one.last and not one.relative and not one.approximate
    ]


def _written(day: DateMention) -> str:
    return day.last if day.year_given else f"-{day.last[4:]}"
