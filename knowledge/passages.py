"""A passage: the piece of text that the store keeps and the ranking searches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["source", "review"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source or of a signed review of one project.

    `month` is a number such as 202610. `origin` is the id of the source or the review. `place_json`
    says where in it the text stands, as a JSON object.
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
        """The place as an object."""
        place: Mapping[str, object] = json.loads(self.place_json)
        return place


def passage(
    *,
    project: str,
    month: int,
    kind: PassageKind,
    origin: str,
    text: str,
    place: Mapping[str, object],
) -> Passage:
    """A passage with the id that its origin and place give: the same place, the same id."""
    place_json = json.dumps(place, ensure_ascii=False, sort_keys=True)
    identity = hashlib.sha256(f"{origin}\n{place_json}".encode()).hexdigest()[:24]
    return Passage(identity, project, month, kind, origin, text, place_json)


def month_number(month: str) -> int:
    """202610 for "2026-10"."""
    year, number = month.split("-")
    return int(year) * 100 + int(number)


def month_text(number: int) -> str:
    """ "2026-10" for 202610."""
    return f"{number // 100:04d}-{number % 100:02d}"
