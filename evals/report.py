"""The measured metrics as a table for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.rates import Outcome, Rate, together
from evals.registry import Metric, Verdict

Measured = Mapping[str, Mapping[str, Outcome]]
MIN_DRAFTS = 20
"""Below so many drafts no rate of a single draft is given, only the counts behind it."""
HEADER = (
    "Labels are the project's own, by one author, and development data: they show whether "
    "something broke, not how good the service is elsewhere."
)
_COLUMNS = ("metric", "value", "n", "95 % interval", "threshold", "verdict")


@dataclass(frozen=True, slots=True)
class Line:
    """One metric over all months with its verdict."""

    metric: Metric
    outcome: Outcome
    verdict: Verdict


class UnregisteredMetric(Exception):
    """A metric was measured and not registered, or registered and not measured."""


def lines_of(registry: Iterable[Metric], measured: Measured) -> tuple[Line, ...]:
    """One line a registered metric; raises UnregisteredMetric when the two lists differ."""
    registered = list(registry)
    names = {metric.id for metric in registered}
    for case, outcomes in measured.items():
        if set(outcomes) != names:
            raise UnregisteredMetric(f"{case}: {', '.join(sorted(set(outcomes) ^ names))}")
    lines: list[Line] = []
    for metric in registered:
        outcome = together(outcomes[metric.id] for outcomes in measured.values())
        lines.append(Line(metric, outcome, metric.verdict(outcome.rate)))
    return tuple(lines)


def failed(lines: Iterable[Line]) -> bool:
    """Whether a hard gate is broken."""
    return any(line.verdict == "FAIL" for line in lines)


def table(lines: Sequence[Line], months: int) -> str:
    """The metrics as aligned columns, with what the labels are worth above them."""
    rows = [_COLUMNS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    body = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    body.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([f"{months} authored months. {HEADER}", "", *body])


def details(lines: Iterable[Line], measured: Measured) -> str:
    """Each case that went wrong, by metric and month."""
    out: list[str] = []
    for line in lines:
        for case, outcomes in measured.items():
            out += [
                f"{line.metric.id}  {case}  {fault}" for fault in outcomes[line.metric.id].failures
            ]
    return "\n".join(out)


def report_document(lines: Sequence[Line], measured: Measured) -> dict[str, Any]:
    """The report as JSON: totals with verdicts, and per month the counts and what went wrong."""
    return {
        "schema": "fupan.evals/1",
        "labels": HEADER,
        "months": len(measured),
        "metrics": [
            {
                "id": line.metric.id,
                "what": line.metric.what,
                "kind": line.metric.kind,
                "tier": line.metric.tier,
                "direction": line.metric.direction,
                "threshold": line.metric.threshold,
                "min_n": line.metric.min_n,
                "reason": line.metric.reason,
                "verdict": line.verdict,
                **_rate_document(line.outcome.rate),
            }
            for line in lines
        ],
        "cases": {
            case: {
                name: {**_counts(outcome.rate, len(measured)), "failures": list(outcome.failures)}
                for name, outcome in outcomes.items()
            }
            for case, outcomes in measured.items()
        },
    }


def _cells(line: Line) -> tuple[str, ...]:
    rate, metric = line.outcome.rate, line.metric
    interval = rate.interval
    sign = ">=" if metric.direction == "up" else "<="
    return (
        metric.id,
        "-" if rate.value is None else f"{rate.value:.3f}",
        f"{rate.numerator}/{rate.denominator}",
        "-" if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}",
        f"{sign} {metric.threshold:g} (n {metric.min_n})",
        f"{line.verdict}{'' if metric.tier == 'hard' else f' ({metric.tier})'}",
    )


def _rate_document(rate: Rate) -> dict[str, Any]:
    interval = rate.interval
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value,
        "interval": list(interval) if interval else None,
    }


def _counts(rate: Rate, months: int) -> dict[str, Any]:
    """One draft's counts; its rate too once there are enough drafts to compare."""
    if months >= MIN_DRAFTS:
        return _rate_document(rate)
    return {"numerator": rate.numerator, "denominator": rate.denominator}
