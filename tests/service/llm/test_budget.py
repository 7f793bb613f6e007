"""Budgets hold under many threads, begin anew with their period, and never keep what was not spent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from service.errors import BudgetExceeded
from service.llm import KeptAnswers
from service.llm.budget import Budget, Cost, Limit, Price


def test_no_more_is_set_aside_than_there_is_however_many_ask() -> None:
    budget = Budget("run", Limit(tokens=100))

    def take(_: int) -> bool:
        try:
            budget.set_aside(Cost(7, Decimal(0)))
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(200))) == 14
    assert budget.spent.tokens == 98


def test_what_was_set_aside_gives_way_to_what_was_spent() -> None:
    budget = Budget("run", Limit(tokens=100))
    budget.set_aside(Cost(90, Decimal(3)))
    budget.settle(Cost(90, Decimal(3)), Cost(10, Decimal(1)))

    assert budget.spent == Cost(10, Decimal(1))
    budget.set_aside(Cost(90, Decimal(0)))
    with pytest.raises(BudgetExceeded):
        budget.set_aside(Cost(1, Decimal(0)))


def test_a_new_day_begins_at_nothing() -> None:
    days = ["2026-06-30"]
    budget = Budget("day", Limit(tokens=10), lambda: days[-1])
    budget.set_aside(Cost(10, Decimal(0)))
    days.append("2026-07-01")
    budget.set_aside(Cost(10, Decimal(0)))

    assert budget.spent.tokens == 10


def test_what_a_day_has_cost_is_there_after_a_restart(tmp_path: Path) -> None:
    def today() -> Budget:
        return Budget("day", Limit(tokens=100), lambda: "2026-06-30", kept=KeptAnswers(tmp_path))

    first = today()
    first.set_aside(Cost(90, Decimal(3)))
    first.settle(Cost(90, Decimal(3)), Cost(60, Decimal("1.25")))
    again = today()

    assert again.spent == Cost(60, Decimal("1.25"))
    with pytest.raises(BudgetExceeded):
        again.set_aside(Cost(41, Decimal(0)))
    other = Budget("day", Limit(tokens=100), lambda: "2026-07-01", kept=KeptAnswers(tmp_path))
    assert other.spent.tokens == 0


@pytest.mark.parametrize(
    "text", ["", "[]", '{"tokens": "x"}', '{"tokens": 5', '{"tokens": 5, "money": "x"}', "7"]
)
def test_a_damaged_count_is_a_new_one(text: str, tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path)
    kept.put(("spent", "day", "d"), 1)
    next(path for path in tmp_path.rglob("*.json")).write_text(text, encoding="utf-8")

    assert Budget("day", Limit(), lambda: "d", kept=kept).spent == Cost(0, Decimal(0))


def test_a_limit_of_nothing_is_no_limit() -> None:
    budget = Budget("run", Limit())
    budget.set_aside(Cost(10**12, Decimal(10**9)))
    assert Price(Decimal(2), Decimal(8)).of(1_000_000, 500_000) == Decimal(6)
