"""Lists of records in a JSON file -> sentences with their paths, and tickets.

Each value that is read is one sentence; its column is named by the path into the record, such as
`labels[].name`, and a value that repeats gives several columns of one name, as in a CSV export.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from service.intake.guard import MOST_SENTENCES, check_count
from service.intake.reader import Given
from service.intake.tables.columns import Columns, column_warnings
from service.intake.tables.dialects import dialect_of
from service.intake.tables.headers import Header
from service.intake.tables.rows import Row
from service.intake.tables.tickets import TicketReader, Written
from service.review import (
    Cell,
    IntakeWarning,
    RecordPlace,
    Refusal,
    Sentence,
    SheetReport,
    Ticket,
)

Adjust = Callable[[int, Ticket], Ticket]
"""What a tool's format says of a ticket beside its fields: record number (from 1) and ticket -> ticket."""
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_MACHINE = re.compile(r"(?:^|[._])(?:id|url|uri|node_id|href|avatar\w*)$|Url$|Id$", re.IGNORECASE)
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value in a record: the name of its column, the path to it from the root, its text."""

    name: str
    path: str
    text: str


def leaves(value: object, path: str, name: str = "") -> Iterator[Leaf]:
    """The values below `value` that say something, in the order of the file."""
    if isinstance(value, dict):
        for key, below in value.items():
            step = f".{key}" if _NAME.fullmatch(key) else f'["{key}"]'
            yield from leaves(below, (path + step).lstrip("."), f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from leaves(below, f"{path}[{at}]", f"{name}[]")
    elif isinstance(value, bool):
        yield Leaf(name, path, "true" if value else "false")
    elif value is not None and str(value).strip():
        yield Leaf(name, path, str(value))


@dataclass(slots=True)
class Lists:
    """The lists of a file as they are read: sentences, tickets and reports of all of them."""

    given: Given
    sentences: list[Sentence] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[IntakeWarning] = field(default_factory=list)
    reports: list[SheetReport] = field(default_factory=list)

    def header_of(self, records: Iterable[Sequence[Leaf]]) -> Header:
        """The header of a list: every name in it once, with the dialect that knows them."""
        names = list(dict.fromkeys(leaf.name for record in records for leaf in record))
        return Header(titles=dict(enumerate(names)), dialect=dialect_of(names))

    def read(
        self, name: str, records: Sequence[Sequence[Leaf]], adjust: Adjust | None = None
    ) -> None:
        """Read one list of records, whose number in the list counts from 1.

        Values that no field takes are read when they stand at the top of a record and are no id or
        link; the names of the others are reported.
        """
        columns = Columns.of(self.header_of(records), self.given.choices)
        wanted = _wanted(columns)
        table = len(self.reports) + 1
        titles: dict[int, str] = {}
        column_of: dict[tuple[str, int], int] = {}
        rows: list[Row] = []
        unread: Counter[str] = Counter()
        for number, record in enumerate(records, start=1):
            cells: dict[int, Sentence] = {}
            seen: Counter[str] = Counter()
            for leaf in record:
                if leaf.name not in wanted:
                    unread[leaf.name] += 1
                    continue
                key = (leaf.name, seen[leaf.name])
                seen[leaf.name] += 1
                column = column_of.setdefault(key, len(column_of))
                titles[column] = leaf.name
                cells[column] = self._sentence(name, table, number, column, leaf)
            if cells:
                rows.append(Row(number, len(cells), cells))
            else:
                self.refused.append(Refusal(number, "没有内容", "it says nothing", name))
        header = Header(titles=titles, dialect=columns.header.dialect)
        self._rows(name, Columns.of(header, self.given.choices), rows, len(records), adjust)
        if unread:
            self._warn_unread(name, list(unread))

    def warn(self, name: str, *warnings: IntakeWarning) -> None:
        """Keep warnings, each with the name of its list."""
        for one in warnings:
            zh, en = (f"列表 {name}：", f"List {name}: ") if name else ("", "")
            self.warnings.append(IntakeWarning(one.code, zh + one.zh, en + one.en))

    def _rows(
        self,
        name: str,
        columns: Columns,
        rows: Sequence[Row],
        count: int,
        adjust: Adjust | None,
    ) -> None:
        refused_before = len(self.refused) - (count - len(rows))
        before = len(self.written.tickets)
        if columns.dialect is not None:
            reader = TicketReader(columns, self.written, sheet=name, rows=rows, adjust=adjust)
            reader.read_all()
            self.refused += reader.refused
            self.warn(name, *reader.warnings())
        self.warn(name, *column_warnings(columns, rows, even=False))
        refused = len(self.refused) - refused_before
        self.reports.append(
            SheetReport(
                name=name,
                rows_read=count,
                rows_kept=count - refused,
                tickets=len(self.written.tickets) - before,
                dialect=columns.dialect.name if columns.dialect else "",
            )
        )

    def _sentence(self, name: str, table: int, row: int, column: int, leaf: Leaf) -> Sentence:
        check_count(len(self.sentences), MOST_SENTENCES, self.given.name, zh="个值", en="values")
        sentence = Sentence(
            id=f"{self.given.prefix}.{len(self.sentences) + 1}",
            source=self.given.name,
            place=RecordPlace(name, row, column + 1, leaf.name, leaf.path),
            text=leaf.text,
            cell=Cell(table, row, column + 1, leaf.name),
        )
        self.sentences.append(sentence)
        return sentence

    def _warn_unread(self, name: str, names: Sequence[str]) -> None:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        self.warn(
            name,
            IntakeWarning(
                "unread_values",
                f"没有读的字段（编号、链接或嵌套的值）：{shown}。",
                f"Fields that were not read (ids, links or nested values): {shown}.",
            ),
        )


def _wanted(columns: Columns) -> frozenset[str]:
    """The names whose values are read."""
    titles = columns.header.titles
    mapped = {
        titles[column]
        for name, numbers in columns.fields.items()
        if name != "known"
        for column in numbers
    }
    known = {titles[column] for column in columns.fields.get("known", ())}
    plain = {
        title
        for title in titles.values()
        if "." not in title and title not in known and not _MACHINE.search(title)
    }
    return frozenset(mapped | plain if columns.dialect else plain | mapped | set(titles.values()))
