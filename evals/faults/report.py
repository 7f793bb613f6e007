"""The measured faults as a table, and what was missed on the templates of development."""

from __future__ import annotations

from collections.abc import Sequence

from evals.faults.gates import total
from evals.faults.measuring import Cell, Family

_HEADER = (
    "family", "operator", "lang", "part", "templates", "n", "doubted", "blocked", "95 % bound",
)  # fmt: skip
_FAMILIES: tuple[Family, ...] = ("numbers", "wordings", "rewrites")


def table(cells: Sequence[Cell]) -> str:
    """A line for each operator, language and part, then the sums; alarms are the doubts of rewrites."""
    rows = [_HEADER, *(_cells(cell) for cell in cells)]
    for family in _FAMILIES:
        for language in sorted({cell.language for cell in cells}):
            for held_out in (False, True):
                rate = total(cells, family, language, held_out=held_out)
                own = [
                    cell.blocked
                    for cell in cells
                    if (cell.family, cell.language, cell.held_out) == (family, language, held_out)
                ]
                blocked = sum(one.numerator for one in own)
                bound = _bound(family, rate.interval)
                rows.append(
                    (family, "all", language, _part(held_out), "", str(rate.denominator),
                     str(rate.numerator), str(blocked), bound)
                )  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join((lines[0], "  ".join("-" * width for width in widths), *lines[1:]))


def misses(cells: Sequence[Cell]) -> str:
    """What went wrong on the templates of development, once for each sentence that it was made of.

    Of held-out templates there are only counts: whoever mends the checks must not see them.
    """
    lines: dict[tuple[str, str], str] = {}
    for cell in cells:
        if cell.held_out:
            continue
        for one in cell.wrong:
            key = (cell.operator, one.template)
            said = "; ".join(one.verdict.doubts)
            lines.setdefault(
                key,
                f"{cell.operator} {cell.language}\n  cited: {one.evidence}\n  item:  {one.text}"
                f"  {one.computed}\n  said:  {said or 'supported'}",
            )
    return "\n".join(lines.values())


def _cells(cell: Cell) -> tuple[str, ...]:
    rate = cell.doubted
    return (
        cell.family, cell.operator, cell.language, _part(cell.held_out), str(cell.templates),
        str(rate.denominator), str(rate.numerator), str(cell.blocked.numerator),
        _bound(cell.family, rate.interval),
    )  # fmt: skip


def _part(held_out: bool) -> str:
    return "held out" if held_out else "dev"


def _bound(family: Family, interval: tuple[float, float] | None) -> str:
    """The near bound: the lower one of detections, the upper one of alarms."""
    if interval is None:
        return "-"
    return f"<= {interval[1]:.4f}" if family == "rewrites" else f">= {interval[0]:.4f}"
