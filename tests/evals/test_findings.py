"""Findings held against the labels of a draft."""

from __future__ import annotations

from typing import Any

from evals.metrics.findings import read_findings
from tests.evals.small_month import month


def _finding(check: str, quote: str, *also: str, suppressed: object = None) -> dict[str, Any]:
    return {"rule_id": check, "quote": quote, "also": list(also), "suppressed": suppressed}


def test_all_that_was_planted_is_found() -> None:
    """Checks under `also` count, tolerated ones cost nothing, a part of the sentence is enough."""
    reading = read_findings(
        [
            _finding("A01", "后续尽快完成", "A02", "V04"),
            _finding("V08", "- 有关人员跟进。"),
            _finding("D02", "上月"),
            _finding("D01", "问题"),
            _finding("V99", "有关人员跟进。"),
        ],
        month(),
    )
    assert reading.precision().rate.value == 1.0
    assert reading.recall().rate.value == 1.0
    assert reading.recall().rate.denominator == 4


def test_a_false_alarm_costs_precision() -> None:
    """A check on a sentence that is fine is told and counted."""
    reading = read_findings(
        [_finding("V08", "有关人员跟进。"), _finding("V02", "完成三项。")], month()
    )
    assert (reading.precision().rate.numerator, reading.precision().rate.denominator) == (1, 2)
    assert "完成三项" in reading.precision().failures[0]


def test_silence_costs_recall_and_has_no_precision() -> None:
    """No finding at all: nothing is right, and precision has no value."""
    reading = read_findings([], month())
    assert reading.recall().rate.numerator == 0
    assert reading.precision().rate.value is None


def test_a_suppressed_finding_is_not_reported() -> None:
    """What the writer has answered is no longer a finding."""
    reading = read_findings([_finding("V02", "完成三项。", suppressed={"by": "text"})], month())
    assert reading.precision().rate.denominator == 0
