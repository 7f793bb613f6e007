"""What the reader of a draft must know about its sources: empty headings, unread tables, two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from prompts import say
from service.facts.date_notices import date_notices
from service.facts.labels import part_of, plain
from service.facts.legibility import legible
from service.facts.period import Period
from service.facts.roll import call_roll, not_listed
from service.facts.spellings import proposals_of
from service.facts.tables import read_tables
from service.facts.talk import read_talk
from service.facts.ticket_counts import count_tickets
from service.review import (
    SECTION_TITLES,
    SECTIONS,
    FactCard,
    Item,
    Language,
    Notice,
    Sentence,
    Source,
)

_PERIOD = re.compile(
    r"(?:统计周期|统计时间|统计区间|覆盖(?:时间|周期)?|周期|period)\s*[:：]?\s*"
    r"(?P<period>\d{1,2}[./月]\d{1,2}日?\s*[-~～—至到]{1,2}\s*(?P<month>\d{1,2})[./月]\d{1,2}日?)"
)
_SHOWN = 12
_LONGEST_KEY = 24
_MOST_NAMES = 12
_INSTRUCTION = re.compile(
    r"忽略(?:以上|上述|之前|前面).{0,10}(?:指令|规则|要求|内容)|直接定稿|不要提(?:到|及)?|全部写(?:成)?正常"
    r"|ignore (?:all |the )?(?:previous|above) (?:instructions|rules)|do not mention",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(
    r"客户|用户|甲方|科室|患者|customer|client|user|survey|satisfaction", re.IGNORECASE
)


def notices_of(
    period: Period,
    cards: Sequence[FactCard],
    items: Sequence[Item],
    *,
    month: str,
    language: Language,
    spellings: Mapping[str, str] | None = None,
) -> tuple[Notice, ...]:
    """All notices of a draft, each with a stable code; `spellings` are names already decided."""
    return (
        Notice("no_model", say(language, "sentences", "notice_no_model")),
        *_empty_sections(items, language),
        *_about_period(period, month, language),
        *(notice for source in period.sources for notice in _about_source(source, month, language)),
        *_people(period, cards, language, spellings or {}),
        *_customer(items, language),
    )


def _empty_sections(items: Sequence[Item], language: Language) -> Iterator[Notice]:
    filled = {item.section for item in items}
    for section in SECTIONS:
        if section not in filled:
            title = SECTION_TITLES[language][section]
            yield Notice(
                "empty_section", say(language, "sentences", "notice_empty_section", title=title)
            )


def _about_period(period: Period, month: str, language: Language) -> Iterator[Notice]:
    """What was left alone: blocks of other months, copies; and what has no day to tell."""
    for source, count in period.left:
        text = say(
            language, "sentences", "notice_other_months", source=source, count=count, month=month
        )
        yield Notice("other_months", text)
    separator = "、" if language == "zh" else ", "
    if period.undated:
        listed = separator.join(f"{source}（{words}…）" for source, words in period.undated)
        text = say(
            language,
            "questions",
            "undated_blocks",
            count=len(period.undated),
            listed=listed,
            month=month,
        )
        yield Notice("undated_blocks", text)
    for copy, original in period.copies:
        text = say(language, "sentences", "notice_copied_block", copy=copy, original=original)
        yield Notice("copied_block", text)


def _about_source(source: Source, month: str, language: Language) -> Iterator[Notice]:
    report = source.report
    if report.refused:
        text = say(
            language,
            "sentences",
            "notice_refused_rows",
            source=source.name,
            read=report.rows_read,
            kept=report.rows_kept,
            refused=len(report.refused),
        )
        yield Notice("refused_rows", text)
    for warning in report.warnings:
        yield Notice(
            warning.code, f"{source.name}: {warning.zh if language == 'zh' else warning.en}"
        )
    yield from date_notices(source, language)
    if source.tickets:
        yield _about_tickets(source, month, language)
        yield from _instructions(source, language)
        return
    if source.kind == "transcript":
        yield from _about_talk(source, month, language)
        return
    yield from _lost(source, language)
    for heading in _empty_headings(source):
        text = say(
            language, "sentences", "notice_empty_heading", source=source.name, heading=heading
        )
        yield Notice("empty_heading", text)
    for headers in read_tables(source, month).unread:
        text = say(
            language, "sentences", "notice_unread_table", source=source.name, headers=headers
        )
        yield Notice("unread_table", text)
    yield from _other_period(source, month, language)
    yield from _instructions(source, language)


def _about_tickets(source: Source, month: str, language: Language) -> Notice:
    """The counts of the month, each by its name; keys where a person should look."""
    counts = count_tickets(source.tickets, month)
    text = say(
        language,
        "sentences",
        "notice_ticket_counts",
        source=source.name,
        month=month,
        created=len(counts.created),
        solved=len(counts.solved),
        closed=len(counts.closed),
        dropped=len(counts.dropped),
        open=len(counts.open_at_end),
        overdue=len(counts.overdue),
        overdue_keys=_listed(counts.overdue),
        late=len(counts.late),
        late_keys=_listed(counts.late),
        undated=len(counts.undated),
        unknown=len(counts.unknown),
        reopened=_listed([f"{key} ×{times}" for key, times in counts.reopened]),
        carried=_listed([f"{key} ×{times}" for key, times in counts.carried]),
    )
    return Notice("ticket_counts", text)


def _listed(keys: Sequence[str]) -> str:
    shown = [key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…" for key in keys[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(keys) > _SHOWN else "")


def _about_talk(source: Source, month: str, language: Language) -> Iterator[Notice]:
    """Of private matters only how many sentences there are, never what they say."""
    private = read_talk(source, month).private
    if private:
        text = say(language, "sentences", "notice_private_talk", source=source.name, count=private)
        yield Notice("private_talk", text)
    yield from _instructions(source, language)


def _instructions(source: Source, language: Language) -> Iterator[Notice]:
    for sentence in source.sentences:
        if _INSTRUCTION.search(sentence.text):
            text = say(
                language,
                "sentences",
                "notice_instruction",
                source=source.name,
                text=sentence.text[:60],
            )
            yield Notice("instruction_like", text)


def _lost(source: Source, language: Language) -> Iterator[Notice]:
    """How much of a source was not used because characters or status marks are lost."""
    readable = legible(source)
    counts = (("lost_words", len(readable.lost)), ("lost_marks", len(readable.unmarked)))
    for code, count in counts:
        if count:
            text = say(language, "sentences", f"notice_{code}", source=source.name, count=count)
            yield Notice(code, text)


def _empty_headings(source: Source) -> Iterator[str]:
    """Headings that promise problems, results or highlights and have nothing below them."""
    headings = [s for s in source.sentences if s.role == "heading"]
    order = {s.id: n for n, s in enumerate(source.sentences)}
    for heading in headings:
        following = order[heading.id] + 1
        after = source.sentences[following] if following < len(source.sentences) else None
        level = len(heading.text) - len(heading.text.lstrip("#"))
        if after is None or (
            after.role == "heading" and len(after.text) - len(after.text.lstrip("#")) <= level
        ):
            name = plain(heading.text)
            if name and (part_of(name) or level <= 2):
                yield name


def other_period(source: Source, month: str) -> str:
    """The period a source says it covers when it does not end in this month, else ""."""
    match = _PERIOD.search(source.text)
    return match["period"] if match and int(match["month"]) != int(month[5:]) else ""


def _other_period(source: Source, month: str, language: Language) -> Iterator[Notice]:
    period = other_period(source, month)
    if period:
        text = say(language, "sentences", "notice_other_period", source=source.name, period=period)
        yield Notice("other_period", text)


def _people(
    period: Period,
    cards: Sequence[FactCard],
    language: Language,
    spellings: Mapping[str, str],
) -> Iterator[Notice]:
    """Spellings that may be one person, with their places; owners who are not listed as present."""
    roll = call_roll(period.sources)
    proposals = proposals_of(roll, spellings)
    place_of = {s.id: _place(s) for source in period.sources for s in source.sentences}
    separator = "、" if language == "zh" else ", "
    for proposal in proposals:
        if proposal.acts:
            listed = separator.join(
                f"{name}（{separator.join(place_of[one] for one in places[:2])}）"
                for name, places in proposal.places.items()
            )
            yield Notice(
                "same_person", say(language, "sentences", "notice_same_person", listed=listed)
            )
    same = dict(spellings)
    for proposal in proposals:
        same.update((name, proposal.names[0]) for name in proposal.names)
    for source, names in not_listed(roll, cards, period.sources, same):
        listed = separator.join(names[:_MOST_NAMES])
        text = say(
            language,
            "sentences",
            "notice_not_listed",
            source=source,
            count=len(names),
            listed=listed,
        )
        yield Notice("not_listed", text)


def _place(sentence: Sentence) -> str:
    """Where a person finds a sentence: its file and line or row."""
    line = getattr(sentence.place, "line", None) or getattr(sentence.place, "row", 0)
    return f"{sentence.source}:{line}"


def _customer(items: Sequence[Item], language: Language) -> Iterator[Notice]:
    told = [item for item in items if item.kind in ("feedback", "result", "milestone")]
    if not any(item.kind == "feedback" or _CUSTOMER.search(item.text) for item in told):
        yield Notice("no_customer_view", say(language, "sentences", "notice_no_customer"))
