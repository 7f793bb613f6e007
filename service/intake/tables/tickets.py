"""Rows of a table whose columns are known -> ticket records.

Read by position: names repeat in real exports. A state, a resolution or a date that is not known
stays unknown and is reported; nothing is taken for open because nobody knew the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.errors import UnreadableTable
from service.intake.tables.columns import Columns
from service.intake.tables.days import is_no_day, zone_of
from service.intake.tables.dialects import Dialect
from service.intake.tables.rows import Row, RowFields
from service.intake.tables.states import StateReader
from service.intake.tables.ticket_cells import (
    DAY_FIELDS,
    TicketCells,
    day_readers,
    without_reference,
)
from service.intake.tables.ticket_notes import Noted
from service.review import IntakeWarning, Refusal, State, StateChange, Ticket

_WORDS = ("title", "type", "state_raw", "resolution_raw", "priority_raw", "severity_raw")
_HOURS = ("estimated", "spent", "left")
_LISTS = ("labels", "sprints", "comments")
_LONGEST_NAME = 60
_LOST_SHARE = 0.2
_LOST = re.compile(r"\?{2,}")


@dataclass(slots=True)
class Written:
    """The tickets of all sheets of a file so far, and where each of them stands."""

    tickets: list[Ticket] = field(default_factory=list)
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    contents: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)


class TicketReader:
    """Reads the rows of one sheet and remembers what it could not understand.

    Raises UnreadableTable when the titles are question marks: their text is lost for good.
    """

    def __init__(
        self,
        columns: Columns,
        written: Written,
        *,
        sheet: str,
        rows: Sequence[Row],
        since_1904: bool = False,
        adjust: Callable[[int, Ticket], Ticket] | None = None,
    ) -> None:
        if columns.dialect is None:
            raise ValueError("a table without a dialect has no tickets")
        self.dialect: Dialect = columns.dialect
        self.fields = RowFields(columns.fields)
        self.written = written
        self.sheet = sheet
        self.rows = rows
        self.adjust = adjust
        self.refused: list[Refusal] = []
        self.noted = Noted()
        self.states = StateReader(self.dialect, columns.choices.states)
        self._parents: dict[int, str] = {}
        self._check_titles()
        self._shifted = self._states_stand_in_assignee()
        zone = zone_of(columns.choices.zone)
        self.cells = TicketCells(
            dialect=self.dialect,
            fields=self.fields,
            days=day_readers(self.fields, rows, self.dialect.months, zone, since_1904=since_1904),
            states=self.states,
            noted=self.noted,
            extra_titles={c: columns.header.title(c).strip() for c in columns.extra()},
            nobody_assigned=self._shifted,
        )

    def read_all(self) -> None:
        """Keep each row as a ticket of `written`, or refuse it with the reason."""
        for row in self.rows:
            self._read(row)

    def warnings(self) -> Iterator[IntakeWarning]:
        """What a person should look at, the worst first."""
        if self._shifted:
            yield IntakeWarning(
                "shifted_states",
                "“指派给”一列全是状态词而状态列是空的：这份文件少了一列。没有把这些词当成人；"
                "如果这一列就是状态，请在列对应里改成“状态”。",
                "The assignee column holds only states and the state column is empty: the file is a "
                "column short. The words were not taken for people; if they are the states, say so "
                "in the column mapping.",
            )
            self.states.unknown.pop("", None)
        yield from self.states.warnings()
        yield from self.noted.warnings()

    # --- one row

    def _read(self, row: Row) -> None:
        key, title = self.fields.value(row, "key"), self.cells.title(row)
        if not key and not (self.dialect.keyless and title):
            self._refuse(row, "没有编号", "it has no key")
            if self.dialect.keyless:
                self.refused[-1] = replace(
                    self.refused[-1], zh="没有标题和编号", en="it has no title and no key"
                )
            return
        if "title_level" in self.fields.columns:
            self._remember_parent(row, title)
        content = (title, self.fields.value(row, "description"))
        first = self.written.contents.get(content)
        numbered = self.written.keys.get(key) if key else None
        if numbered and numbered[0] == self.sheet:
            where = _place(*numbered, self.sheet)
            self._refuse(row, f"编号与{where[0]}相同", f"the same key as {where[1]}")
        elif title and first and (first[0] != self.sheet or not key) and (not key or numbered):
            where = _place(*first, self.sheet)
            self._refuse(row, f"与{where[0]}是同一条", f"the same ticket as {where[1]}")
        else:
            self._keep(row, key, title, content, taken=numbered is not None)

    def _keep(
        self, row: Row, key: str, title: str, content: tuple[str, str], *, taken: bool
    ) -> None:
        ticket = self._ticket(row, key, title)
        at = (self.sheet, row.number)
        if taken:
            ticket = replace(ticket, key=f"{self.sheet} {ticket.key}")
        elif not key and ticket.key in self.written.keys:
            where = f"{self.sheet} {row.number}".strip()
            ticket = replace(ticket, key=f"{ticket.key} ({where})")
        self.written.keys.setdefault(key or ticket.key, at)
        self.written.contents.setdefault(content, at)
        self.written.tickets.append(ticket)

    def _refuse(self, row: Row, zh: str, en: str) -> None:
        self.refused.append(Refusal(row.number, zh, en, self.sheet))

    def _ticket(self, row: Row, key: str, title: str) -> Ticket:
        words = {name: self.fields.value(row, name) for name in _WORDS}
        words["title"] = title
        days = {name: self.cells.day(row, name) for name in DAY_FIELDS}
        hours = {name: self.cells.hours(row, name) for name in _HOURS}
        assigned = "assignee" if self.cells.person(row, "assignee") else "done_by"
        state, history = self._state(row, words)
        ticket = Ticket(
            key=self._name(key, title),
            state=state,
            assignee=self.cells.person(row, assigned),
            reporter=self.cells.person(row, "reporter"),
            reopened=self.cells.reopened(row),
            labels=tuple(self.cells.labels(row)),
            parent=self._parent(row),
            description=self.cells.description(row),
            progress_raw=self.fields.value(row, "progress"),
            sprints=tuple(dict.fromkeys(self.fields.values(row, "sprints"))),
            comments=tuple(self.cells.words(text) for text in self.fields.values(row, "comments")),
            history=history,
            extra=self.cells.beside(row),
            estimated=hours["estimated"],
            spent=hours["spent"],
            left=hours["left"],
            cells=self._cells(row, assigned, days, hours),
            **words,
            **days,
        )
        ticket = _ended_by_history(ticket)
        if self.adjust is not None:
            ticket = self.adjust(row.number, ticket)
        self.noted.check(row.number, ticket, key)
        return ticket

    def _name(self, key: str, title: str) -> str:
        """What people call the ticket: its id, else its title, shortened."""
        if not key:
            return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"
        return f"#{key}" if self.dialect.numbers_are_ids and key.isdigit() else key

    def _state(self, row: Row, words: Mapping[str, str]) -> tuple[State, tuple[StateChange, ...]]:
        raw = words["state_raw"]
        if not raw:
            raw = next(
                (piece for piece in self.cells.glued(row) if self.states.named(piece) is not None),
                "",
            )
        category = self.fields.value(row, "state_category")
        progress = self.fields.value(row, "progress")
        state = self.states.read(row.number, raw, category, words["resolution_raw"], progress)
        return state, self.states.history(raw)

    def _cells(
        self,
        row: Row,
        assigned: str,
        days: Mapping[str, str],
        hours: Mapping[str, float | None],
    ) -> dict[str, str]:
        """The sentence of each filled field; what stands for "nothing" (0000-00-00) is no field."""
        found: dict[str, str] = {}
        for name in (
            "key",
            *_WORDS,
            *DAY_FIELDS,
            *_HOURS,
            *_LISTS,
            "parent",
            "description",
            "progress",
        ):
            column = self.fields.column(row, name)
            empty_day = name in days and not days[name] and is_no_day(self.fields.value(row, name))
            if column is None or empty_day or (name in hours and hours[name] is None):
                continue
            found["progress_raw" if name == "progress" else name] = row.sentences[column].id
        for name, source in (("assignee", assigned), ("reporter", "reporter")):
            column = self.fields.column(row, source)
            if column is not None and self.cells.person(row, source):
                found[name] = row.sentences[column].id
        for name in ("reopened", "reopened_on"):
            column = self.fields.column(row, name)
            if column is not None and self.cells.reopened(row):
                found["reopened"] = row.sentences[column].id
        return found

    def _parent(self, row: Row) -> str:
        depth = self._depth(row)
        if depth:
            return self._parents.get(depth - 1, "")
        return without_reference(self.fields.value(row, "parent"))

    def _depth(self, row: Row) -> int:
        """Which of Title 1 … Title n is filled, from 0."""
        levels = self.fields.columns.get("title_level", ())
        return next((n for n, column in enumerate(levels) if column in row.sentences), 0)

    def _remember_parent(self, row: Row, title: str) -> None:
        depth = self._depth(row)
        self._parents = {n: name for n, name in self._parents.items() if n < depth}
        self._parents[depth] = title

    # --- the whole sheet

    def _check_titles(self) -> None:
        titles = "".join(self.fields.value(row, "title") for row in self.rows)
        lost = sum(len(run) for run in _LOST.findall(titles))
        if lost > _LOST_SHARE * max(1, len(titles)):
            raise UnreadableTable(
                zh="标题大多是问号：导出时编码选错，文字已经丢失，请改用 UTF-8 重新导出。",
                en="The titles are mostly question marks: the wrong encoding was chosen at export "
                "and the text is lost. Export it again as UTF-8.",
            )

    def _states_stand_in_assignee(self) -> bool:
        people = [text for row in self.rows for text in self.fields.values(row, "assignee")]
        states = any(self.fields.value(row, "state_raw") for row in self.rows)
        return (
            bool(people)
            and not states
            and all(self.states.named(text) is not None for text in people)
        )


def _ended_by_history(ticket: Ticket) -> Ticket:
    """A dated state that ended a ticket is its day of closing, where no column says one."""
    last = ticket.history[-1] if ticket.history else None
    if last is None or ticket.closed or ticket.resolved or last.state not in ("resolved", "closed"):
        return ticket
    cells = {**ticket.cells, "closed": ticket.cells["state_raw"]}
    return replace(ticket, closed=last.day, cells=cells)


def _place(sheet: str, row: int, here: str) -> tuple[str, str]:
    if sheet == here:
        return f"第 {row} 行", f"row {row}"
    return f"工作表“{sheet}”第 {row} 行", f"row {row} of sheet “{sheet}”"
