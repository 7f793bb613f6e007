"""`python -m evals.faults`: plants faults in authored sentences and counts what grounding sees.

Exit codes: 0 every floor is reached, 1 one is not, 2 a template or the registry cannot be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from evals.cases import BadCase
from evals.faults.gates import broken, load_floors
from evals.faults.measuring import measure_faults
from evals.faults.report import misses, table
from evals.faults.templates import load_templates
from evals.registry import BadRegistry

CASES = 300
"""So many cases of each operator, language and part, where the templates give as many."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help="cases of an operator")
    parser.add_argument(
        "--details", action="store_true", help="print what went wrong on development templates"
    )
    options = parser.parse_args(arguments)
    try:
        floors = load_floors()
        templates = load_templates()
    except (BadCase, BadRegistry) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    cells = tuple(measure_faults(templates, options.cases))
    print(table(cells))
    if options.details:
        print(f"\n{misses(cells)}")
    faults = list(broken(cells, floors))
    for fault in faults:
        print(f"FAIL {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
