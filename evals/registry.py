"""The registry of metrics: what each must reach, and the verdict on a measured rate.

A rate is judged by the near bound of its interval, never by its point, and only from `min_n` cases
on; below that it is printed as "too few". A metric of kind C is guaranteed by construction: a
single counter-example fails it, however few cases there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from evals.rates import Rate

REGISTRY = Path(__file__).parent / "registry.yaml"
Direction = Literal["up", "down"]
Tier = Literal["hard", "soft", "monitor"]
Kind = Literal["C", "V", "L"]
Verdict = Literal["pass", "FAIL", "warn", "too few", "not measured", "reported"]


class BadRegistry(Exception):
    """A registry entry that cannot be used: which one, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One registered metric.

    `direction` says which way is better. `tier`: a hard one blocks, a soft one warns, a monitored
    one is only reported. `kind`: C guaranteed by construction, V the power of a check, L needs a
    live model. `reason` says why the threshold is where it is; lowering one needs a new reason.
    """

    id: str
    what: str
    direction: Direction
    threshold: float
    tier: Tier
    kind: Kind
    min_n: int
    denominator: str
    owner: str
    since: str
    reason: str

    def verdict(self, rate: Rate) -> Verdict:
        """What the rate means for this metric."""
        interval = rate.interval
        if interval is None:
            return "not measured"
        failed = self._missed(interval)
        if self.kind == "C" and self._counter_examples(rate):
            return self._bad()
        if self.tier == "monitor":
            return "reported"
        if rate.denominator < self.min_n:
            return "too few"
        return self._bad() if failed else "pass"

    def _missed(self, interval: tuple[float, float]) -> bool:
        low, high = interval
        return low < self.threshold if self.direction == "up" else high > self.threshold

    def _counter_examples(self, rate: Rate) -> int:
        return rate.denominator - rate.numerator if self.direction == "up" else rate.numerator

    def _bad(self) -> Verdict:
        return "FAIL" if self.tier == "hard" else "warn"


def load_registry(path: Path = REGISTRY) -> tuple[Metric, ...]:
    """All registered metrics in order; raises BadRegistry for an entry that is not complete."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["metrics"]
    metrics: list[Metric] = []
    for entry in entries:
        name = str(entry.get("id", "an entry without id"))
        try:
            metric = Metric(**{**entry, "since": str(entry["since"])})
        except (TypeError, KeyError) as error:
            raise BadRegistry(f"{name}: {error}") from error
        _check(metric)
        metrics.append(metric)
    names = [metric.id for metric in metrics]
    if len(set(names)) != len(names):
        raise BadRegistry("an id is registered twice")
    return tuple(metrics)


def _check(metric: Metric) -> None:
    for value, allowed in (
        (metric.direction, ("up", "down")),
        (metric.tier, ("hard", "soft", "monitor")),
        (metric.kind, ("C", "V", "L")),
    ):
        if value not in allowed:
            raise BadRegistry(f"{metric.id}: “{value}” is none of {', '.join(allowed)}")
    if not (0 <= metric.threshold <= 1 and metric.min_n >= 1 and metric.reason.strip()):
        raise BadRegistry(f"{metric.id}: needs a threshold in 0..1, min_n from 1, and a reason")
