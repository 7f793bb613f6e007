"""The fields of an item as a page shows them: labels, values in words, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from unicodedata import east_asian_width

from service.errors import Language
from service.review import FIELDS_OF, Fields, Item, ItemKind
from service.web.texts import has_text, text

_HALF_LINE = 26
_HIDDEN = frozenset({"due_raw", "unit"})
"""Shown inside another field: the words of a date beside the date, a unit behind its value."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A filled field: its label and one value, or several for a chain."""

    label: str
    values: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.values) > 1 or display_width(self.values[0]) > _HALF_LINE


def field_views(
    item: Item, language: Language, numbers: Mapping[str, str]
) -> tuple[FieldView, ...]:
    """The filled fields in the order of the vocabulary; `numbers` names other items by their id."""
    views = []
    for name in (field.name for field in fields(Fields)):
        if name in _HIDDEN and not _stands_alone(name, item.fields):
            continue
        values = _values(name, item.fields, language, numbers)
        if values:
            views.append(FieldView(text(f"field.{name}", language), values))
    return tuple(views)


def display_width(words: str) -> int:
    """Columns of a fixed-width screen: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def unknown_fields(item: Item, language: Language) -> str:
    """The labels of the fields this kind of item should have and does not, joined; "" for none."""
    labels = [
        text(f"field.{name}", language)
        for name in _expected(item.kind)
        if not getattr(item.fields, name)
    ]
    return text("list.separator", language).join(labels)


def _expected(kind: ItemKind) -> tuple[str, ...]:
    optional = {"computed", "due_raw", "unit", "whys", "bone"}
    return tuple(name for name in FIELDS_OF[kind] if name not in optional)


def _stands_alone(name: str, values: Fields) -> bool:
    return name == "due_raw" and not values.due and bool(values.due_raw)


def _values(
    name: str, values: Fields, language: Language, numbers: Mapping[str, str]
) -> tuple[str, ...]:
    raw = getattr(values, name)
    if not raw:
        return ()
    if isinstance(raw, tuple):
        return tuple(str(value) for value in raw)
    if name == "answers":
        return (numbers.get(raw, raw),)
    if name in {"before", "after"} and values.unit and values.unit not in raw:
        return (f"{raw} {values.unit}",)
    if name == "due" and values.due_raw and values.due_raw != raw:
        return (f"{raw} ({values.due_raw})" if language == "en" else f"{raw}（{values.due_raw}）",)
    if name == "week":
        return (text("field.week.from", language, day=raw),)
    key = f"value.{name}.{raw}"
    return (text(key, language) if has_text(key) else raw,)
