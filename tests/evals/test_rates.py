"""Counts, intervals and their sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.rates import Outcome, Rate, together


def test_no_case_gives_no_value() -> None:
    """Nothing counted is null, never 0 % and never 100 %."""
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        (Rate(10, 10), 0.7225, 1.0),
        (Rate(0, 30), 0.0, 0.1135),
        (Rate(381, 381), 0.9900, 1.0),
        (Rate(41, 50), 0.6920, 0.9023),
    ],
)
def test_wilson_interval(rate: Rate, low: float, high: float) -> None:
    """Values that can be looked up: zero of thirty still allows eleven per cent."""
    assert rate.interval == pytest.approx((low, high), abs=5e-4)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_value(counts: tuple[int, int]) -> None:
    """The value lies in its interval, and the interval in 0..1."""
    rate = Rate(*counts)
    assert rate.interval is not None
    assert rate.value is not None
    low, high = rate.interval
    assert 0 <= low <= rate.value <= high <= 1


def test_drafts_are_added_up_not_averaged() -> None:
    """1 of 1 and 0 of 3 make 1 of 4, and both drafts' faults are kept."""
    total = together([Outcome(Rate(1, 1)), Outcome(Rate(0, 3), ("a", "b", "c"))])
    assert total == Outcome(Rate(1, 4), ("a", "b", "c"))
