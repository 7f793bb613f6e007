"""What stands above the talk: title, day, keywords. Its words count only there, never in what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.intake.detect import day_in_name
from service.text.dates import find_dates

_HELD = re.compile(
    r"\s*(?:会议|开会|召开|录制|录音|预定开始|开始|会议开始|会议录制)?(?:时间|日期)\s*[:：]"
    r"|\s*(?:meeting |recording |recorded |start )?(?:date|time|on)\s*[:：]",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\s*(?:上传|导出|生成|创建|转写|下载|更新)(?:时间|日期)?\s*[:：]|\s*(?:uploaded|exported|created|generated)",
    re.IGNORECASE,
)
_LATER = re.compile(r"下次|下期|截止|到期|next (?:meeting|call)|due|deadline", re.IGNORECASE)
_TITLE_LINES = 4
_LABEL_LINES = 30


@dataclass(frozen=True, slots=True)
class HeadDay:
    """The ISO day of the meeting, "" where the head and the file's name say none; `made` is the day
    on which the transcript was uploaded or made, which is not that of the meeting."""

    held: str = ""
    made: str = ""


def day_of_head(lines: Sequence[str], name: str) -> HeadDay:
    """The day by a line 会议时间：, a recorder's first line, a title with one date, or the file name.

    The day of an upload is none: files are uploaded later.
    """
    made = next((day for line in lines if _MADE.match(line) and (day := _day(line))), "")
    for line in lines[:_LABEL_LINES]:
        if _HELD.match(line) and (day := _day(line)):
            return HeadDay(day, made)
    for line in lines[:_TITLE_LINES]:
        if _MADE.match(line) or _LATER.search(line) or len(line) > 120:
            continue
        if day := _day(line):
            return HeadDay(day, made)
    return HeadDay(day_in_name(name), made)


def _day(line: str) -> str:
    """The one day with a year that the line names."""
    days = {
        mention.first
        for mention in find_dates(line)
        if mention.granularity == "day" and mention.first == mention.last
        if mention.year_given and not mention.relative
    }
    return days.pop() if len(days) == 1 else ""
