"""The service and the metrics together, on one authored month."""

from __future__ import annotations

import pytest

from evals.cases import MONTHS, read_month
from evals.measuring import Written, measure, run_service
from evals.registry import load_registry


@pytest.fixture(scope="module")
def written() -> Written:
    """What the service makes of the English month."""
    return run_service(read_month(MONTHS / "en-warehouse"))


def test_every_registered_metric_is_measured(written: Written) -> None:
    """The service's documents hold what the metrics read, and no registered metric is left out."""
    outcomes = measure(written)
    assert set(outcomes) == {metric.id for metric in load_registry()}
    assert outcomes["coverage"].rate.denominator == len(written.month.matters)
    assert outcomes["findings_recall"].rate.denominator > 0


def test_all_citations_of_a_real_draft_are_looked_up(written: Written) -> None:
    """Every citation is found in the bytes of the files, and there are citations to find."""
    outcome = measure(written)["citation_validity"]
    assert outcome.failures == ()
    assert outcome.rate.denominator > 50


def test_last_month_reaches_the_draft(written: Written) -> None:
    """Each promise of the case is answered in the draft, whatever the answer."""
    assert len(written.draft["follow_up"]) >= len(written.month.follow_up)
