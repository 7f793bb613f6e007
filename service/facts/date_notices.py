"""Dates of sources that cannot be right, as notices: shown with the words, never repaired."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from prompts import say
from service.facts.meetings import Meetings
from service.review import Language, Notice, Sentence, Source
from service.text.date_sense import doubt_of, impossible_day_in_name
from service.text.dates import find_dates

MOST = 5
"""Places that one notice lists; more are counted."""
_SPEAKS_OF_PAST = re.compile(
    r"\s*(?:[（(](?:周|星期).[)）])?\s*(?:下午|上午)?\s*(?:已经?|完成了|如期|顺利)"
    r"[^，。；,;]{0,8}(?:完成|闭环|关闭|解决|合入|发布|召开|上线|提交|修复)?"
)
_TOLD_PAST = re.compile(r"(?:已于|已经于|已在)\s*$")
_WORTH_READING = re.compile(
    r"(?:29|3\d)(?!\d)|\d/\d{1,2}/\d{1,3}(?!\d)|[-~–—至到]\s*\d|to\s+\w|已|完成了|如期|顺利"
)
"""Without one of these a sentence has no impossible day, no range and no news."""
_BEGIN = re.compile(
    r"(?:起始|开始|启动|start)(?:时间|日期| date)?|.*(?:起始|开始)(?:时间|日期)", re.I
)
_END = re.compile(
    r"(?:结束|完成|截止|end|finish)(?:时间|日期| date)?|.*(?:结束|截止)(?:时间|日期)", re.I
)


def date_notices(source: Source, language: Language) -> Iterator[Notice]:
    """The notices about one source's dates: no such day, end before start, told before it happened."""
    named = impossible_day_in_name(source.name)
    if named:
        yield _notice(language, "impossible_date", source, [named])
    found: dict[str, list[str]] = defaultdict(list)
    if source.tickets:
        _tickets(source, found)
    else:
        _sentences(source, found)
        _rows(source, found)
    for code, places in found.items():
        yield _notice(language, code, source, places)


def _notice(language: Language, code: str, source: Source, places: list[str]) -> Notice:
    listed = ("；" if language == "zh" else "; ").join(places[:MOST])
    text = say(
        language,
        "sentences",
        f"notice_{code}",
        source=source.name,
        count=len(places),
        listed=listed,
    )
    return Notice(code, text)


def _sentences(source: Source, found: dict[str, list[str]]) -> None:
    meetings = Meetings(source)
    for sentence in source.sentences:
        if sentence.role not in ("body", "heading") or not _WORTH_READING.search(sentence.text):
            continue
        said_on = meetings.of(sentence).day
        for mention in find_dates(sentence.text, said_on):
            doubt = doubt_of(mention)
            if doubt is not None:
                code = "impossible_date" if doubt.kind == "impossible" else "reversed_dates"
                found[code].append(mention.raw)
            before, after = sentence.text[: mention.start], sentence.text[mention.end :]
            past = _SPEAKS_OF_PAST.match(after) or _TOLD_PAST.search(before)
            if past and said_on and mention.granularity == "day" and mention.first > said_on:
                found["told_before"].append(f"{said_on} → {mention.raw}")


def _rows(source: Source, found: dict[str, list[str]]) -> None:
    """Rows of a table whose end stands before their start."""
    rows: dict[tuple[int, int], dict[str, Sentence]] = defaultdict(dict)
    for sentence in source.sentences:
        cell = sentence.cell
        if cell is None or sentence.role == "table_header":
            continue
        for edge, pattern in (("begin", _BEGIN), ("end", _END)):
            if pattern.fullmatch(cell.header.strip()):
                rows[cell.table, cell.row].setdefault(edge, sentence)
    for row in rows.values():
        if len(row) == 2:
            begin, end = _day(row["begin"].text), _day(row["end"].text)
            if begin and end and end < begin:
                found["reversed_dates"].append(f"{row['begin'].text} – {row['end'].text}")


def _day(text: str) -> str:
    days = [one.first for one in find_dates(text) if one.granularity == "day" and one.year_given]
    return days[0] if days else ""


def _tickets(source: Source, found: dict[str, list[str]]) -> None:
    for ticket in source.tickets:
        done = ticket.resolved or ticket.closed
        if done and ticket.created and done < ticket.created:
            found["done_before_created"].append(f"{ticket.key}: {ticket.created} → {done}")
        if ticket.due and ticket.planned_start and ticket.due < ticket.planned_start:
            found["reversed_dates"].append(f"{ticket.key}: {ticket.planned_start} → {ticket.due}")
