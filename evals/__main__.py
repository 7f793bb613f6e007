"""`python -m evals`: drafts and reads the authored months, prints the table, gates on it.

Exit codes: 0 no hard gate is broken, 1 one is, 2 the registry or a case cannot be used as written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.cases import BadCase, load_months
from evals.registry import BadRegistry, load_registry
from evals.report import details, failed, lines_of, report_document, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("cases", nargs="*", help="names of months to run; all when none is given")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report here as well")
    parser.add_argument("--details", action="store_true", help="print each case that went wrong")
    options = parser.parse_args(arguments)
    try:
        registry = load_registry()
        cases = load_months(options.cases)
    except (BadRegistry, BadCase) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    # Imported here so that --help and a broken registry answer without loading the service.
    from evals.measuring import measure_all

    measured = measure_all(cases, lambda case: print(f"… {case}", file=sys.stderr))
    lines = lines_of(registry, measured)
    print(table(lines, len(measured)))
    if options.details:
        print(f"\n{details(lines, measured)}")
    if options.json:
        report = json.dumps(report_document(lines, measured), ensure_ascii=False, indent=2)
        options.json.write_text(report + "\n", encoding="utf-8")
    return 1 if failed(lines) else 0


if __name__ == "__main__":
    sys.exit(main())
