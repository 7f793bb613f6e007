"""The figures as a table for people: language, group and part of the cases, one line a method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.rates import Rate
from evals.retrieval.material import GROUPS
from evals.retrieval.measuring import Result, emptiness, figures
from evals.retrieval.rankers import METHODS

HEADER = (
    "Questions are the project's own, by one author; settings were chosen on dev, the floor on dev and "
    "fresh. test was not used for choosing, but the same people wrote it: a direction, not a size."
)
_COLUMNS = ("lang", "group", "part", "n", "method", "R@5", "95 %", "MRR", "95 %")
_PARTS = ("dev", "test", "fresh", "all")


def table(results: Sequence[Result]) -> str:
    """One line for each language, group, part and method; the groups that have an answer first."""
    rows = [_COLUMNS, *_rows(results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([HEADER, "", *lines])


def misses(results: Sequence[Result]) -> str:
    """Each question that is not answered among the first five, or answered though it has none."""
    out = []
    for one in results:
        case, place = one.case, one.places["served"]
        if case.answers and not 0 < place <= 5:
            out.append(f"{case.id} ({case.split}): {case.query} -> {place or 'not given'}")
        elif not case.answers and "served" not in one.empty:
            out.append(
                f"{case.id} ({case.split}): {case.query} -> something, though nothing is there"
            )
    return "\n".join(out)


def _rows(results: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for language in sorted({one.case.language for one in results}, reverse=True):
        for group in GROUPS:
            for part in _PARTS:
                some = [
                    one
                    for one in results
                    if (one.case.language, one.case.group) == (language, group)
                    and part in (one.case.split, "all")
                ]
                for method in METHODS:
                    head = (language, group, part, str(len(some)), method)
                    if group == "none":
                        yield (*head, *_rate("empty ", emptiness(some, method)), "", "")
                    else:
                        reached = figures(some, method)
                        low, high = reached.mrr_interval
                        mean = (f"{reached.mrr:.3f}", f"{low:.3f}-{high:.3f}")
                        yield (*head, *_rate("", reached.recall), *mean)


def _rate(word: str, rate: Rate) -> tuple[str, str]:
    if rate.value is None or rate.interval is None:
        return f"{word}-", "-"
    return f"{word}{rate.value:.3f}", f"{rate.interval[0]:.3f}-{rate.interval[1]:.3f}"
