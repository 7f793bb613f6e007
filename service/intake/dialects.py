"""The ticket exports that are known, each described by a file in knowledge/dialects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from service.review import State

_DECORATION = re.compile(r"[\s()（）\[\]【】:：*#＃]+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one tool writes its tickets: header aliases, states, resolutions, month names.

    `numbers_are_ids`: a key is a bare number there, and people write it #1212 everywhere else.
    """

    name: str
    required: tuple[str, ...]
    minimum: int
    fields: Mapping[str, str]
    states: Mapping[str, State]
    categories: Mapping[str, State]
    resolutions: Mapping[str, str]
    asks_resolution_of_closed: bool
    numbers_are_ids: bool
    not_people: frozenset[str]
    months: Mapping[str, int]

    def columns(self, header: Sequence[str]) -> dict[str, list[int]]:
        """Field -> the columns (from 0) that hold it; a name that repeats gives several."""
        found: dict[str, list[int]] = {}
        for column, title in enumerate(header):
            field = self.fields.get(normal(title))
            if field is not None:
                found.setdefault(field, []).append(column)
        return found

    def fits(self, header: Sequence[str]) -> int:
        """How many ticket fields the header names; 0 when a required one is missing."""
        found = self.columns(header)
        named = [field for field in found if field != "known"]
        if any(field not in found for field in self.required) or len(named) < self.minimum:
            return 0
        return len(named) + len(found.get("known", ()))


def normal(title: str) -> str:
    """A header as it is compared: NFKC, lower case, no blanks, brackets or colons."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", title)).lower()


def dialect_of(header: Sequence[str]) -> Dialect | None:
    """The dialect that knows most of the header, None when none fits."""
    best = max(dialects(), key=lambda dialect: dialect.fits(header))
    return best if best.fits(header) else None


@cache
def dialects() -> tuple[Dialect, ...]:
    """All dialects, in order of their file names."""
    import yaml  # here, because most text is no ticket export

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = files("knowledge.dialects")
    return tuple(
        _dialect(yaml.load(entry.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506 - safe loaders
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def _dialect(data: Mapping[str, Any]) -> Dialect:
    return Dialect(
        name=data["name"],
        required=tuple(data["required"]),
        minimum=int(data["minimum"]),
        fields=_inverted(data["fields"]),
        states=_inverted(data["states"]),
        categories=_inverted(data.get("categories", {})),
        resolutions=_inverted(data.get("resolutions", {})),
        asks_resolution_of_closed=bool(data.get("ask_resolution_of_closed")),
        numbers_are_ids=bool(data.get("numbers_are_ids")),
        not_people=frozenset(normal(str(name)) for name in data.get("not_people", ())),
        months={
            normal(str(name)): int(number)
            for number, names in data.get("months", {}).items()
            for name in names
        },
    )


def _inverted(groups: Mapping[str, Sequence[object]]) -> dict[str, Any]:
    return {normal(str(alias)): name for name, aliases in groups.items() for alias in aliases}
