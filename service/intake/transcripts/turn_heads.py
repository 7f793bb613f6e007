"""The lines at the head of turns: a speaker with a time, sometimes a day, in whatever order.

A line is a head only where it looks like that of a speaker and the times of the file do not fall:
minutes hold 「今天下午 3:30」 and 「方案（10:30）：」 too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Literal

from service.intake.transcripts.utterances import Line, seconds_of
from service.text.names import is_person_name
from service.text.speakers import is_placeholder, proposed_person

Form = Literal["alone", "inline", "bracketed", "leading", "dated"]
"""How a head is written: `张三 00:02`, `张三 00:00:02文字`, `张三(00:02)：文字`, `[00:02] 张三：文字`,
`2026-06-02 15:05:33 张三`."""

_CLOCK = r"(?:\d{1,2}[:：])?\d{1,2}[:：]\d{2}"
_DAY = r"(?:(?P<year>20\d{2})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<date>\d{1,2})日?"
_NAME = r"[^\s\d，。；！？,;!?:：|\[【(（#*>-][^，。；！？;!?:：|\t]{0,39}?"
_GAP = r"[ \t\u3000]{0,8}"
_BLANK = r"[ \t\u3000]{1,8}"
_FORMS: dict[Form, re.Pattern[str]] = {
    "alone": re.compile(
        rf"{_GAP}(?P<name>{_NAME}){_BLANK}(?:{_DAY}{_BLANK})?(?P<time>{_CLOCK})\s*$"
    ),
    "inline": re.compile(
        rf"{_GAP}(?P<name>{_NAME}){_BLANK}(?:{_DAY}{_BLANK})?(?P<time>\d{{1,2}}:\d{{2}}:\d{{2}}){_GAP}[:：]?{_GAP}"
        r"(?P<text>\S.*)$"
    ),
    "bracketed": re.compile(
        rf"{_GAP}(?P<name>{_NAME}){_GAP}[(（](?P<time>{_CLOCK})[)）]{_GAP}[:：]?{_GAP}(?P<text>.*)$"
    ),
    "leading": re.compile(
        rf"{_GAP}[\[【(（]?(?:{_DAY}{_BLANK})?(?P<time>{_CLOCK})[\]】)）]?{_GAP}(?P<name>{_NAME}){_GAP}"
        rf"[:：]{_GAP}(?P<text>.*)$"
    ),
    "dated": re.compile(rf"{_GAP}{_DAY}{_BLANK}(?P<time>{_CLOCK}){_BLANK}(?P<name>{_NAME}){_GAP}$"),
}
_UNTIMED = re.compile(rf"{_GAP}(?P<name>{_NAME}){_GAP}[:：]{_GAP}(?P<text>.*)$")
_NO_SPEAKER = re.compile(
    r"[今明昨后前][天日晚早]|上午|下午|晚上|早上|中午|凌晨|[周星期][一二三四五六日天]|时间|截止|[月日号点]$"
    r"|开始|结束|签到|休息|(?<![a-z])(?:from|at|until|till|am|pm|by|on|time|break|lunch)$"
    r"|^(?:info|warn(?:ing)?|error|debug|fatal|trace|notice|critical|severe)(?![a-z])|\d[-/.月]\d"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
_SAYS = re.compile("[的了在是到约就从我你他她们要把被和]")
_LIKE_NAME = re.compile(r"[A-Z][a-z\u00c0-\u024f]|[\u4e00-\u9fff]{2,}|\S{1,40}@")
_FEWEST = 3
_IN_ORDER = 0.9
_LONGEST = 200
_NO_YEAR = 2000
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class TurnHead:
    """A line that may begin a turn. `time` is in seconds, `day` an ISO day ("" for none)."""

    line: Line
    match: re.Match[str]
    time: float | None
    day: str = ""
    order: float = 0.0

    @property
    def name(self) -> str:
        """The speaker as written."""
        return " ".join(str(self.match["name"]).split())

    @property
    def text_at(self) -> int:
        """Where in its line the words begin; the line's length when they stand below."""
        groups = self.match.groupdict()
        return self.match.start("text") if groups.get("text") else len(self.line.body)


def best_heads(lines: Sequence[Line]) -> tuple[Form, list[TurnHead]] | None:
    """The form with most heads that may be a transcript's, and those heads; None for notes."""
    found = [(form, _heads(lines, form)) for form in _FORMS]
    good = [(form, heads) for form, heads in found if len(heads) >= _FEWEST]
    return max(good, key=lambda one: len(one[1]), default=None)


