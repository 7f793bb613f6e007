"""What the columns of a table hold, as a form: each column with samples and the field it fills."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import Language
from service.intake import Choices
from service.intake.tables.mapping import FIELDS, SheetMapping, preview
from service.review import Source
from service.web.texts import text

STATES = ("open", "in_progress", "resolved", "closed", "cancelled")


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its title, a few of its cells, and the field that is proposed or chosen."""

    title: str
    samples: str
    field: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet with its columns; `name` is "" where there is only one."""

    name: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class StateView:
    """A state's word, how many rows have it, and the meaning that is proposed or chosen."""

    word: str
    count: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MappingView:
    """The whole form; `asked` says that the table is not understood without it."""

    sheets: tuple[SheetView, ...]
    states: tuple[StateView, ...]
    fields: tuple[tuple[str, str], ...]
    meanings: tuple[tuple[str, str], ...]
    asked: bool


def mapping_view(source: Source, choices: Choices, language: Language) -> MappingView | None:
    """The form for a table that was read with `choices`, None for any other source."""
    shown = preview(source, choices)
    if not shown.sheets:
        return None
    separator = text("list.separator", language)
    return MappingView(
        sheets=tuple(
            SheetView(
                sheet.report.name,
                tuple(
                    ColumnView(one.title, separator.join(one.samples), one.field)
                    for one in sheet.columns
                ),
            )
            for sheet in shown.sheets
        ),
        states=tuple(
            StateView(
                one.word,
                text("mapping.count", language, count=f"{one.count:,}"),
                "" if one.state == "unknown" else one.state,
            )
            for one in shown.states
        ),
        fields=tuple(
            (name, both.zh if language == "zh" else both.en) for name, both in FIELDS.items()
        ),
        meanings=tuple((name, text(f"state.{name}", language)) for name in STATES),
        asked=not all(sheet.is_known and _has_states(sheet) for sheet in shown.sheets)
        or any(one.state == "unknown" for one in shown.states),
    )


def _has_states(sheet: SheetMapping) -> bool:
    return any(column.field == "state_raw" for column in sheet.columns)
