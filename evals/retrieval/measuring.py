"""From answers to figures: at which place the right passage stands, and how often there is none."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from evals.rates import Rate
from evals.retrieval.material import Case, Project
from evals.retrieval.rankers import METHODS, Answers, Found, Method, opened

NEAR = 5
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """One case: the place of the first right passage by method (0: not among those given), the
    methods that gave nothing, and passages of other projects, which must not be there."""

    case: Case
    places: Mapping[Method, int]
    empty: frozenset[Method]
    leaks: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What one method reaches on some cases that have an answer."""

    places: tuple[int, ...]

    @property
    def recall(self) -> Rate:
        """Cases whose answer is among the first five."""
        return Rate(sum(0 < place <= NEAR for place in self.places), len(self.places))

    @property
    def mrr(self) -> float:
        """The mean of 1/place, 0 where the answer was not given."""
        return _mean([_reciprocal(place) for place in self.places])

    @cached_property
    def mrr_interval(self) -> tuple[float, float]:
        """Its 95 % interval by resampling the cases; the same at every call."""
        values = [_reciprocal(place) for place in self.places]
        if not values:
            return 0.0, 0.0
        chance = random.Random(20261124)  # noqa: S311 - a resample, not a secret
        means = sorted(_mean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
        return means[round(0.025 * _RESAMPLES)], means[round(0.975 * _RESAMPLES) - 1]


def measure(projects: Sequence[Project], data: Path) -> tuple[Result, ...]:
    """Asks every question of every method; `data` is a directory for the stores."""
    with opened(data, projects) as rankers:
        return tuple(
            result_of(case, rankers.answers(project.name, case.query))
            for project in projects
            for case in project.cases
        )


def result_of(case: Case, answers: Answers) -> Result:
    """The result of one case."""
    return Result(
        case=case,
        places={method: _place(answers[method], case.answers) for method in METHODS},
        empty=frozenset(method for method in METHODS if not answers[method]),
        leaks=tuple(
            f"{case.id}: {method} gave a passage of {one.project}"
            for method in METHODS
            for one in answers[method]
            if one.project != case.project
        ),
    )


def figures(results: Iterable[Result], method: Method) -> Figures:
    """The figures of one method over results whose case has an answer."""
    return Figures(tuple(one.places[method] for one in results if one.case.answers))


def emptiness(results: Iterable[Result], method: Method) -> Rate:
    """Of the cases without an answer, those for which nothing was given."""
    without = [one for one in results if not one.case.answers]
    return Rate(sum(method in one.empty for one in without), len(without))


def _place(found: Sequence[Found], answers: Sequence[str]) -> int:
    for place, one in enumerate(found, 1):
        if any(answer in one.text for answer in answers):
            return place
    return 0


def _reciprocal(place: int) -> float:
    return 1 / place if place else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
