"""A passage: the piece of text that the store keeps and the ranking searches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

PassageKind = Literal["source", "review"]


_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class About:
    """What a reader of the whole knows and the piece alone does not say.

    `context` are words that stand above the piece or beside it: headings, the owner of an action.
    `days` are the ISO days that it names or was said on. `line` (1-based) and `sentence` (an id) say
    where it begins, 0 and "" where there is no such thing.
    """

    context: str = ""
    days: tuple[str, ...] = ()
    line: int = 0
    sentence: str = ""


NOTHING = About()
"""Nothing is known beside the text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source or of a signed review of one project.

    `month` is a number such as 202610. `origin` is the id of the source or the review. `place_json`
    says where in it the text stands, as a JSON object; its member `about` holds what the piece does
    not say itself (see `About`).
    """

    id: str
    project: str
    month: int
    kind: PassageKind
    origin: str
    text: str
    place_json: str

    @property
    def place(self) -> Mapping[str, object]:
        """The place as an object, without what is said about it."""
        place: dict[str, object] = json.loads(self.place_json)
        place.pop(_ABOUT, None)
        return place

    @property
    def about(self) -> About:
        """What is said about the piece; nothing for one that was filed without it."""
        known = json.loads(self.place_json).get(_ABOUT)
        return About(**{**known, "days": tuple(known["days"])}) if known else NOTHING


def passage(
    *,
    project: str,
    month: int,
    kind: PassageKind,
    origin: str,
    text: str,
    place: Mapping[str, object],
    about: About = NOTHING,
) -> Passage:
    """A passage with the id that its origin and place give: the same place, the same id."""
    place_json = _json(place)
    identity = hashlib.sha256(f"{origin}\n{place_json}".encode()).hexdigest()[:24]
    if about != NOTHING:
        place_json = _json({**place, _ABOUT: asdict(about)})
    return Passage(identity, project, month, kind, origin, text, place_json)


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def month_number(month: str) -> int:
    """202610 for "2026-10"."""
    year, number = month.split("-")
    return int(year) * 100 + int(number)


def month_text(number: int) -> str:
    """ "2026-10" for 202610."""
    return f"{number // 100:04d}-{number % 100:02d}"
