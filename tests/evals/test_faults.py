"""Each metric is perfect on a good draft and sees the faults it is there for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from evals import faults
from evals.metrics.citations import citation_validity, source_integrity
from evals.metrics.coverage import Coverage
from evals.metrics.duplicates import duplicate_matters
from evals.metrics.numbers import unsupported_numbers, unsupported_owners
from evals.rates import Outcome
from tests.evals.small_month import FILES, draft, month

Draft = Mapping[str, Any]
Measure = Callable[[Draft], Outcome]


def _coverage(of: Draft) -> Coverage:
    return Coverage(of, month(), FILES)


UP: dict[str, Measure] = {
    "citation_validity": lambda d: citation_validity(d, FILES),
    "source_integrity": lambda d: source_integrity(d, FILES),
    "coverage": lambda d: _coverage(d).matters(),
    "coverage_negative": lambda d: _coverage(d).negative_matters(),
    "gold_fields": lambda d: _coverage(d).fields(),
    "follow_up_answers": lambda d: _coverage(d).answers(),
    "conflicts_shown": lambda d: _coverage(d).conflicts(),
}
DOWN: dict[str, Measure] = {
    "unsupported_numbers": unsupported_numbers,
    "unsupported_owners": unsupported_owners,
    "duplicate_matters": duplicate_matters,
    "split_matters": lambda d: _coverage(d).split_matters(),
    "forbidden_statements": lambda d: _coverage(d).forbidden(),
}


@pytest.mark.parametrize("name", UP)
def test_a_good_draft_is_perfect(name: str) -> None:
    """Without a planted fault every rate is full and nothing is reported."""
    outcome = UP[name](draft())
    assert outcome.rate.value == 1.0
    assert outcome.failures == ()


@pytest.mark.parametrize("name", DOWN)
def test_a_good_draft_has_nothing_to_report(name: str) -> None:
    """Without a planted fault nothing is counted against the draft, though cases were looked at."""
    outcome = DOWN[name](draft())
    assert outcome.rate.value == 0.0
    assert outcome.failures == ()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("citation_validity", faults.changed_digit_in_citation),
        ("citation_validity", faults.shifted_place),
        ("citation_validity", faults.wrong_line),
        ("citation_validity", faults.wrong_cell),
        ("citation_validity", faults.foreign_source),
        ("source_integrity", faults.changed_checksum),
        ("coverage", faults.dropped_item),
        ("coverage", faults.moved_to_another_section),
        ("coverage", faults.moved_due_date),
        ("coverage", faults.invented_owner),
        ("coverage_negative", faults.called_done),
        ("gold_fields", faults.dropped_item),
        ("follow_up_answers", faults.wrong_answer),
        ("conflicts_shown", faults.hidden_side),
    ],
)
def test_a_fault_lowers_what_must_be_high(name: str, fault: faults.Operator) -> None:
    """One planted fault costs the metric one case and is told in words."""
    before, after = UP[name](draft()), UP[name](fault(draft()))
    assert after.rate.numerator < before.rate.numerator
    assert after.failures


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("unsupported_numbers", faults.invented_number),
        ("unsupported_numbers", faults.moved_due_date),
        ("unsupported_owners", faults.invented_owner),
        ("duplicate_matters", faults.repeated_item),
        ("split_matters", faults.told_in_other_words),
        ("forbidden_statements", faults.called_done),
    ],
)
def test_a_fault_raises_what_must_be_low(name: str, fault: faults.Operator) -> None:
    """One planted fault is counted and told in words."""
    outcome = DOWN[name](fault(draft()))
    assert outcome.rate.numerator == 1
    assert len(outcome.failures) == 1


def test_a_fault_leaves_the_good_draft_as_it_was() -> None:
    """The operators copy: the draft they are given can be used again."""
    good = draft()
    faults.changed_digit_in_citation(good)
    faults.repeated_item(good)
    assert good == draft()


def test_a_note_that_nothing_is_known_claims_nothing() -> None:
    """An answer is judged by itself, not by the words of its note; "done" breaks the rule."""
    told = draft()
    answer = {**told["follow_up"][0], "action": "打印错位", "note": "没有已修复的记录"}
    told["follow_up"] = [{**answer, "answer": "unknown"}]
    assert _coverage(told).forbidden().failures == ()
    told["follow_up"] = [{**answer, "answer": "done"}]
    assert len(_coverage(told).forbidden().failures) == 1
