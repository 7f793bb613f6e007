"""Rows of a known ticket export -> ticket records.

Read by position: names repeat in real exports. A state, a resolution or a date that is not known
stays unknown and is reported; nothing is taken for open because nobody knew the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.intake.days import DayReader, is_no_day
from service.intake.dialects import Dialect, normal
from service.review import IntakeWarning, Refusal, Sentence, State, Ticket

_WORDS = ("title", "type", "state_raw", "resolution_raw", "priority_raw", "severity_raw")
_DAYS = ("created", "updated", "resolved", "closed", "due", "planned_start", "actual_start")
_FIRST_COLUMN = ("key", "title")
_REFERENCE = re.compile(r"(?P<name>.*\S)\s*[(（]#?\d+[)）]", re.DOTALL)
_KEYWORD_SIGN = re.compile(r"[,，;；、]")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the export: its number, its cells as csv gave them, and their sentences."""

    number: int
    cells: Sequence[str]
    sentences: Mapping[int, Sentence]


@dataclass(slots=True)
class TicketReader:
    """Reads the rows of one export and remembers what it could not understand."""

    dialect: Dialect
    columns: Mapping[str, Sequence[int]]
    days: DayReader
    tickets: list[Ticket] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    _rows_of: dict[str, int] = field(default_factory=dict)
    _unknown_states: dict[str, int] = field(default_factory=dict)
    _unknown_resolutions: dict[str, int] = field(default_factory=dict)
    _closed_without: list[int] = field(default_factory=list)
    _unread_days: list[str] = field(default_factory=list)

    @classmethod
    def for_rows(cls, dialect: Dialect, header: Sequence[str], rows: Sequence[Row]) -> TicketReader:
        """A reader for the rows of a header that the dialect knows."""
        columns = dialect.columns(header)
        cells = (
            row.cells[column].strip()
            for row in rows
            for name in _DAYS
            for column in columns.get(name, ())
            if column < len(row.cells)
        )
        return cls(dialect, columns, DayReader.for_cells(dialect.months, cells))

    def read(self, row: Row) -> None:
        """Keep the row as a ticket, or refuse it with the reason."""
        key = self._value(row, "key")
        if not key:
            self.refused.append(Refusal(row.number, "没有编号", "it has no key"))
        elif key in self._rows_of:
            first = self._rows_of[key]
            self.refused.append(
                Refusal(row.number, f"编号与第 {first} 行相同", f"the same key as row {first}")
            )
        else:
            self._rows_of[key] = row.number
            self.tickets.append(self._ticket(row, key))

    def _ticket(self, row: Row, key: str) -> Ticket:
        words = {name: self._value(row, name) for name in _WORDS}
        days = {name: self._day(row, name) for name in _DAYS}
        assigned = "assignee" if self._person(row, "assignee") else "done_by"
        return Ticket(
            key=f"#{key}" if self.dialect.numbers_are_ids and key.isdigit() else key,
            state=self._state(row, words["state_raw"], words["resolution_raw"]),
            assignee=self._person(row, assigned),
            reporter=self._person(row, "reporter"),
            reopened=self._reopened(row),
            labels=tuple(self._labels(row)),
            parent=_without_reference(self._value(row, "parent")),
            description=self._value(row, "description"),
            cells=self._cells(row, assigned, days),
            **words,
            **days,
        )

    def _cells(self, row: Row, assigned: str, days: Mapping[str, str]) -> dict[str, str]:
        """The sentence of each filled field; what stands for "nothing" (0000-00-00) is no field."""
        found: dict[str, str] = {}
        for name in ("key", *_WORDS, *_DAYS, "labels", "parent", "description"):
            column = self._column(row, name)
            empty_day = name in days and not days[name] and is_no_day(self._value(row, name))
            if column is not None and not empty_day:
                found[name] = row.sentences[column].id
        for name, source in (("assignee", assigned), ("reporter", "reporter")):
            column = self._column(row, source)
            if column is not None and self._person(row, source):
                found[name] = row.sentences[column].id
        for name in ("reopened", "reopened_on"):
            column = self._column(row, name)
            if column is not None and self._reopened(row):
                found["reopened"] = row.sentences[column].id
        return found

    def _column(self, row: Row, name: str) -> int | None:
        """The filled column of a field: of repeated ones the last, which is the newest."""
        filled = [c for c in self.columns.get(name, ()) if c in row.sentences]
        if not filled:
            return None
        return filled[0] if name in _FIRST_COLUMN else filled[-1]

    def _value(self, row: Row, name: str) -> str:
        column = self._column(row, name)
        return "" if column is None else row.cells[column].strip()

    def _labels(self, row: Row) -> Iterator[str]:
        for column in self.columns.get("labels", ()):
            if column in row.sentences:
                for label in _KEYWORD_SIGN.split(row.cells[column]):
                    if label.strip():
                        yield label.strip()

    def _person(self, row: Row, name: str) -> str:
        person = _without_reference(self._value(row, name))
        return "" if normal(person) in self.dialect.not_people else person

    def _reopened(self, row: Row) -> int:
        """How often a ticket was opened again; a day of reopening tells of one time."""
        count = self._value(row, "reopened")
        if count.isdecimal():
            return int(count)
        return 1 if self.days.read(self._value(row, "reopened_on")) else 0

    def _day(self, row: Row, name: str) -> str:
        raw = self._value(row, name)
        day = self.days.read(raw)
        if not day and not is_no_day(raw):
            self._unread_days.append(f"{row.number}: {raw[:30]}")
        return day

    def _state(self, row: Row, raw: str, resolution: str) -> State:
        """The tool's state, corrected by what its resolution says was really done."""
        named = self.dialect.states.get(normal(raw))
        category = self.dialect.categories.get(normal(self._value(row, "state_category")))
        state = _reconciled(named, category)
        if state is None:
            self._unknown_states[raw] = self._unknown_states.get(raw, 0) + 1
            return "unknown"
        if state not in ("resolved", "closed"):
            return state
        return self._ended(row, state, resolution)

    def _ended(self, row: Row, state: State, resolution: str) -> State:
        if not resolution:
            if state == "closed" and self.dialect.asks_resolution_of_closed:
                self._closed_without.append(row.number)
            return state
        meaning = self.dialect.resolutions.get(normal(resolution))
        if meaning == "cancelled":
            return "cancelled"
        if meaning == "open":
            return "open"
        if meaning is None and self.dialect.asks_resolution_of_closed:
            known = self._unknown_resolutions
            known[resolution] = known.get(resolution, 0) + 1
            return "unknown"
        return state

    def warnings(self) -> Iterator[IntakeWarning]:
        """What a person should look at, the worst first."""
        if self._unknown_states:
            values = _counted(self._unknown_states)
            yield IntakeWarning(
                "unknown_states",
                f"认不出这些状态：{values}；这些工单记为“状态未知”，不算未完成也不算完成。",
                f"These states are not known: {values}; the tickets are kept as “state unknown”, "
                "neither open nor done.",
            )
        if self._unknown_resolutions:
            values = _counted(self._unknown_resolutions)
            yield IntakeWarning(
                "unknown_resolutions",
                f"认不出这些解决方案或关闭原因：{values}；是否算交付请核对。",
                f"These resolutions are not known: {values}; please check what was delivered.",
            )
        if self._closed_without:
            rows = _listed([str(number) for number in self._closed_without])
            yield IntakeWarning(
                "closed_without_resolution",
                f"{len(self._closed_without)} 个已关闭的工单没写解决方案或关闭原因（第 {rows} 行），"
                "是否真的完成请核对。",
                f"{len(self._closed_without)} closed tickets say no resolution (rows {rows}): please "
                "check that they were done.",
            )
        if self._unread_days:
            cells = _listed(self._unread_days)
            yield IntakeWarning(
                "unread_dates",
                f"{len(self._unread_days)} 个日期读不准，留空（行: 原文）：{cells}。",
                f"{len(self._unread_days)} dates could not be read for certain and stay empty "
                f"(row: cell): {cells}.",
            )


def _reconciled(named: State | None, category: State | None) -> State | None:
    """The category is the tool's own word; a state's name only says how something ended."""
    if named is None or category is None:
        return named or category
    ended = ("resolved", "closed", "cancelled")
    return named if named in ended and category in ended else category


def _without_reference(text: str) -> str:
    """名称(#12) without its number, which is an id and no part of the name."""
    match = _REFERENCE.fullmatch(text)
    return match["name"] if match else text


def _counted(values: Mapping[str, int]) -> str:
    return _listed([f"{value or '（空）'} ×{count}" for value, count in values.items()])


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values[:_SHOWN]) + (" …" if len(values) > _SHOWN else "")