def untimed_heads(lines: Sequence[Line]) -> Iterator[TurnHead]:
    """The lines `name: words` of a text that a person calls a transcript."""
    for line in lines:
        match = _UNTIMED.match(line.body)
        if match and (_is_name(match["name"].strip()) or not _SAYS.search(match["name"])):
            yield TurnHead(line, match, None)


def _heads(lines: Sequence[Line], form: Form) -> list[TurnHead]:
    """The heads of one form: of speakers, in the order of time, with words between. None for notes."""
    candidates = []
    for line in lines:
        if len(line.body) > _LONGEST and form in ("alone", "dated"):
            continue
        match = _FORMS[form].match(line.body)
        if match is None or _NO_SPEAKER.search(match["name"].strip()):
            continue
        candidates.append(_head(line, match))
    if form in ("alone", "leading", "dated") and _are_times_of_day(candidates):
        candidates = [replace(one, time=(one.time or 0) * 60) for one in candidates]
    counts = Counter(head.name for head in candidates)
    often = 2 if form in ("alone", "bracketed") else len(candidates) + 1
    speakers = [one for one in candidates if _may_speak(one.name, counts[one.name] >= often)]
    ordered = _not_falling(speakers)
    named = sum(_is_name(head.name) for head in ordered)
    returning = len({head.name for head in ordered}) <= 0.7 * len(ordered)
    if len(ordered) < _IN_ORDER * len(speakers) or not (2 * named >= len(ordered) or returning):
        return []
    return ordered if _has_words(lines, ordered) else []


def _may_speak(name: str, returns: bool) -> bool:
    """Whether the label may be a speaker's; `returns` lets any label be one that stands more than once:
    in a log, host and level do."""
    if _is_name(name):
        return True
    says = re.search(r"[\u4e00-\u9fff]", name) and _SAYS.search(name)
    return not says and (returns or bool(_LIKE_NAME.match(name)))


def _is_name(name: str) -> bool:
    return is_placeholder(name) or is_person_name(name) or bool(proposed_person(name))


def _not_falling(heads: Sequence[TurnHead]) -> list[TurnHead]:
    """The longest run of heads, others left out, whose times do not fall."""
    tops: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for number, head in enumerate(heads):
        at = bisect_right(tops, head.order)
        before.append(ends[at - 1] if at else -1)
        tops[at:] = [head.order, *tops[at + 1 :]]
        ends[at:] = [number, *ends[at + 1 :]]
    kept, number = [], ends[-1] if ends else -1
    while number >= 0:
        kept.append(heads[number])
        number = before[number]
    return kept[::-1]


def _has_words(lines: Sequence[Line], heads: Sequence[TurnHead]) -> bool:
    """Whether half of the heads have words behind them or below: an agenda has none."""
    begins = {head.line.number for head in heads}
    filled = [line for line in lines if line.body.strip()]
    followed = {
        line.number
        for line, after in zip(filled, islice(filled, 1, None), strict=False)
        if after.number not in begins
    }
    worded = sum(
        head.text_at < len(head.line.body) or head.line.number in followed for head in heads
    )
    return 2 * worded >= len(heads)


def _head(line: Line, match: re.Match[str]) -> TurnHead:
    time = seconds_of(match["time"].replace("：", ":"))
    groups = match.groupdict()
    if not groups.get("month"):
        return TurnHead(line, match, time, "", time)
    if len(re.findall("[:：]", match["time"])) == 1:
        time *= 60
    year = int(groups["year"] or _NO_YEAR)
    try:
        day = date(year, int(groups["month"]), int(groups["date"]))
    except ValueError:
        return TurnHead(line, match, time, "", time)
    return TurnHead(
        line,
        match,
        time,
        day.isoformat() if groups["year"] else "",
        day.toordinal() * _DAY_SECONDS + time,
    )


def _are_times_of_day(heads: Sequence[TurnHead]) -> bool:
    """Whether `10:05` is a time of day: the first word comes after seven minutes, which is longer than
    anybody waits."""
    short = all(len(re.findall("[:：]", head.match["time"])) == 1 for head in heads)
    dated = any(head.match.groupdict().get("month") for head in heads)
    if not heads or not short or dated or is_placeholder(heads[0].name):
        return False
    return (heads[0].time or 0) >= 7 * 60
