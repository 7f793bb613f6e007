"""A shown expression is worked out again, from what is cited alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.metrics.expressions import BadExpression, spellings, values_of

CITED = ("2303", "#2304", "merged", "merged ", "open", "应到 36 人，实到 19 人", "共 1,316 户")


@pytest.mark.parametrize(
    ("computed", "value"),
    [
        ('count("merged")', "2"),
        ("count()", "7"),
        ('ids("#2303", "#2304", "#9")', "2"),
        ("diff(36, 19)", "17"),
        ("sum(36, 19)", "55"),
        ("sum(1,316, 19)", "1335"),
        ("round(ratio_pct(19, 36), 1)", "52.8"),
        ("days_between(2026-05-18, 2026-05-20)", "2"),
        ("diff(ratio_pct(19, 19), 19)", "81"),
    ],
)
def test_values(computed: str, value: str) -> None:
    """Each operation, over ids with and without their mark, and numbers with commas."""
    assert list(values_of(computed, CITED)) == [Decimal(value)]


@pytest.mark.parametrize(
    "computed",
    [
        "diff(36, 18)",
        "diff(3, 19)",
        "ratio_pct(36, 0)",
        "36 - 19",
        "__import__('os')",
        "diff(36",
        "power(36, 19)",
        "diff(36)",
    ],
)
def test_what_rests_on_nothing_is_refused(computed: str) -> None:
    """A number that is not cited, division by zero, and whatever is not of the language."""
    with pytest.raises(BadExpression):
        list(values_of(computed, CITED))


def test_a_value_may_be_rounded_in_the_text() -> None:
    """52.777… may be written 53, 52.8 or 52.78, a fall without its sign."""
    assert {"53", "52.8", "52.78"} <= spellings(Decimal(19) / Decimal(36) * 100)
    assert "12" in spellings(Decimal("-12.0"))
