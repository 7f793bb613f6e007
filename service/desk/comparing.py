"""What a draft is compared with: the month's sources and the actions that last month's review promised."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from service.archive import Archive
from service.archive.records import SourceMark
from service.critique import CritiqueInputs, inputs_of
from service.documents import review_from_document
from service.intake import read_paste
from service.recall import CaseFinder, case_finder
from service.review import SignedReview

_KEPT = 4
"""Months that are held in memory, so that an edit does not read all sources of its month anew."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a draft. `marks` are the stored sources; `review_month` is "" without a review."""

    inputs: CritiqueInputs
    find_cases: CaseFinder
    marks: tuple[SourceMark, ...] = ()
    pasted: int = 0
    review_id: str = ""
    review_month: str = ""


class Comparison:
    """Reads what stands beside a draft, and holds the last few months it has read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._held: dict[str, Beside] = {}
        self._lock = threading.Lock()

    def beside(self, project: str, month: str, given: Mapping[str, Any]) -> Beside:
        """For a draft of a project's month ("" for none); `given` holds texts under `sources` and a
        review, or its id, under `last_month`. Raises NotFound, InvalidReview, InputError."""
        review_id, review = self._review(project, month, given)
        marks = self._archive.source_marks(project, month) if project else ()
        version = self._archive.corpus_version(project) if project else 0
        asked = [project, month, version, [mark.id for mark in marks], review_id, dict(given)]
        key = sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        with self._lock:
            held = self._held.get(key)
        if held is not None:
            return held
        sources = [self._archive.source(mark.id).source for mark in marks]
        pasted = [read_paste(text, at) for at, text in enumerate(given.get("sources", ()), 1)]
        sources += pasted
        beside = Beside(
            inputs_of(sources, review),
            case_finder(sources),
            marks,
            len(pasted),
            review_id,
            review.draft.month if review else "",
        )
        with self._lock:
            while len(self._held) >= _KEPT:
                self._held.pop(next(iter(self._held)), None)
            self._held[key] = beside
        return beside

    def _review(
        self, project: str, month: str, given: Mapping[str, Any]
    ) -> tuple[str, SignedReview | None]:
        last = given.get("last_month")
        if isinstance(last, str):
            return last, self._archive.review(last)
        if isinstance(last, Mapping):
            return "", review_from_document(dict(last))
        latest = self._archive.latest_review_before(project, month) if project else None
        return latest or ("", None)
