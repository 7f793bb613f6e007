"""Calculations are a closed little language, exact and never Python."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.grounding.computed import evaluate, parse, rounded


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("ratio_pct(1, 8)", "12.5"),
        ("pct_change(42, 48)", "-12.5"),
        ("diff(42, 48)", "-6"),
        ("sum(1,234, 6)", "1240"),
        ("pp_diff(93.4%, 90%)", "3.4"),
        ("days_between(2026-05-01, 2026-05-18)", "17"),
        ("min(3, 2, 5)", "2"),
        ("max(3, 2, 5)", "5"),
        ("round(ratio_pct(1, 3), 1)", "33.3"),
        ('count("merged")', "2"),
        ('count("merged", "open")', "3"),
        ("count()", "3"),
    ],
)
def test_an_expression_has_an_exact_value(expression: str, value: str) -> None:
    """Each operation of the docstring, with Decimal values."""
    assert evaluate(expression, ("merged", "open", "merged")) == Decimal(value)


@pytest.mark.parametrize(
    "expression",
    [
        "", "42", "ratio_pct(1)", "ratio_pct(1, 0)", "power(2, 3)", "sum(1, 2) + 1",
        "__import__('os')",
        "sum(sum(sum(1)))", "days_between(2026-05-01, 3)", "days_between(2026-02-30, 2026-03-01)",
        "sum(1, 2", 'sum("a")', "count(3)", "round(1, 99)", "sum(1; 2)",
    ],
)  # fmt: skip
def test_anything_else_has_no_value(expression: str) -> None:
    """Malformed, too deep, dividing by zero or mixing kinds: no value, no crash."""
    assert evaluate(expression) is None


def test_several_calls_stand_side_by_side() -> None:
    """A semicolon parts the calls of an item that shows several calculated numbers."""
    calls = parse('diff(42, 48); count("a;b")')
    assert calls is not None
    assert [call.op for call in calls] == ["diff", "count"]
    assert [call.unit for call in calls] == ["", "count"]


def test_halves_round_away_from_zero() -> None:
    """2.5 reads 3, as people round."""
    assert rounded(Decimal("2.5"), 0) == Decimal(3)
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")


@given(st.text(alphabet='sumdifcount(),;"0123456789-. %rap_', max_size=40))
def test_no_text_makes_it_crash(expression: str) -> None:
    """Any text is either read or refused."""
    value = evaluate(expression, ("a",))
    assert value is None or isinstance(value, Decimal)
