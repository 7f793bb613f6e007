"""What is known of an item beyond its text, as a few short lines.

A value the text already says is not said again; an empty field is not shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from service.errors import Language
from service.export.words import FIELD_NAMES, VALUES, WORDS
from service.review import Fields, Item
from service.text.escaping import escape, shorten

_SHORT = 60
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# The count of the tickets that the text lists one by one: the expression adds nothing to read.
_LISTED = re.compile(r"ids\(")


@dataclass(frozen=True, slots=True)
class _Part:
    """One `label: value` of a line."""

    field: str
    value: str


_Group = Callable[["_Details"], Iterator[_Part]]


def detail_lines(item: Item, titles: Mapping[str, str], language: Language) -> Iterator[str]:
    """The lines below an item, escaped. `titles` gives the text of each item by its id."""
    details = _Details(item, titles, language)
    words = WORDS[language]
    for group in _GROUPS:
        parts = [
            f"{FIELD_NAMES[language][part.field]}{words['colon']}{escape(part.value, leads=False)}"
            for part in group(details)
            if part.value
        ]
        if parts:
            yield words["separator"].join(parts)


def says(text: str, value: str) -> bool:
    """Whether `text` has the words of `value`, whatever their width, spacing and case."""
    return _folded(value) in _folded(text)


def says_day(text: str, day: str) -> bool:
    """Whether `text` names the ISO day, with or without its year, in either language."""
    year, month, number = day.split("-")
    folded = _folded(text)
    short = f"{int(month)}月{int(number)}"
    name = _MONTHS[int(month) - 1]
    forms = (
        re.escape(_folded(day)),
        rf"(?<!\d){short}(?:日|号|(?!\d))",
        rf"{year}[/.]0?{int(month)}[/.]0?{int(number)}(?!\d)",
        rf"(?<!\d){int(number)}(?:st|nd|rd|th)?(?:{name}|{name[:3]})",
        rf"(?:{name}|{name[:3]}){int(number)}(?!\d)",
    )
    return any(re.search(form, folded) for form in forms)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class _Details:
    """An item's fields, asked for what its text does not say."""

    item: Item
    titles: Mapping[str, str]
    language: Language

    @property
    def fields(self) -> Fields:
        return self.item.fields

    def new(self, value: str) -> str:
        """`value` unless the text says it."""
        return "" if not value or says(self.item.text, value) else value

    def day(self, day: str) -> str:
        """The day unless the text names it."""
        return "" if not day or says_day(self.item.text, day) else day

    def word(self, value: str) -> str:
        return VALUES[self.language].get(value, value)

    def with_note(self, value: str, note: str) -> str:
        """`value（note）`, or the one of them that is there."""
        if not value or not note:
            return value or note
        words = WORDS[self.language]
        return f"{value}{words['open_bracket']}{note}{words['close_bracket']}"


def _plan(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part(
        "planned", details.with_note(details.new(fields.planned), details.day(fields.planned_due))
    )
    yield _Part(
        "actual", details.with_note(details.new(fields.actual), details.day(fields.actual_date))
    )
    yield _Part("deviation", details.new(fields.deviation))


def _cause(details: _Details) -> Iterator[_Part]:
    yield _Part("cause", details.new(details.fields.cause))


def _figure(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    figures = [figure for figure in (fields.before, fields.after) if figure]
    if figures and not all(says(details.item.text, figure) for figure in figures):
        change = WORDS[details.language]["chain"].join(figures)
        if fields.unit and not says(change, fields.unit):
            change = f"{change} {fields.unit}"
        yield _Part("metric", " ".join(part for part in (fields.metric, change) if part))
    if not _LISTED.match(fields.computed):
        yield _Part("computed", fields.computed)


def _trouble(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part("problem_type", fields.problem_type)
    bone = fields.bone if fields.bone != fields.problem_type else ""
    yield _Part("bone", bone)
    reason = fields.impact_reason if fields.impact else ""
    yield _Part("impact", details.with_note(fields.impact, details.new(reason)))
    yield _Part("delivery_affected", fields.delivery_affected)
    yield _Part("escalate_to", details.new(fields.escalate_to))


def _case(details: _Details) -> Iterator[_Part]:
    yield _Part("case", details.new(details.fields.case))


def _causes(details: _Details) -> Iterator[_Part]:
    whys = details.fields.whys
    if not all(says(details.item.text, why) for why in whys):
        yield _Part("whys", WORDS[details.language]["chain"].join(whys))


def _measure(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part("measure_kind", details.word(fields.measure_kind))
    named = details.titles.get(fields.answers, fields.answers)
    yield _Part("answers", shorten(named, _SHORT))


def _promise(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part("owner", details.new(fields.owner))
    said = fields.due_raw and says(details.item.text, fields.due_raw)
    yield _Part("due", details.day(fields.due) if not said else "")
    if not fields.due:
        yield _Part("due", details.new(fields.due_raw))
    yield _Part("acceptance", details.new(fields.acceptance))


def _priority(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part("priority", details.with_note(fields.priority, details.new(fields.priority_reason)))


def _request(details: _Details) -> Iterator[_Part]:
    fields = details.fields
    yield _Part("resource_kind", details.word(fields.resource_kind))
    yield _Part("quantity", details.new(fields.quantity))
    yield _Part("until", details.new(fields.until))
    yield _Part("decides", details.new(fields.decides))


_GROUPS: tuple[_Group, ...] = (
    _plan,
    _cause,
    _figure,
    _trouble,
    _case,
    _causes,
    _measure,
    _promise,
    _priority,
    _request,
)
