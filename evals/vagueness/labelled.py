"""The labelled set: documents cut into units, and what people said is missing in each.

`train`, `fresh` and `dev` may be read by anybody. `test` is frozen: its hash stands in `test.sha256`, it is opened
only by `python -m evals.vagueness test --open REASON`, and each opening is written down.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evals.vagueness.units import Document

SETS = Path(__file__).parents[1] / "cases" / "vagueness"
Split = Literal["train", "fresh", "dev", "test"]
_NUMBER = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千]{1,4}\s?(?:个|张|项|条|次|人|名|份|件|台|套|家|户|笔|天|周|月|日|号|小时|分|年|成|场|层|位)"
    r"|(?<![A-Za-z])(?:one|two|three|four|five|six|seven|eight|nine|ten)(?![A-Za-z])",
    re.IGNORECASE,
)


class BadSet(Exception):
    """A labelled set that cannot be used as it stands; the text says where."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A labelled unit. `missing` names the missing slots by check; `vague` is derived from it."""

    name: str
    start: int
    end: int
    words: str
    type: str
    missing: Mapping[str, tuple[str, ...]]
    traps: tuple[str, ...]

    @property
    def vague(self) -> bool:
        """Whether any statement check misses a slot here."""
        return bool(self.missing)

    @property
    def has_number(self) -> bool:
        """Whether a digit or a counted Chinese or English numeral stands in the unit."""
        return bool(_NUMBER.search(self.words))

    @property
    def is_decoy(self) -> bool:
        """Vague although it carries a number or a date, so a reader of digits is misled."""
        return self.vague and self.has_number

    @property
    def is_digit_free(self) -> bool:
        """Fine although no number stands in it."""
        return not self.vague and not self.has_number and self.type != "filler"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the labels of all its units, in the order of the text."""

    document: Document
    units: tuple[Unit, ...]


def load_documents(folder: Path) -> tuple[Document, ...]:
    """The documents of a set without labels."""
    return tuple(
        Document(
            row["doc"],
            row["lang"],
            row["text"],
            tuple((start, end) for start, end in row["units"]),
            row["writer"],
            row["card"],
        )
        for row in _rows(folder / "docs.jsonl")
    )


def load_labels(path: Path) -> dict[str, dict[str, Any]]:
    """One pass of labels by the unit's name. Raises BadSet for a unit labelled twice."""
    labels: dict[str, dict[str, Any]] = {}
    for row in _rows(path):
        if row["unit"] in labels:
            raise BadSet(f"{path}: {row['unit']} is labelled twice")
        labels[row["unit"]] = row
    return labels


def load_set(folder: Path) -> tuple[Labelled, ...]:
    """A labelled set. Raises BadSet when a unit has no label or a label no unit."""
    labels = load_labels(folder / "labels.jsonl")
    found: list[Labelled] = []
    for document in load_documents(folder):
        units: list[Unit] = []
        for number, (start, end) in enumerate(document.units):
            name = document.unit_name(number)
            row = labels.pop(name, None)
            if row is None:
                raise BadSet(f"{folder}: {name} has no label")
            missing = {check: tuple(slots) for check, slots in row["labels"].items()}
            units.append(
                Unit(
                    name,
                    start,
                    end,
                    document.unit(number),
                    row["type"],
                    missing,
                    tuple(row.get("traps", ())),
                )
            )
        found.append(Labelled(document, tuple(units)))
    if labels:
        raise BadSet(f"{folder}: labels without a unit: {', '.join(sorted(labels)[:5])}")
    return tuple(found)


def digest(folder: Path) -> str:
    """The hash of a set's documents and labels."""
    found = hashlib.sha256()
    for name in ("docs.jsonl", "labels.jsonl"):
        found.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return found.hexdigest()


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise BadSet(f"{path}: {error}") from error
