"""`python -m evals.retrieval`: asks every question of words, vectors and what is served.

Exit codes: 0 no gate is broken, 1 one is, 2 a case or the registry cannot be used as written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.cases import BadCase
from evals.registry import BadRegistry
from evals.retrieval.gates import broken, load_gates
from evals.retrieval.material import load_projects
from evals.retrieval.measuring import measure
from evals.retrieval.report import misses, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument(
        "--details", action="store_true", help="print each question that went wrong"
    )
    options = parser.parse_args(arguments)
    try:
        least = load_gates()
        projects = load_projects()
    except (BadCase, BadRegistry) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as data:
        results = measure(projects, Path(data))
    print(table(results))
    if options.details:
        print(f"\n{misses(results)}")
    faults = broken(results, least)
    for fault in faults:
        print(f"FAIL {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
