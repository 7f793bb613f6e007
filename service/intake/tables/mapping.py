"""What a table's columns and state words seem to mean, for a person to correct.

The preview is computed from a source that was read, so that it can be shown at any time; what the person
says comes back as `Choices.columns` and `Choices.states`, and the project remembers it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from service.intake.reader import Choices
from service.intake.tables.dialects import Dialect, dialects, general_dialect, normal, state_words
from service.intake.tables.headers import letter
from service.review import Both, Sentence, SheetReport, Source, State, TablePlace

FIELDS: Mapping[str, Both] = {
    "title": Both("标题", "Title"),
    "key": Both("编号", "Id"),
    "state_raw": Both("状态", "State"),
    "type": Both("类型", "Type"),
    "assignee": Both("负责人", "Owner"),
    "reporter": Both("提出人", "Reporter"),
    "priority_raw": Both("优先级", "Priority"),
    "severity_raw": Both("严重程度", "Severity"),
    "due": Both("截止日期", "Due"),
    "created": Both("创建日期", "Created"),
    "updated": Both("更新日期", "Updated"),
    "resolved": Both("解决日期", "Resolved"),
    "closed": Both("关闭日期", "Closed"),
    "planned_start": Both("计划开始", "Planned start"),
    "actual_start": Both("实际开始", "Actual start"),
    "resolution_raw": Both("解决方案", "Resolution"),
    "description": Both("描述", "Description"),
    "labels": Both("标签", "Labels"),
    "parent": Both("上级", "Parent"),
    "sprints": Both("迭代", "Sprint"),
    "estimated": Both("预估工时（小时）", "Estimate (hours)"),
    "spent": Both("已用工时（小时）", "Spent (hours)"),
    "left": Both("剩余工时（小时）", "Left (hours)"),
    "progress": Both("完成度", "Progress"),
    "reopened": Both("重新打开次数", "Times reopened"),
    "comments": Both("评论", "Comments"),
}
"""The fields that a person may give a column, with their labels; "" stands for none of them."""
SAMPLES = 3
LONGEST_SAMPLE = 60
MOST_WORDS = 40
"""State words of a file that are shown; a column with more of them holds no states."""
_SEVERAL = frozenset({"labels", "sprints", "comments", "description"})
_LIKE_ENOUGH = 0.72
_TOO_PLAIN = frozenset({"date", "日期"})
"""Aliases that are part of many other titles, and say something only alone."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A column of a table: its title as written ("[A]" for none), what stands in it, and its field.

    `chosen` says that a person gave it the field; otherwise it is the reading's or a proposal.
    """

    title: str
    samples: tuple[str, ...]
    filled: int
    field: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StateWord:
    """A word of a state column, how often it stands there, and what it seems or was said to mean."""

    word: str
    count: int
    state: State
    chosen: bool


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet or list. `is_known` says that its rows are read as tickets already."""

    report: SheetReport
    columns: tuple[ColumnMapping, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class MappingPreview:
    """The sheets of a source and the state words of all of them, most frequent first."""

    sheets: tuple[SheetMapping, ...]
    states: tuple[StateWord, ...]


def preview(source: Source, choices: Choices | None = None) -> MappingPreview:
    """The mapping of a table source; without sheets for a source of any other kind.

    `choices` are those with which the source was read.
    """
    chosen = choices or Choices()
    cells = _cells_by_sheet(source.sentences)
    words: Counter[str] = Counter()
    sheets = []
    for report in source.report.sheets:
        columns = _columns(cells.get(report.name, {}), report, chosen)
        for column in columns:
            if column.field == "state_raw":
                words.update(_texts(cells[report.name], column.title))
        sheets.append(SheetMapping(report, columns, report.tickets > 0))
    names = {report.dialect for report in source.report.sheets}
    known = [one for one in dialects() if one.name in names] or [general_dialect()]
    return MappingPreview(tuple(sheets), tuple(_states(words, known, chosen)))


_Cells = dict[str, list[str]]
"""Title -> the texts below it, in the order of the file."""


def _cells_by_sheet(sentences: Sequence[Sentence]) -> dict[str, _Cells]:
    """The filled cells of each sheet; a repeated title is one column here. Rows above the header have
    no title where the sheet has a header, and are left out."""
    headed = {
        sentence.place.sheet
        for sentence in sentences
        if isinstance(sentence.place, TablePlace) and sentence.place.header
    }
    found: dict[str, _Cells] = {}
    for sentence in sentences:
        place = sentence.place
        if not isinstance(place, TablePlace):
            continue
        title = place.header.strip()
        if not title and place.sheet not in headed:
            title = letter(place.column - 1)
        if not title:
            continue
        texts = found.setdefault(place.sheet, {}).setdefault(title, [])
        if sentence.role != "table_header":
            texts.append(sentence.text.strip())
    return found


def _texts(cells: _Cells, title: str) -> Sequence[str]:
    return cells.get(title, ())


def _columns(cells: _Cells, report: SheetReport, choices: Choices) -> tuple[ColumnMapping, ...]:
    chosen = {normal(title): name for title, name in choices.columns.items()}
    letters = {title.upper(): name for title, name in choices.columns.items()}
    dialect = next((one for one in dialects() if one.name == report.dialect), None)
    fields: dict[str, str] = {}
    for title in cells:
        said = letters.get(title) if title == title.upper() and title[:1] == "[" else None
        said = said if said is not None else chosen.get(normal(title))
        if said is not None:
            fields[title] = said
    by_person = frozenset(fields)
    fields |= _proposed(cells, dialect, fields)
    return tuple(
        ColumnMapping(
            title=title,
            samples=_samples(texts),
            filled=len(texts),
            field=fields.get(title, ""),
            chosen=title in by_person,
        )
        for title, texts in cells.items()
    )


def _proposed(cells: _Cells, dialect: Dialect | None, chosen: Mapping[str, str]) -> dict[str, str]:
    """A field for each column that a person said nothing of, the likeliest first, each field once."""
    found: dict[str, str] = {}
    taken = set(chosen.values()) - _SEVERAL
    if dialect is not None:
        for title in cells:
            name = dialect.field_of(title) or ""
            if title not in chosen and name in FIELDS:
                found[title] = name
        return found
    ranked = sorted(
        (
            (likeness, title, name)
            for title in cells
            if title not in chosen
            for name, likeness in _likely_fields(title, cells[title])
        ),
        key=lambda entry: -entry[0],
    )
    for _, title, name in ranked:
        if title not in found and (name not in taken or name in _SEVERAL):
            found[title] = name
            taken.add(name)
    if "title" not in taken:
        free = [title for title in cells if title not in found and title not in chosen]
        longest = max(free, key=lambda title: _telling(cells[title]), default="")
        if longest and _telling(cells[longest]) > 0:
            found[longest] = "title"
    return found


def _likely_fields(title: str, texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Fields by the likeness of their aliases to a title, and states by the words below it."""
    plain = normal(title)
    best: dict[str, float] = {}
    for alias, name in _aliases().items():
        likeness = _likeness(plain, alias)
        if likeness > best.get(name, 0.0):
            best[name] = likeness
    for name, likeness in best.items():
        if likeness >= _LIKE_ENOUGH:
            yield name, likeness
    if texts and len(set(texts)) <= MOST_WORDS:
        known = sum(normal(text) in state_words() for text in texts)
        if known >= _MOSTLY * len(texts):
            yield "state_raw", 0.9


@cache
def _aliases() -> Mapping[str, str]:
    """Every alias of a field that a person may choose; what people make by hand goes before tools."""
    found: dict[str, str] = {}
    for dialect in sorted(dialects(), key=lambda one: not one.general):
        for alias, name in dialect.fields.items():
            found.setdefault(alias, name)
    return {alias: name for alias, name in found.items() if name in FIELDS}


def _likeness(title: str, alias: str) -> float:
    """1 for the same, less for a part of the other, else the share of like characters."""
    if title == alias:
        return 1.0
    if alias in _TOO_PLAIN:
        return 0.0
    shorter, longer = sorted((title, alias), key=len)
    if len(shorter) >= 2 and longer.endswith(shorter):
        return 0.75 + 0.2 * len(shorter) / len(longer)
    if len(shorter) >= 2 and shorter in longer:
        return 0.65 + 0.2 * len(shorter) / len(longer)
    if len(shorter) < 3:
        return 0.0
    return 0.9 * SequenceMatcher(None, title, alias, autojunk=False).ratio()


def _telling(texts: Sequence[str]) -> float:
    """How much a column reads like titles: the mean length of different texts that are no numbers."""
    words = [text for text in texts if any(sign.isalpha() for sign in text)]
    if len(words) < _MOSTLY * len(texts) or len(set(words)) < _MOSTLY * len(words):
        return 0.0
    return sum(min(len(text), LONGEST_SAMPLE) for text in words) / max(1, len(words))


def _samples(texts: Sequence[str]) -> tuple[str, ...]:
    different = list(dict.fromkeys(" ".join(text.split()) for text in texts))[:SAMPLES]
    return tuple(
        text if len(text) <= LONGEST_SAMPLE else text[: LONGEST_SAMPLE - 1] + "…"
        for text in different
    )


def _states(words: Counter[str], known: Sequence[Dialect], choices: Choices) -> Iterator[StateWord]:
    chosen = {normal(word): state for word, state in choices.states.items()}
    for word, count in words.most_common(MOST_WORDS):
        plain = normal(word)
        meanings = (chosen, *(one.states for one in known), general_dialect().states)
        state: State = next((some[plain] for some in meanings if plain in some), "unknown")
        yield StateWord(word, count, state, plain in chosen)
