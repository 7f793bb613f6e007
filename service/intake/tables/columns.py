"""Which column of a sheet holds which ticket field, and what a person should know about the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.intake.reader import Choices
from service.intake.tables.dialects import Dialect, general_dialect, normal
from service.intake.tables.headers import NUMBERING, Header, letter
from service.intake.tables.rows import Row
from service.review import IntakeWarning

_SHOWN = 20
_FEW_ROWS = 5
"""Rows from which a column with one value in all of them is worth a word."""
_COUNTED = ("type", "state_raw", "resolution_raw", "priority_raw", "severity_raw", "assignee")
_LIMITS = (500, 1000, 5000, 10000)
"""Rows at which tools cut an export off."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet's columns by ticket field. `dialect` is None where no ticket can be read."""

    header: Header
    dialect: Dialect | None
    fields: Mapping[str, Sequence[int]]
    choices: Choices

    @classmethod
    def of(cls, header: Header, choices: Choices, width: int = 0) -> Columns:
        """The columns as the dialect knows them, corrected by a person's choices.

        A person who says which column is the title makes tickets of a table of any kind; its dialect
        is called "mapped".
        """
        chosen = {normal(title): name for title, name in choices.columns.items()}
        letters = {title.upper(): name for title, name in choices.columns.items()}
        picked: dict[int, str] = {}
        for column in range(max(header.width, width)):
            title = header.title(column)
            if title and normal(title) in chosen:
                picked[column] = chosen[normal(title)]
            elif not title and letter(column) in letters:
                picked[column] = letters[letter(column)]
        dialect = header.dialect
        if dialect is None and "title" in picked.values():
            dialect = replace(general_dialect(), name="mapped")
        found: dict[str, list[int]] = {}
        for column in range(max(header.width, width)):
            title = header.title(column)
            name = picked.get(column)
            if name is None and dialect is not None and title:
                name = dialect.field_of(title)
            if name:
                found.setdefault(name, []).append(column)
        if dialect is not None and "title" not in found and "title_level" not in found:
            dialect, found = None, {}
        return cls(header, dialect, found, choices)

    @property
    def known(self) -> frozenset[int]:
        """The columns that some field takes."""
        return frozenset(column for numbers in self.fields.values() for column in numbers)

    def unused(self) -> tuple[int, ...]:
        """The titled columns that no field takes."""
        known = self.known
        return tuple(column for column in sorted(self.header.titles) if column not in known)

    def extra(self) -> tuple[int, ...]:
        """The columns that a ticket keeps by their title: those without a field, and in what people
        make by hand also 备注, 模块 and the like."""
        if self.dialect is None or not self.dialect.general:
            return self.unused()
        told = {
            column
            for column in self.fields.get("known", ())
            if normal(self.header.title(column)) not in NUMBERING
        }
        return tuple(sorted(told.union(self.unused())))


def column_warnings(
    columns: Columns, rows: Sequence[Row], *, even: bool
) -> Iterator[IntakeWarning]:
    """Ragged rows (where rows must be `even`), columns that were not used, are empty or say one thing,
    and a likely cut."""
    header = columns.header
    if not header.titles and rows:
        yield IntakeWarning(
            "no_header",
            "没有找到表头，按普通表格读取；请指明哪一列是标题、状态等，就能读成工单。",
            "No header was found; it was read as a plain table. Say which column is the title, the "
            "state and so on, and it is read as tickets.",
        )
        return
    if even:
        yield from _ragged(header, rows)
    names = [header.title(column).strip() for column in sorted(header.titles)]
    if columns.dialect is None:
        if rows:
            titles = _names(names)
            yield IntakeWarning(
                "unknown_table",
                f"认不出这张表是哪种工单导出（列：{titles}），按普通表格读取，没有生成工单。",
                f"This is no ticket export that is known (columns: {titles}); it was read as a plain "
                "table without tickets.",
            )
        return
    unmapped = [header.title(column).strip() for column in columns.unused()]
    if unmapped:
        yield IntakeWarning(
            "unmapped_columns",
            f"没有用到的列：{_names(unmapped)}。",
            f"Columns that were not used: {_names(unmapped)}.",
        )
    filled = {column for row in rows for column in row.sentences}
    empty = [header.title(c).strip() for c in sorted(header.titles) if c not in filled]
    if rows and empty:
        yield IntakeWarning(
            "empty_columns", f"空列：{_names(empty)}。", f"Empty columns: {_names(empty)}."
        )
    yield from _one_value(columns, rows)
    if len(rows) in _LIMITS:
        yield IntakeWarning(
            "perhaps_cut",
            f"正好 {len(rows)} 行：可能被工具的导出上限截断，请核对总数。",
            f"Exactly {len(rows)} rows: perhaps cut off by the tool's limit, please check the total.",
        )


def _one_value(columns: Columns, rows: Sequence[Row]) -> Iterator[IntakeWarning]:
    if len(rows) < _FEW_ROWS:
        return
    same = []
    for name in _COUNTED:
        for column in columns.fields.get(name, ()):
            values = {row.sentences[column].text.strip() for row in rows if column in row.sentences}
            every = all(column in row.sentences for row in rows)
            if every and len(values) == 1:
                same.append(f"{columns.header.title(column).strip()} = {values.pop()[:20]}")
    if same:
        yield IntakeWarning(
            "one_value_columns",
            f"每行都一样、没有信息量的列：{_names(same)}。",
            f"Columns with one value in every row, which say nothing: {_names(same)}.",
        )


def _ragged(header: Header, rows: Sequence[Row]) -> Iterator[IntakeWarning]:
    width = header.width
    odd = [
        row.number for row in rows if row.width < width or max(row.sentences, default=0) >= width
    ]
    if odd:
        listed = ", ".join(map(str, odd[:10])) + (" …" if len(odd) > 10 else "")
        yield IntakeWarning(
            "ragged_rows",
            f"{len(odd)} 行的列数与表头不同（第 {listed} 行），已按位置读取，没有丢弃，请核对。",
            f"{len(odd)} rows have another number of cells than the header (rows {listed}); they "
            "were kept and read by position, please check them.",
        )
    if not rows:
        return
    last = rows[-1]
    texts = [sentence.text for sentence in last.sentences.values()]
    if last.width < header.width and any("\n" in text or "\r" in text for text in texts):
        yield IntakeWarning(
            "open_quote",
            f"第 {last.number} 行有没闭合的引号，它后面的行被并进了同一格：请检查原文件。",
            f"Row {last.number} has a quote that is never closed; the lines after it went into one "
            "cell: check the file.",
        )


def _names(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(name for name in names if name))
    return ", ".join(unique[:_SHOWN]) + (" …" if len(unique) > _SHOWN else "")
