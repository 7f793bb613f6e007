"""The table, the JSON report and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import __main__ as command
from evals.rates import Outcome, Rate
from evals.registry import load_registry
from evals.report import UnregisteredMetric, failed, lines_of, report_document, table

REGISTRY = load_registry()


def _measured(**changes: Outcome) -> dict[str, dict[str, Outcome]]:
    good = {
        metric.id: Outcome(Rate(500 if metric.direction == "up" else 0, 500)) for metric in REGISTRY
    }
    return {"one": {**good, **changes}}


def test_all_good_passes() -> None:
    """With every rate at its best no gate is broken."""
    assert not failed(lines_of(REGISTRY, _measured()))


@pytest.mark.parametrize("metric", [m.id for m in REGISTRY if m.tier == "hard"])
def test_each_hard_gate_can_fail(metric: str) -> None:
    """Nine of ten cases wrong breaks any hard gate."""
    direction = next(entry.direction for entry in REGISTRY if entry.id == metric)
    rate = Rate(50 if direction == "up" else 450, 500)
    measured = _measured(**{metric: Outcome(rate, ("wrong",))})
    assert failed(lines_of(REGISTRY, measured))


def test_the_table_says_what_the_labels_are_worth() -> None:
    """Value, counts, interval, threshold and verdict are shown, and whose labels they are."""
    text = table(lines_of(REGISTRY, _measured(coverage=Outcome(Rate(400, 500)))), 1)
    assert "project's own" in text
    assert "development data" in text
    line = next(row for row in text.splitlines() if row.startswith("coverage "))
    assert line.split()[:4] == ["coverage", "0.800", "400/500", "0.763-0.833"]
    assert line.endswith("pass")


def test_no_rate_of_one_draft_below_twenty() -> None:
    """A single draft's counts are reported without value or interval; twenty drafts get them."""
    few = report_document(lines_of(REGISTRY, _measured()), _measured())
    assert "value" not in few["cases"]["one"]["coverage"]
    many = {f"case{n}": outcomes for n in range(20) for outcomes in _measured().values()}
    document = report_document(lines_of(REGISTRY, many), many)
    assert document["cases"]["case0"]["coverage"]["value"] == 1.0


def test_measured_and_registered_must_agree() -> None:
    """A metric that nobody registered, or nobody measured, is an error of the evals themselves."""
    measured = _measured()
    del measured["one"]["coverage"]
    with pytest.raises(UnregisteredMetric, match="coverage"):
        lines_of(REGISTRY, measured)


def test_the_command_gates_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken hard gate ends with 1, a good run with 0, and the file holds what the table says."""
    import evals.measuring

    wrong = _measured(citation_validity=Outcome(Rate(499, 500), ("item i1: another text",)))
    monkeypatch.setattr(evals.measuring, "measure_all", lambda cases, progress: wrong)
    out = tmp_path / "report.json"
    assert command.main(["--json", str(out), "--details"]) == 1
    assert "item i1: another text" in capsys.readouterr().out
    report = json.loads(out.read_text(encoding="utf-8"))
    first = report["metrics"][0]
    assert (first["id"], first["verdict"]) == ("citation_validity", "FAIL")
    assert report["cases"]["one"]["citation_validity"]["failures"] == ["item i1: another text"]
    monkeypatch.setattr(evals.measuring, "measure_all", lambda cases, progress: _measured())
    assert command.main([]) == 0


def test_an_unknown_case_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled case name says which there are."""
    assert command.main(["nowhere"]) == 2
    assert "zh-water-minutes" in capsys.readouterr().err
