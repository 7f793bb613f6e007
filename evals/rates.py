"""A rate with its counts and its 95 % interval, and what a metric hands back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`numerator` of `denominator` cases; there is no value without a single case."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, or None when nothing was counted."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson score interval (95 %), or None when nothing was counted."""
        n = self.denominator
        if n == 0:
            return None
        share = self.numerator / n
        scale = 1 + _Z**2 / n
        centre = (share + _Z**2 / (2 * n)) / scale
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / scale
        low = 0.0 if self.numerator == 0 else max(0.0, centre - half)
        high = 1.0 if self.numerator == n else min(1.0, centre + half)
        return low, high

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a metric found in one draft: its counts, and in words each case that went wrong."""

    rate: Rate
    failures: tuple[str, ...] = ()


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcomes of several drafts as one: counts are added, no average of averages is made."""
    total = Rate(0, 0)
    failures: list[str] = []
    for outcome in outcomes:
        total = total + outcome.rate
        failures.extend(outcome.failures)
    return Outcome(total, tuple(failures))
