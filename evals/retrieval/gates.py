"""What must hold on all cases, and what is broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.registry import REGISTRY, BadRegistry
from evals.retrieval.material import GROUPS
from evals.retrieval.measuring import Result, figures
from evals.retrieval.rankers import Method

_ALONE: tuple[Method, ...] = ("bm25", "vectors")
Least = Mapping[str, Mapping[str, float]]


def load_gates(path: Path = REGISTRY) -> Least:
    """For each gate of the registry the least figure by language; raises BadRegistry."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["retrieval"]
    for entry in entries:
        if not str(entry.get("reason", "")).strip() or not entry.get("least"):
            raise BadRegistry(f"{entry.get('id', 'a gate without id')}: needs least and a reason")
    return {entry["id"]: entry["least"] for entry in entries}


def broken(results: Sequence[Result], least: Least) -> tuple[str, ...]:
    """Each gate that is broken, in words; all of them look at dev and test together."""
    faults = [leak for one in results for leak in one.leaks]
    languages = sorted({one.case.language for one in results})
    for language in languages:
        own = [one for one in results if one.case.language == language]
        answered = sum(bool(one.case.answers) for one in own)
        if answered < least["answered"][language]:
            faults.append(f"{language}: {answered} questions with an answer are too few")
        for group in GROUPS[:-1]:
            of_group = [one for one in own if one.case.group == group]
            faults += _worse(of_group, f"{language} {group}")
            reached = figures(of_group, "served").recall.value
            if group in least and (reached is None or reached < least[group][language]):
                faults.append(f"{language} {group}: R@5 is {reached}, below the least")
    return tuple(faults)


def _worse(results: Sequence[Result], name: str) -> list[str]:
    """Whether what is served is worse than words or vectors alone."""
    faults = []
    served = figures(results, "served")
    for method in _ALONE:
        alone = figures(results, method)
        if served.recall.numerator < alone.recall.numerator:
            faults.append(f"{name}: R@5 of what is served is below that of {method} alone")
        if served.mrr < alone.mrr:
            faults.append(f"{name}: MRR of what is served is below that of {method} alone")
    return faults
