"""`python -m knowledge.rule_table docs/critique.md`: writes the table of checks from the rule files.

With `--check` nothing is written; the exit code is 1 when the table in the file is not the present
one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.rule_forms import Rule
from knowledge.rulebook import read_rulebook

BEGIN = "<!-- checks: written by `make docs` from knowledge/rules -->"
END = "<!-- checks end -->"


def rule_table() -> str:
    """The checks as a Markdown table, in the order of their ids."""
    rows = [
        "| id | check | severity | asks | catches | leaves alone |",
        "|---|---|---|---|---|---|",
        *(_row(rule) for rule in read_rulebook().rules),
    ]
    return "\n".join(rows)


def with_table(text: str) -> str:
    """`text` with the present table between its marks. Raises ValueError when it has no marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the marks {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n\n{rule_table()}\n\n{END}{after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes or checks the table; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.rule_table", description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)
    text = options.page.read_text(encoding="utf-8")
    fresh = with_table(text)
    if not options.check:
        options.page.write_text(fresh, encoding="utf-8", newline="\n")
    elif fresh != text:
        sys.stderr.write(f"{options.page}: the table of checks is not the present one: make docs\n")
        return 1
    return 0


def _row(rule: Rule) -> str:
    severity = rule.severity if rule.default == "on" else f"{rule.severity} ({rule.default})"
    caught = next((example.text for example in rule.examples if example.fires), "")
    left = next((example.text for example in rule.examples if not example.fires), "")
    cells = (
        f"{rule.id} `{rule.key}`",
        f"{rule.name.zh} / {rule.name.en}",
        severity,
        f"{rule.question.zh} / {rule.question.en}",
        caught,
        left,
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """One line that neither ends the cell nor acts as Markdown."""
    line = " ".join(text.split())
    for mark in ("\\", "|", "<", "[", "*", "_"):
        if mark != "_" or "`" not in line:
            line = line.replace(mark, f"\\{mark}")
    return line


if __name__ == "__main__":
    sys.exit(main())
