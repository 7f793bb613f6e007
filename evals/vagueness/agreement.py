"""How far two people who labelled the same units agree: Cohen's kappa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


def kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Cohen's kappa of two equally long lists of labels (Cohen 1960); 1.0 when both say one thing."""
    if len(first) != len(second) or not first:
        raise ValueError("two equally long lists with at least one label are needed")
    total = len(first)
    seen = sum(a == b for a, b in zip(first, second, strict=True)) / total
    chance = sum(
        (sum(a == value for a in first) / total) * (sum(b == value for b in second) / total)
        for value in {*first, *second}
    )
    return 1.0 if chance == 1.0 else (seen - chance) / (1.0 - chance)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two passes over the same units: `vague` is kappa on the derived label, `types` on the kind of
    item; `split` names the units on whose vagueness they differ."""

    units: int
    vague: float
    types: float
    split: tuple[str, ...]


def agreement(
    first: Mapping[str, Mapping[str, Any]], second: Mapping[str, Mapping[str, Any]]
) -> Agreement:
    """The agreement on the units that both passes labelled."""
    names = [name for name in first if name in second]
    vague = [(bool(first[name]["labels"]), bool(second[name]["labels"])) for name in names]
    types = [(first[name]["type"], second[name]["type"]) for name in names]
    return Agreement(
        len(names),
        kappa([a for a, _ in vague], [b for _, b in vague]),
        kappa([a for a, _ in types], [b for _, b in types]),
        tuple(name for name, (a, b) in zip(names, vague, strict=True) if a is not b),
    )
