"""What a text is, which language it is in, and the day it says it is of."""

from __future__ import annotations

import re
from pathlib import PurePath

from service.errors import Language
from service.review import SourceKind
from service.text.dates import find_dates

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MINUTES = re.compile(
    r"与会人|参会|会议(?:纪要|时间|内容|议题|记录)|例会|议题|遗留问题|主持人|minutes|attendees|agenda|action items",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(r"(?:会议)?(?:时间|日期)\s*[:：]|(?:meeting )?date\s*[:：]", re.IGNORECASE)
_NAME_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
HEAD_LINES = 14


def language_of(text: str) -> Language:
    """Chinese when Han characters are a fifth of the letters or more."""
    head = text[:20_000]
    han = len(_HAN.findall(head))
    return "zh" if han and 5 * han >= han + len(_LATIN.findall(head)) / 4 else "en"


def kind_of(text: str) -> SourceKind:
    """Minutes when the head speaks of a meeting, else notes."""
    head = "\n".join(text.splitlines()[:40])
    return "minutes" if len(_MINUTES.findall(head)) >= 2 else "notes"


def dated(text: str, name: str) -> str:
    """The ISO day a source is of: its date line, the date in its title, or the one in its name."""
    named = _day_in_name(name)
    for line in text.splitlines()[:HEAD_LINES]:
        bare = line.strip(" #*=-\t>|")
        if not bare or len(bare) > 80:
            continue
        days = [d for d in find_dates(bare, named) if d.granularity == "day" and d.first]
        if not days or ("http" in bare and not days[0].year_given):
            continue
        first = days[0]
        rest = bare[: first.start] + bare[first.end :]
        labelled = bool(_DATE_LABEL.search(bare))
        alone = (
            len(re.sub(r"[\s()（）:：\-~～—点半上下午周星期一二三四五六日天\d]", "", rest)) <= 12
        )
        if (labelled or alone) and (first.year_given or named):
            return first.first
    return named


def _day_in_name(name: str) -> str:
    found = _NAME_DAY.search(PurePath(name.replace("\\", "/")).name)
    return "-".join(found.groups()) if found else ""
