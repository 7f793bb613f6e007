"""What the cells of a row say, read as the tool writes them: people, days, hours, labels, descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from service.intake.tables.days import DayReader, day_first_in, is_no_day, is_serial
from service.intake.tables.dialects import Dialect, normal
from service.intake.tables.hours import hours_of
from service.intake.tables.markup import without_html, without_mail, without_wiki
from service.intake.tables.rows import Row, RowFields
from service.intake.tables.states import StateReader
from service.intake.tables.ticket_notes import Noted

LONGEST_FIELD = 200_000
"""Characters of a description that a ticket keeps; the sentence has all of it."""
DAY_FIELDS = ("created", "updated", "resolved", "closed", "due", "planned_start", "actual_start")
_REFERENCE = re.compile(r"(?P<name>.*\S)\s*[(（]#?\d+[)）]", re.DOTALL)
_COMMENT_HEAD = re.compile(r"\d{1,2}/[^;\n]{3,30};[^;\n]{1,80};")
"""Jira puts the time and the account in front of a comment; nobody is called 5f1a9b."""
_PERSON_SIGN = re.compile(r"[;；\n]")
_KEYWORD_SIGN = re.compile(r"[,，;；、]")


@dataclass(slots=True)
class TicketCells:
    """Reads the cells of one sheet; what could not be read goes to `noted`.

    `extra_titles` are the columns that a ticket keeps by their title. `nobody_assigned` says that what
    stands in the assignee column are no people.
    """

    dialect: Dialect
    fields: RowFields
    days: Mapping[str, DayReader]
    states: StateReader
    noted: Noted
    extra_titles: Mapping[int, str] = field(default_factory=dict)
    nobody_assigned: bool = False

    def title(self, row: Row) -> str:
        """The title; of "Label, tab, title" pasted into one cell the piece that is longest."""
        title = self.dialect.title_mark.sub("", self.fields.value(row, "title"))
        if "\t" not in title:
            return title
        self.noted.split_titles.append(row.number)
        return max((piece.strip() for piece in title.split("\t")), key=len)

    def glued(self, row: Row) -> list[str]:
        """The short pieces that a tab parts from the title in its cell: labels and states."""
        title = self.fields.value(row, "title")
        if "\t" not in title:
            return []
        pieces = [piece.strip() for piece in title.split("\t") if piece.strip()]
        longest = max(pieces, key=len)
        return [piece for piece in pieces if piece != longest]

    def labels(self, row: Row) -> Iterator[str]:
        for text in self.fields.values(row, "labels"):
            yield from (label.strip() for label in _KEYWORD_SIGN.split(text) if label.strip())
        for piece in self.glued(row):
            if self.states.named(piece) is None and not piece.isdigit():
                yield piece

    def beside(self, row: Row) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, title in self.extra_titles.items():
            if text := row.text(column):
                known = found.get(title)
                found[title] = f"{known}; {text}" if known else text[:LONGEST_FIELD]
        return found

    def person(self, row: Row, name: str) -> str:
        if name == "assignee" and self.nobody_assigned:
            return ""
        people = [
            without_reference(without_mail(part.strip()))
            for part in _PERSON_SIGN.split(self.fields.value(row, name))
            if part.strip()
        ]
        return "、".join(one for one in people if normal(one) not in self.dialect.not_people)

    def reopened(self, row: Row) -> int:
        """How often a ticket was opened again; a day of reopening tells of one time."""
        count = self.fields.value(row, "reopened")
        if count.isdecimal():
            return int(count)
        days = self.days.get("reopened_on")
        return 1 if days and days.read(self.fields.value(row, "reopened_on")) else 0

    def day(self, row: Row, name: str) -> str:
        raw = self.fields.value(row, name)
        if not raw:
            return ""
        day = self.days[name].read(raw)
        if not day and not is_no_day(raw):
            self.noted.unread_days.append(f"{row.number}: {raw[:30]}")
        if day and is_serial(raw):
            self.noted.serials.append(row.number)
        return day

    def hours(self, row: Row, name: str) -> float | None:
        raw = self.fields.value(row, name)
        hours = hours_of(raw, self.dialect.durations) if raw else None
        if raw and hours is None:
            self.noted.unread_hours.append(f"{row.number}: {raw[:30]}")
        return hours

    def description(self, row: Row) -> str:
        text = self.fields.value(row, "description")
        if len(text) > LONGEST_FIELD:
            self.noted.long_descriptions.append(row.number)
            text = text[:LONGEST_FIELD]
        if normal(text) in self.dialect.blank_descriptions:
            return ""
        return self.words(text)

    def words(self, text: str) -> str:
        """A text without the mark-up of its tool."""
        if self.dialect.markup == "wiki":
            return without_wiki(_COMMENT_HEAD.sub("", text))
        return without_html(text) if self.dialect.markup == "html" else text


def day_readers(
    fields: RowFields,
    rows: Sequence[Row],
    months: Mapping[str, int],
    zone: tzinfo,
    *,
    since_1904: bool,
) -> dict[str, DayReader]:
    """A reader for each field of days: the order of day and month is that of its column, else that of
    the sheet."""
    cells = {
        name: [
            row.text(column)
            for row in rows
            for column in fields.columns.get(name, ())
            if column in row.sentences
        ]
        for name in (*DAY_FIELDS, "reopened_on")
    }
    everywhere = day_first_in(cell for column in cells.values() for cell in column)
    orders = {name: day_first_in(column) for name, column in cells.items()}
    return {
        name: DayReader(
            months=months,
            day_first=everywhere if order is None else order,
            zone=zone,
            serials=True,
            since_1904=since_1904,
        )
        for name, order in orders.items()
    }


def without_reference(text: str) -> str:
    """名称(#12) without its number, which is an id and no part of the name."""
    match = _REFERENCE.fullmatch(text)
    return match["name"] if match else text
