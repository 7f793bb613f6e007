"""Does each date of an item stand in its evidence? A draft may be coarser than it, never finer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service.grounding.binding import Context, context, misplaced
from service.grounding.evidence import Doubt, Evidence, Reading
from service.review import Both, Fields
from service.text.dates import DateMention, due_of, find_dates
from service.text.day_cells import days_of_cell

_FRAME = re.compile(
    r"[本上下当这次][个]?(?:月|季度)|[今本去明]年度?|[本这当]周|今[天日]"
    r"|this month|last month|next month",
    re.IGNORECASE,
)
_QUARTER = re.compile("Q|季度")
_WEEK = re.compile(r"第.{1,3}周|W[0-9]{1,2}")


def check_dates(
    draft: Reading, evidence: Evidence, month: str, explained: str = ""
) -> Iterator[Doubt]:
    """The doubts about the dates in a text of the item.

    Words of the review's own frame (本月, 下月, the review month itself) need no evidence, nor does
    the day `explained` that the item's own `due_raw` gives.
    """
    for mention in draft.dates:
        if _is_frame(mention, month):
            continue
        if _is_borne(mention, evidence):
            yield from _check_place(mention, draft, evidence)
            continue
        if explained and mention.first == mention.last == explained:
            continue
        yield missing_date(mention.raw)


def _check_place(mention: DateMention, draft: Reading, evidence: Evidence) -> Iterator[Doubt]:
    """The doubt about a day that is, in the source, the day of something else."""
    if mention.granularity != "day" or not mention.first:
        return
    own: list[Context] = []
    rivals: list[Context] = []
    for reading in evidence.readings:
        for one in reading.dates:
            if one.granularity == "day" and one.first:
                here = context(reading.text, one.start, one.end, reading.number_spans)
                same = (one.first, one.last) == (mention.first, mention.last)
                (own if same else rivals).append(here)
    mine = context(draft.text, mention.start, mention.end, draft.number_spans)
    if own and rivals and misplaced(own, rivals, mine):
        yield Doubt(
            Both(
                zh=f"依据中「{mention.raw}」是另一件事的日期，请核对日期与事项是否对应。",
                en=f"In the source “{mention.raw}” is the day of something else; check what it is for.",
            ),
            code="date",
            token=mention.raw,
        )


def check_day(day: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubt about an ISO day of a field that no cited sentence names."""
    parsed = _iso(day)
    if parsed is None:
        yield missing_date(day)
        return
    for reading in evidence.readings:
        for mention in find_dates(reading.text, day):
            if mention.relative or mention.approximate or mention.granularity != "day":
                continue
            if day in (mention.first, mention.last):
                return
    if not _may_be_cell(day, evidence):
        yield missing_date(day)


def check_due(fields: Fields, evidence: Evidence) -> Iterator[Doubt]:
    """The doubt about a due date: the words it was read from must be evidence, and give it.

    A day written out in the evidence needs no `due_raw`.
    """
    if fields.due_raw and not evidence.holds(fields.due_raw):
        yield Doubt(
            Both(
                zh=f"截止时间原文「{fields.due_raw}」不在所引依据中。",
                en=f"No cited sentence holds the words of the due date, “{fields.due_raw}”.",
            ),
            code="date",
            token=fields.due_raw,
        )
        return
    if not fields.due:
        return
    if fields.due_raw and _gives(fields.due_raw, fields.due):
        return
    yield from check_day(fields.due, evidence)


def missing_date(raw: str) -> Doubt:
    """The doubt about a date that no cited sentence holds."""
    return Doubt(
        Both(
            zh=f"日期「{raw}」不在所引依据中，或比依据更精确。",
            en=f"No cited sentence holds the date “{raw}”, or only a coarser one.",
        ),
        code="date",
        token=raw,
    )


def _iso(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _is_frame(mention: DateMention, month: str) -> bool:
    if _FRAME.fullmatch(mention.raw.strip()):
        return True
    if mention.granularity == "month" and not mention.approximate:
        return mention.first[:7] == mention.last[:7] == month
    return (
        mention.granularity == "year" and not mention.approximate and mention.first[:4] == month[:4]
    )


def _is_borne(mention: DateMention, evidence: Evidence) -> bool:
    if evidence.holds(mention.raw):
        return True
    if mention.relative or not mention.first or _WEEK.fullmatch(mention.raw):
        return False
    known = [one for one in evidence.dates() if one.first]
    if any(_covers(mention, one) for one in known):
        return True
    one_day = mention.granularity == "day" and mention.first == mention.last
    if one_day and _may_be_cell(mention.first, evidence):
        return True
    ends = {end for one in known if one.granularity == "day" for end in (one.first, one.last)}
    return mention.granularity == "day" and {mention.first, mention.last} <= ends


def _may_be_cell(day: str, evidence: Evidence) -> bool:
    """Whether a cited cell holds a time with an offset, or a spreadsheet's number, that is this day."""
    return any(one.in_table and day in days_of_cell(one.text) for one in evidence.readings)


def _covers(draft: DateMention, source: DateMention) -> bool:
    """The draft's date is that of the source, or a coarser one around it."""
    if source.relative or (
        draft.year_given and not source.year_given and _other_year(draft, source)
    ):
        return False
    if draft.granularity == "day":
        return (
            source.granularity == "day"
            and not source.approximate
            and draft.first == source.first
            and draft.last == source.last
        )
    is_span = draft.granularity == "month" and draft.first[:7] != draft.last[:7]
    if is_span and not _QUARTER.search(draft.raw):
        return (draft.first, draft.last) == (source.first, source.last)
    return draft.first <= source.first and source.last <= draft.last


def _other_year(draft: DateMention, source: DateMention) -> bool:
    return draft.first[:4] != source.first[:4]


def explained_due(fields: Fields, evidence: Evidence) -> str:
    """The due day where the source's own words for it stand in the evidence and can mean it."""
    borne = bool(fields.due and fields.due_raw) and evidence.holds(fields.due_raw)
    return fields.due if borne and _gives(fields.due_raw, fields.due) else ""


def _gives(words: str, due: str) -> bool:
    """Whether the words can mean that day; what depends on the day they were said on may."""
    day = _iso(due)
    if day is None:
        return False
    mention = due_of(words, due) or next(iter(find_dates(words, due)), None)
    if mention is None or mention.impossible:
        return False
    if mention.relative or not mention.first:
        return _same_weekday(mention.raw, day)
    if mention.year_given or mention.granularity == "day":
        return mention.first <= due <= mention.last
    return mention.first[4:] <= due[4:] <= mention.last[4:] or mention.first <= due <= mention.last


def _same_weekday(words: str, day: date) -> bool:
    match = re.search(r"(?:周|星期|礼拜)([一二三四五六日天])", words)
    return match is None or day.weekday() == min("一二三四五六日天".index(match[1]), 6)
