"""Where the header of a sheet stands, and what its columns are called.

People put titles above it, part it over two rows, or leave it out. The first row near the top that
names ticket fields is the header; two rows are joined as 组/字段.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.intake.reader import Choices
from service.intake.tables.dialects import Dialect, dialect_of, known_titles, normal, state_words

HEADER_WITHIN = 15
"""Filled rows from the top among which the header is looked for."""
LONGEST_NAME = 24
_FIGURE = re.compile(r"#?[-+]?\d[\d,.:/\s-]*(?:%|％)?")
_LABEL = re.compile(r"[:：]\s*\S")
NUMBERING = frozenset({"序号", "编号", "序", "no", "no.", "#", "s/n", "行号"})
"""Titles of columns that only number the rows."""

Texts = tuple[int, Mapping[int, str]]
"""A row on its way to a header: its number, and the text of its filled cells by column from 0."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: its row (the lower one of two), 0 for none, and its titles by column."""

    row: int = 0
    rows: tuple[int, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)
    dialect: Dialect | None = None

    def title(self, column: int) -> str:
        """The title of a column as written, "" for none."""
        return self.titles.get(column, "")

    @property
    def width(self) -> int:
        """The columns that the header names, empty ones between them too."""
        return max(self.titles, default=-1) + 1


def find_header(rows: Sequence[Texts], choices: Choices) -> Header:
    """The header among the first rows of a sheet; one without rows when there is none."""
    top = rows[:HEADER_WITHIN]
    chosen = {normal(title) for title, name in choices.columns.items() if name}
    for fits in (
        lambda texts: _dialect(texts) is not None,
        lambda texts: sum(normal(text) in chosen for text in texts.values()) >= 1,
        _names_fields,
    ):
        for at, (_, texts) in enumerate(top):
            if fits(texts):
                return _joined(rows, at)
    for at, (_, texts) in enumerate(top):
        if len(texts) >= 2:
            return _joined(rows, at) if _may_name(texts) else Header()
    return Header()


def holds_only_numbers(texts: Mapping[int, str], header: Header) -> bool:
    """Whether nothing but the row's own number is filled in: a line of a template."""
    return all(normal(header.title(column)) in NUMBERING for column in texts)


def letter(column: int) -> str:
    """A column without a title, as a person names it: "[A]" for 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"[{name}]"


def _dialect(texts: Mapping[int, str]) -> Dialect | None:
    return dialect_of(list(texts.values()))


def _names_fields(texts: Mapping[int, str]) -> bool:
    """Three short texts, two of which some tool or team calls a column."""
    short = [text for text in texts.values() if _is_name(text)]
    return len(short) >= 3 and sum(normal(text) in known_titles() for text in short) >= 2


def _may_name(texts: Mapping[int, str]) -> bool:
    """Whether a row of unknown words is a header: a first cell that is a figure, or a cell that is a
    state, is data; later figures may be the years or days of a real header."""
    first = texts[min(texts)].strip()
    if _FIGURE.fullmatch(first):
        return False
    return not any(normal(text) in state_words() for text in texts.values())


def _is_known(title: str) -> bool:
    plain = normal(title)
    return bool({plain, plain.replace("/", ""), plain.rpartition("/")[2]} & known_titles())


def _is_name(text: str) -> bool:
    return len(text.strip()) <= LONGEST_NAME and not _FIGURE.fullmatch(text.strip())


def _joined(rows: Sequence[Texts], at: int) -> Header:
    """The header at `at`, with the groups above it or the fields below it."""
    number, texts = rows[at]
    if at + 1 < len(rows) and rows[at + 1][0] == number + 1 and _is_below(texts, rows[at + 1][1]):
        titles = _two_levels(texts, rows[at + 1][1])
        return _header((number, number + 1), titles)
    if at and rows[at - 1][0] == number - 1 and _is_above(rows[at - 1][1], texts):
        titles = _two_levels(rows[at - 1][1], texts)
        return _header((number - 1, number), titles)
    return _header((number,), texts)


def _header(rows: tuple[int, ...], titles: Mapping[int, str]) -> Header:
    return Header(rows[-1], rows, dict(titles), dialect_of([titles[c] for c in sorted(titles)]))


def _is_below(header: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Whether `below` names the fields of groups in `header`.

    A group is a name that goes on over the next columns, merged (the same text) or followed by empty
    cells; below a plain title stands nothing, or the title itself where the two are merged.
    """
    inside = _grouped(header, below)
    fields = {c: text for c, text in below.items() if header.get(c) != text}
    return (
        len(fields) >= 2
        and set(fields) <= inside
        and any(_is_known(title) for title in _two_levels(header, fields).values() if "/" in title)
        and all(_is_name(text) and not _LABEL.search(text) for text in fields.values())
    )


def _is_above(groups: Mapping[int, str], header: Mapping[int, str]) -> bool:
    """Whether `groups` stands over the fields of `header`: two names or more, one over several."""
    names = set(groups.values())
    return (
        len(names) >= 2
        and bool(_grouped(groups, header))
        and any(_is_known(title) for title in header.values())
        and min(groups) <= min(header)
        and all(_is_name(text) and not _LABEL.search(text) for text in groups.values())
    )


def _grouped(groups: Mapping[int, str], fields: Mapping[int, str]) -> set[int]:
    """The columns under a name that goes on over the next column."""
    found: set[int] = set()
    last = -1
    for column in range(max([*groups, *fields], default=-1) + 1):
        text = groups.get(column)
        if text is not None and not (last >= 0 and groups[last] == text):
            last = column
            continue
        if last >= 0 and column in fields:
            found |= {last, column}
    return found


def _two_levels(groups: Mapping[int, str], fields: Mapping[int, str]) -> dict[int, str]:
    titles: dict[int, str] = {}
    group = ""
    for column in range(max([*groups, *fields]) + 1):
        group = groups.get(column, group).strip()
        name = fields.get(column, "").strip()
        if not name:
            titles[column] = groups.get(column, "").strip()
        elif not group or group == name:
            titles[column] = name
        else:
            titles[column] = f"{group}/{name}"
    return {column: title for column, title in titles.items() if title}
