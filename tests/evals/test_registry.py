"""The registry and the verdicts it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.rates import Rate
from evals.registry import BadRegistry, Metric, load_registry


def metric(**changes: object) -> Metric:
    """A metric that wants at least 80 % of 20 cases or more."""
    values: dict[str, object] = {
        "id": "m",
        "what": "w",
        "direction": "up",
        "threshold": 0.8,
        "tier": "hard",
        "kind": "V",
        "min_n": 20,
        "denominator": "d",
        "owner": "o",
        "since": "2026-01-01",
        "reason": "r",
    }
    return Metric(**{**values, **changes})  # type: ignore[arg-type]


def test_every_registered_metric_says_why() -> None:
    """The shipped registry reads, and no entry is without threshold, denominator or reason."""
    for entry in load_registry():
        assert entry.reason
        assert entry.denominator
        assert entry.what


def test_the_bound_is_compared_not_the_point() -> None:
    """18 of 20 is 90 %, but its interval begins below 80 %: not shown, so it fails."""
    assert metric().verdict(Rate(18, 20)) == "FAIL"
    assert metric().verdict(Rate(198, 220)) == "pass"


def test_a_low_rate_uses_the_upper_bound() -> None:
    """1 of 40 repeats may still be 13 %: a limit of 5 % is not shown to hold."""
    limit = metric(direction="down", threshold=0.05)
    assert limit.verdict(Rate(1, 40)) == "FAIL"
    assert limit.verdict(Rate(1, 400)) == "pass"


def test_few_cases_are_called_few() -> None:
    """Below min_n there is no verdict, and with none at all nothing was measured."""
    assert metric().verdict(Rate(0, 19)) == "too few"
    assert metric().verdict(Rate(0, 0)) == "not measured"


def test_one_counter_example_fails_what_is_guaranteed() -> None:
    """Kind C fails on one wrong case, even among too few to pass."""
    assert metric(kind="C").verdict(Rate(9, 10)) == "FAIL"
    assert metric(kind="C").verdict(Rate(10, 10)) == "too few"
    assert metric(kind="C", direction="down").verdict(Rate(1, 10_000)) == "FAIL"


def test_a_soft_metric_warns_and_a_monitored_one_reports() -> None:
    """Only a hard metric blocks."""
    assert metric(tier="soft").verdict(Rate(1, 100)) == "warn"
    assert metric(tier="monitor").verdict(Rate(1, 100)) == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "metrics:\n  - {id: a, what: w}\n",
        "metrics:\n  - {id: a, what: w, direction: sideways, threshold: 0.5, tier: hard, kind: V,"
        " min_n: 1, denominator: d, owner: o, since: 2026-01-01, reason: r}\n",
        "metrics:\n  - {id: a, what: w, direction: up, threshold: 0.5, tier: hard, kind: V,"
        " min_n: 1, denominator: d, owner: o, since: 2026-01-01, reason: ''}\n",
    ],
)
def test_an_incomplete_entry_is_refused(text: str, tmp_path: Path) -> None:
    """A missing key, an unknown direction and an empty reason each name the entry."""
    path = tmp_path / "registry.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRegistry, match="a: "):
        load_registry(path)
