"""What a text is, which language it is in, and the day it says it is of."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePath

from service.errors import Language
from service.review import SourceKind
from service.text.dates import DateMention, find_dates

HAN_SHARE = 0.25
"""Han characters among Han characters and Latin words, from which a text is Chinese."""
HEAD_LINES = 20
TITLE_LINES = 3
_HEAD = 40_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"https?://[^\s)）>|]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_MINUTES = re.compile(
    r"与会人|参会|会议(?:纪要|时间|内容|议题|记录)|例会|议题|遗留问题|主持人|minutes|attendees"
    r"|attendance|agenda|action items",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"\s*\d?(?:本次)?(?:会议|开会|召开|例会)?(?:时间|日期)\s*[:：]"
    r"|\s*(?:meeting )?(?:date|time|held on)\s*[:：]",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\d{1,2}[:：点时]\d{0,2}分?|[ap]\.?m\.?|上午|下午|晚上?|utc|gmt|北京时间"
    r"|(?:周|星期)[一二三四五六日天]"
    r"|(?:mon|tue|wednes|thurs|fri|satur|sun)[a-z]*day|[\s()（）\-~～—–,，.。:：]",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"例会|会议|周会|月会|纪要|周报|月报|简报|日报|总结|minutes|meeting|sync|report|review|standup|steering",
    re.IGNORECASE,
)
_NOT_THIS_DAY = re.compile(
    r"下次|下期|下一次|截止|到期|next (?:meeting|call|sync)|due|deadline", re.I
)
_SENTENCE = re.compile(r"[。！？；;!?]")
_NAME_DAY = re.compile(
    r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d[0-5]\d)?(?!\d)"
)


def language_of(text: str) -> Language:
    """Chinese when a quarter of its words are (a Han character counts as a word), addresses apart."""
    head = _ADDRESS.sub(" ", text[:_HEAD])
    han = len(_HAN.findall(head))
    return "zh" if han and han >= HAN_SHARE * (han + len(_LATIN_WORD.findall(head))) else "en"


def kind_of(text: str) -> SourceKind:
    """Minutes when the head speaks of a meeting, else notes."""
    head = "\n".join(text[:_HEAD].splitlines()[:40])
    return "minutes" if len(_MINUTES.findall(head)) >= 2 else "notes"


def dated(text: str, name: str) -> str:
    """The ISO day a source is of, "" when it says none.

    Its date line (会议时间：…) counts most, then the date in its title, then the one in its file
    name. A due date, or a log whose lines each begin with a day, is no date of the source.
    """
    named = day_in_name(name)
    lines = [line for line in text[:_HEAD].splitlines() if line.strip(" #*=-\t>|\u3000")]
    for line in islice(lines, HEAD_LINES):
        bare = line.strip(" #*-\t>|\u3000")
        label = _DATE_LABEL.match(bare)
        if label and (day := _day(bare[label.end() :], named)):
            return day
    if not _is_log(lines):
        for line in islice(lines, TITLE_LINES):
            if _NOT_THIS_DAY.search(line):
                continue
            if day := _title_day(line.strip(" #*=-\t>|\u3000"), line.lstrip().startswith("#")):
                return day
    return named


def day_in_name(name: str) -> str:
    """The ISO day written in a file name as 20261012, 2026-10-12 or 2026_10_12; "" for none."""
    found = _NAME_DAY.search(PurePath(name.replace("\\", "/")).name)
    if not found:
        return ""
    days = find_dates("-".join(found.groups()))
    return days[0].first if days else ""


def _days(text: str, said_on: str = "") -> list[DateMention]:
    return [
        mention
        for mention in find_dates(text, said_on)
        if mention.granularity == "day" and mention.first and not mention.relative
    ]


def _day(text: str, named: str) -> str:
    """The day after a date label; without a year it is the day of the file name's year."""
    days = [day for day in _days(text[:80], named) if day.year_given or named]
    return days[0].first if days else ""


def _title_day(line: str, heading: bool) -> str:
    """The one day with a year in a title: a heading, a line that is only a date, or a short line
    that names a meeting or a report."""
    days = [day for day in _days(line) if day.year_given]
    if len(days) != 1 or len(line) > 80:
        return ""
    rest = line[: days[0].start] + line[days[0].end :]
    only_date = not _CLOCK.sub("", rest)
    titled = len(line) <= 40 and not _SENTENCE.search(line) and bool(_TITLE.search(rest))
    return days[0].first if heading or only_date or titled else ""


def _is_log(lines: list[str]) -> bool:
    """Whether several of the first lines begin with a day of their own."""
    starts = {
        days[0].first
        for line in islice(lines, 12)
        if (days := _days(line.strip(" #*-\t>|")[:24], "2000-01-01")) and days[0].start <= 1
    }
    return len(starts) >= 3
