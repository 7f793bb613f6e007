"""The ticket exports that are known, each described by a file in knowledge/dialects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from service.review import State

_DECORATION = re.compile(r"[\s()（）\[\]【】:：*#＃]+")
_FORM_HINT = re.compile(r"\((?:必填|选填|可选|required|optional)\)", re.IGNORECASE)
_LEVEL = re.compile(r"title\d{1,2}")
_LONGEST_TITLE = 80
_MOST_TITLES = 3000
"""Titles by which a tool is known; the widest export of a company had 2,261."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one tool writes its tickets: header aliases, states, resolutions, month names.

    `required` are the fields that its header always has, `signature` titles of which it has at least
    one; `minimum` counts the fields named. A `general` one describes what people make by hand and
    gives way to every tool. `keyless`: a row needs a title and no key. `numbers_are_ids`: a key is a bare
    number there, and people write it #1212 everywhere else. `durations` is the unit of its estimates.
    `markup` is how its descriptions are written. `blank_descriptions` are templates that nobody
    filled in, `title_mark` is what the tool puts before a title.
    """

    name: str
    required: tuple[str, ...]
    signature: frozenset[str]
    minimum: int
    general: bool
    keyless: bool
    durations: str
    markup: str
    blank_descriptions: frozenset[str]
    title_mark: re.Pattern[str]
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
            field = self.field_of(title)
            if field is not None:
                found.setdefault(field, []).append(column)
        return found

    def field_of(self, title: str) -> str | None:
        """The field that a title names; of 计划/完成 the whole counts before the part."""
        for name in _names_of(title):
            if name in self.fields:
                return self.fields[name]
            if _LEVEL.fullmatch(name) and "title1" in self.fields:
                return self.fields["title1"]
        return None

    def fits(self, header: Sequence[str]) -> int:
        """How many ticket fields the header names; 0 when a required one is missing."""
        found = self.columns(header)
        named = [field for field in found if field != "known"]
        if "title_level" in found:
            found.setdefault("title", found["title_level"])
        if any(not set(one.split("|")) & set(found) for one in self.required):
            return 0
        if len(named) < self.minimum:
            return 0
        if self.signature and not self.signature & {normal(title) for title in header}:
            return 0
        return len(named) + len(found.get("known", ()))


@lru_cache(maxsize=8192)
def normal(title: str) -> str:
    """A header as it is compared: NFKC, lower case, no blanks, brackets, colons or stars.

    A title made of such signs alone is itself: Redmine calls its first column "#".
    """
    plain = _FORM_HINT.sub("", unicodedata.normalize("NFKC", title))
    return (_DECORATION.sub("", plain) or plain.strip()).lower()


def dialect_of(header: Sequence[str]) -> Dialect | None:
    """The dialect that knows most of the header, None when none fits; a tool goes before a general one."""
    short = [title for title in header[:_MOST_TITLES] if len(title) <= _LONGEST_TITLE]
    fitting = [(not one.general, one.fits(short), one) for one in dialects()]
    best = max(fitting, key=lambda entry: (entry[1] > 0, entry[0], entry[1]))
    return best[2] if best[1] else None


def general_dialect() -> Dialect:
    """The dialect of tables that people make by hand, in the language that knows the most words."""
    return max((one for one in dialects() if one.general), key=lambda one: len(one.states))


@cache
def known_titles() -> frozenset[str]:
    """Every title that some dialect knows, as it is compared."""
    return frozenset(title for dialect in dialects() for title in dialect.fields)


@cache
def state_words() -> frozenset[str]:
    """Every word that is a state in some dialect, as it is compared."""
    return frozenset(word for dialect in dialects() for word in dialect.states)


@lru_cache(maxsize=8192)
def _names_of(title: str) -> tuple[str, ...]:
    plain = normal(title)
    if "/" not in plain:
        return (plain,)
    return plain, plain.replace("/", ""), normal(title.rpartition("/")[2])


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
        signature=frozenset(normal(str(title)) for title in data.get("signature", ())),
        minimum=int(data["minimum"]),
        general=bool(data.get("general")),
        keyless=bool(data.get("keyless")),
        durations=data.get("durations", "hours"),
        markup=data.get("markup", ""),
        blank_descriptions=frozenset(
            normal(str(text)) for text in data.get("blank_descriptions", ())
        ),
        title_mark=_marks(data.get("title_marks", ())),
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


def _marks(words: Sequence[str]) -> re.Pattern[str]:
    """[父] and other such words in brackets at the head of a title; nothing when there are none."""
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:\[(?:{either})\]\s*)+" if words else r"(?!)")


def _inverted(groups: Mapping[str, Sequence[object]]) -> dict[str, Any]:
    return {normal(str(alias)): name for name, aliases in groups.items() for alias in aliases}
