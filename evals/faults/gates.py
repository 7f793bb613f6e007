"""What grounding must see, and what it must let pass: the floors of the registry, and what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.faults.measuring import Cell, Family
from evals.rates import Rate
from evals.registry import REGISTRY, BadRegistry


@dataclass(frozen=True, slots=True)
class Floors:
    """`numbers`, `wordings`: least lower bound of detection; `alarms`: greatest upper bound.

    `cases`: least cases of an operator in a language, both parts of the templates together.
    """

    numbers: float
    wordings: float
    alarms: float
    cases: int


def load_floors(path: Path = REGISTRY) -> Floors:
    """The floors as registered; raises BadRegistry."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["faults"]
    found: dict[str, Any] = {}
    for entry in entries:
        if not str(entry.get("reason", "")).strip() or "limit" not in entry:
            raise BadRegistry(f"{entry.get('id', 'a floor without id')}: needs limit and a reason")
        found[str(entry.get("id"))] = entry["limit"]
    try:
        return Floors(**found)
    except TypeError as error:
        raise BadRegistry(f"faults: {error}") from error


def total(cells: Sequence[Cell], family: Family, language: str, *, held_out: bool) -> Rate:
    """All cases of a family, language and part as one rate."""
    rate = Rate(0, 0)
    for cell in cells:
        if (cell.family, cell.language, cell.held_out) == (family, language, held_out):
            rate += cell.doubted
    return rate


def broken(cells: Sequence[Cell], floors: Floors) -> Iterator[str]:
    """Each floor that is not reached, in words; numbers and alarms over all their operators, the
    other faults each by itself, the held-out templates apart."""
    for language in sorted({cell.language for cell in cells}):
        for held_out in (False, True):
            part = "held out" if held_out else "development"
            seen = total(cells, "numbers", language, held_out=held_out).interval
            if seen and seen[0] < floors.numbers:
                yield f"{language} {part}: number faults seen, bound {seen[0]:.4f} < {floors.numbers}"
            alarms = total(cells, "rewrites", language, held_out=held_out).interval
            if alarms and alarms[1] > floors.alarms:
                yield f"{language} {part}: false alarms, bound {alarms[1]:.4f} > {floors.alarms}"
    for cell in cells:
        interval = cell.doubted.interval
        if cell.family == "wordings" and interval and interval[0] < floors.wordings:
            part = "held out" if cell.held_out else "development"
            yield f"{cell.language} {part}: {cell.operator} seen, bound {interval[0]:.3f} < {floors.wordings}"
    yield from _too_few(cells, floors)


def _too_few(cells: Sequence[Cell], floors: Floors) -> Iterator[str]:
    counted: dict[tuple[str, str], int] = {}
    for cell in cells:
        key = (cell.operator, cell.language)
        counted[key] = counted.get(key, 0) + cell.doubted.denominator
    for (operator, language), number in counted.items():
        if number < floors.cases:
            yield f"{language}: {operator} has {number} cases, fewer than {floors.cases}"
