"""Tables in notes and minutes: action lists, minutes in cells, figures, records.

What a table is, its header says. Rows of an action list are actions; cells of minutes are read like
lines; rows of figures are metrics; a long record with a status column becomes one count per status.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.facts.fields import due_day
from service.facts.labels import part_of, pieces_of_cell, plain
from service.facts.meetings import Meetings
from service.facts.outline import Statement
from service.facts.state_words import state_of
from service.review import FactCard, Fields, Sentence, Source
from service.text.dates import due_of, find_dates
from service.text.people import strip_owner_marks
from service.text.placeholders import is_placeholder

_THING = re.compile(
    r"items?|事项|行动|行动项|任务|任务名称|待办|遗留问题|工作内容|内容"
    r"|actions?|action items?|task|what"
)
_OWNER = re.compile(r"owners?|负责人|责任人|执行人|担当|assignee|who|responsible")
_STATUS = re.compile(r"status|状态|state|进展|完成情况|当前状态|结果")
_DUE = re.compile(
    r"due|due date|deadline|截止(?:时间|日期)?|完成时间|计划完成(?:时间|日期)?|ddl|when"
)
_SET_ON = re.compile(r"meeting ?time|会议(?:时间|日期)|提出(?:时间|日期)|日期|date|opened")
_TOPIC = re.compile(r"议题名称|议题|topic|主题|agenda")
_MINUTES = re.compile(r"会议纪要|纪要|结论|minutes?|notes|conclusion|讨论内容")
_PLANNED = re.compile(r"计划(?:时间|日期|完成)?|planned?(?: date)?|target")
_ACTUAL = re.compile(r"实际(?:时间|日期|完成)?|actual(?: date)?")
_NAME = re.compile(r"里程碑|milestone|阶段|模块|工作项|goal|目标|名称|name|module")
_PEOPLE = re.compile(r"姓名|名字|账号|name|account|handle|organization|公司|单位")
_NUMBER = re.compile(
    r"^[~约]?[\d,]+(?:\.\d+)?\s*(?:%|％|个|条|次|人|天|小时|h|ms|s|秒|分钟|万|元)?$"
)
_TIME = re.compile(r"^(?:time|时间)$")
_TOTAL = re.compile(r"总计|合计|共计|total", re.IGNORECASE)
LONG_RECORD = 8
"""Rows from which a table with a status column is counted instead of told row by row."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a source give: cards, and statements still to be read by their words."""

    cards: tuple[FactCard, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class _Table:
    number: int
    headings: tuple[str, ...]
    headers: dict[int, str] = field(default_factory=dict)
    rows: dict[int, dict[int, list[Sentence]]] = field(default_factory=dict)
    first: Sentence | None = None

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The first column whose header is what the pattern names."""
        for number in sorted(self.headers):
            if pattern.fullmatch(self.headers[number]):
                return number
        return None

    def cell(self, row: int, column: int | None) -> str:
        """The text of one cell, "" when it is empty or there is no such column."""
        if column is None:
            return ""
        return plain("".join(s.text for s in self.rows[row].get(column, ())))

    def ids(self, row: int, columns: Sequence[int | None]) -> tuple[str, ...]:
        """The sentence ids of some cells of a row."""
        return tuple(s.id for c in columns if c is not None for s in self.rows[row].get(c, ()))


def read_tables(source: Source, month: str) -> Tables:
    """The facts in the tables of a source that is not a ticket export."""
    cards: list[FactCard] = []
    statements: list[Statement] = []
    unread: list[str] = []
    meetings = Meetings(source)
    for table in _tables(source.sentences):
        name = f"{source.sha256[:8]}.x{table.number}"
        at = replace(source, dated=meetings.of(table.first).day) if table.first else source
        if table.column(_OWNER) and table.column(_THING):
            cards.extend(_actions(at, table, name, month))
        elif table.column(_MINUTES):
            statements.extend(_minutes(at, table, at.dated, month))
        elif table.column(_PLANNED) and table.column(_ACTUAL):
            cards.extend(_milestones(at, table, name))
        elif len(table.rows) >= LONG_RECORD and (status := table.column(_STATUS)):
            cards.extend(_counts(at, table, name, status))
        elif _is_figures(table):
            cards.extend(_figures(at, table, name))
        elif not _is_ignorable(table):
            unread.append(" | ".join(table.headers.values()))
    return Tables(tuple(cards), tuple(statements), tuple(unread))


def _tables(sentences: Sequence[Sentence]) -> Iterator[_Table]:
    found: dict[int, _Table] = {}
    for sentence in sentences:
        cell = sentence.cell
        if cell is None:
            continue
        table = found.setdefault(cell.table, _Table(cell.table, sentence.headings, first=sentence))
        if sentence.role == "table_header":
            table.headers[cell.column] = plain(sentence.text).lower()
        else:
            table.headers.setdefault(cell.column, plain(cell.header).lower())
            table.rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(sentence)
    for table in found.values():
        _promote_second_header(table)
        for row in [row for row in table.rows if _is_template_row(table, row)]:
            del table.rows[row]
        if table.rows:
            yield table


def _is_template_row(table: _Table, row: int) -> bool:
    """A row that repeats its header or itself, or that only asks to be filled in."""
    cells = {column: table.cell(row, column) for column in table.rows[row]}
    filled = [cell for cell in cells.values() if cell]
    if not filled or any(_NUMBER.match(cell) for cell in filled):
        return False
    if all(cell.lower() == table.headers.get(column) for column, cell in cells.items() if cell):
        return True
    same = len(filled) > 1 and len(set(filled)) == 1 and len(filled[0]) > 3
    return same or all(is_placeholder(cell) for cell in filled)


def _promote_second_header(table: _Table) -> None:
    """Pivot tables carry their real header in the first row, below a mostly empty one."""
    named = [header for header in table.headers.values() if header]
    if not table.rows or len(named) >= max(2, len(table.rows[min(table.rows)]) - 1):
        return
    first = min(table.rows)
    cells = {column: table.cell(first, column) for column in table.rows[first]}
    if len(cells) > len(named) and not any(_NUMBER.match(cell) for cell in cells.values()):
        table.headers = {column: cell.lower() for column, cell in cells.items()}
        del table.rows[first]


def _actions(source: Source, table: _Table, name: str, month: str) -> Iterator[FactCard]:
    thing, owner = table.column(_THING), table.column(_OWNER)
    status, due, set_on = table.column(_STATUS), table.column(_DUE), table.column(_SET_ON)
    for row in table.rows:
        text = table.cell(row, thing)
        if not text:
            continue
        day = _day(table.cell(row, set_on), source.dated)
        status_text = table.cell(row, status)
        due_text = table.cell(row, due)
        mention = due_of(due_text, day) if due_text else due_of(text, day)
        state = state_of(status_text)
        yield FactCard(
            id=f"{name}r{row}",
            kind="action",
            text=strip_owner_marks(text) or text,
            evidence=table.ids(row, (thing, owner, status, due, set_on)),
            source=source.name,
            said_on=day,
            said_id=next(iter(table.ids(row, (set_on,))), ""),
            state=state,
            state_raw=status_text,
            refs=(),
            fields=Fields(
                owner=re.sub(r"\s*[/、，,;；]\s*", "、", table.cell(row, owner)),
                due=due_day(mention, day) if mention else "",
                due_raw=mention.raw if mention else due_text,
                actual_date=_closing_day(status_text) if state == "closed" else "",
            ),
            carried=bool(day) and day < f"{month}-01",
        )


def _closing_day(status: str) -> str:
    days = [d.first for d in find_dates(status) if d.granularity == "day" and d.first]
    return days[-1] if days else ""


def _day(text: str, otherwise: str) -> str:
    days = [d.first for d in find_dates(text) if d.granularity == "day" and d.year_given]
    return days[0] if days else otherwise


def _minutes(source: Source, table: _Table, said_on: str, month: str) -> Iterator[Statement]:
    """Minutes in cells: each numbered entry or label of a cell is a statement of its row's topic."""
    topic_column, minutes_column = table.column(_TOPIC), table.column(_MINUTES)
    names = [c for c in sorted(table.headers) if re.search("名称|name|主题", table.headers[c])]
    topic_column = names[0] if names else topic_column
    for row, cells in table.rows.items():
        topic = table.cell(row, topic_column)
        topic_id = next(iter(table.ids(row, (topic_column,))), "")
        part = "agenda"
        for piece in pieces_of_cell(cells.get(minutes_column or 0, ())):
            text = plain(" ".join(s.text for s in piece))
            label = re.match(r"^([^:：。，,]{1,12})[:：]\s*(.*)$", text, re.DOTALL)
            opened = part_of(label[1]) if label else ""
            if opened:
                part, text = opened, label[2] if label else text
            if not text:
                continue
            yield Statement(
                text=text,
                evidence=tuple(s.id for s in piece),
                source=source.name,
                part="agenda" if part in ("problem", "summary", "meta") else part,
                topic=topic,
                topic_id=topic_id,
                said_on=said_on,
                listed=True,
                month=month,
            )


def _milestones(source: Source, table: _Table, name: str) -> Iterator[FactCard]:
    planned, actual = table.column(_PLANNED), table.column(_ACTUAL)
    label = table.column(_NAME) or min(table.headers)
    cause = table.column(re.compile(r"偏差原因|原因|说明|备注|cause|reason|remarks?"))
    deviation = table.column(re.compile(r"偏差|deviation|variance"))
    for row in table.rows:
        if not table.cell(row, label):
            continue
        done = _day(table.cell(row, actual), "")
        yield FactCard(
            id=f"{name}r{row}",
            kind="milestone",
            text=table.cell(row, label),
            evidence=table.ids(row, (label, planned, actual, deviation, cause)),
            source=source.name,
            said_on=source.dated,
            state="closed" if done else "in_progress",
            fields=Fields(
                planned=table.cell(row, planned),
                planned_due=_day(table.cell(row, planned), ""),
                actual=table.cell(row, actual),
                actual_date=done,
                deviation=table.cell(row, deviation),
                cause=table.cell(row, cause),
            ),
        )


def _counts(source: Source, table: _Table, name: str, status: int) -> Iterator[FactCard]:
    """One card for a long record: how many rows stand in each state, with the counting expression."""
    states = Counter(table.cell(row, status) for row in table.rows)
    states.pop("", None)
    if not states or len(states) > LONG_RECORD or any(_NUMBER.match(state) for state in states):
        return
    title = plain(table.headings[-1]) if table.headings else ""
    title = re.split(r"[:：]", title)[0].strip()
    counted = "，".join(f"{state} {count}" for state, count in states.most_common())
    yield FactCard(
        id=f"{name}n",
        kind="metric",
        text=f"{title or table.headers[status]}：{counted}",
        evidence=tuple(s.id for row in table.rows for s in table.rows[row].get(status, ())),
        source=source.name,
        said_on=source.dated,
        fields=Fields(
            metric=title or table.headers[status],
            after=counted,
            computed="; ".join(f'count("{state}")' for state, _ in states.most_common()),
        ),
    )


def _is_figures(table: _Table) -> bool:
    """A first column of names beside columns of figures."""
    columns = sorted(table.headers)
    if len(columns) < 2 or len(table.rows) > 20:
        return False
    cells = [table.cell(row, c) for row in table.rows for c in columns[1:]]
    filled = [cell for cell in cells if cell]
    return len(filled) >= 2 and sum(bool(_NUMBER.match(c)) for c in filled) >= 0.6 * len(filled)


def _figures(source: Source, table: _Table, name: str) -> Iterator[FactCard]:
    columns = sorted(table.headers)
    total = [row for row in table.rows if _TOTAL.fullmatch(table.cell(row, columns[0]))]
    rows = total or list(table.rows)
    for row in rows:
        label = table.cell(row, columns[0])
        values = {table.headers[c]: table.cell(row, c) for c in columns[1:] if table.cell(row, c)}
        if not label or not values or _NUMBER.match(label):
            continue
        yield FactCard(
            id=f"{name}r{row}",
            kind="metric",
            text=f"{label}：" + "，".join(f"{header} {value}" for header, value in values.items()),
            evidence=table.ids(row, columns),
            source=source.name,
            said_on=source.dated,
            topic=plain(table.headings[-1]) if table.headings else "",
            fields=Fields(metric=label, after=_main_value(values)),
        )


def _main_value(values: Mapping[str, str]) -> str:
    """done/total where the columns say so, else the first figure."""
    done = next((v for h, v in values.items() if re.search("成功|完成|通过|done|passed", h)), "")
    total = next((v for h, v in values.items() if re.search("总|共|total|all", h)), "")
    return f"{done}/{total}" if done and total and done != total else next(iter(values.values()))


def _is_ignorable(table: _Table) -> bool:
    headers = list(table.headers.values())
    if table.column(_TIME):
        return True
    return all(_PEOPLE.fullmatch(header) for header in headers if header)
