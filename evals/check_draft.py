"""`python -m evals.check_draft DRAFT.json`: the checks that need no gold, on any draft.

Run it from the folder in which the draft was made: a source is opened by the path it was handed in
as (pastes cannot be opened and are named). Exit codes: 0 nothing found, 1 something is, 2 the draft
or one of its sources cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from evals.metrics.citations import citation_validity, source_integrity
from evals.metrics.duplicates import duplicate_matters
from evals.metrics.numbers import unsupported_numbers, unsupported_owners
from evals.rates import Outcome
from evals.reading import Document, Files


def check(draft: Document, files: Files) -> dict[str, Outcome]:
    """Each check by name, with what it found in words."""
    return {
        "citation_validity": citation_validity(draft, files),
        "source_integrity": source_integrity(draft, files),
        "unsupported_numbers": unsupported_numbers(draft),
        "unsupported_owners": unsupported_owners(draft),
        "duplicate_matters": duplicate_matters(draft),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the counts and every failure; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.check_draft", description=__doc__)
    parser.add_argument("draft", type=Path, help="a draft as `fupan draft --format json` writes it")
    options = parser.parse_args(arguments)
    try:
        draft = json.loads(options.draft.read_text(encoding="utf-8"))
        files = {name: _bytes(name) for name in _names(draft)}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        print(f"check_draft: {error}", file=sys.stderr)
        return 2
    outcomes = check(draft, files)
    for name, outcome in outcomes.items():
        print(f"{name:20} {outcome.rate.numerator}/{outcome.rate.denominator}")
        for failure in outcome.failures:
            print(f"  {failure}")
    return 1 if any(outcome.failures for outcome in outcomes.values()) else 0


def _bytes(name: str) -> bytes:
    """The file, or the member of a zip that is named after it (`month.zip/minutes.md`)."""
    archive, inside, member = name.partition(".zip/")
    if inside and not Path(name).exists():
        with zipfile.ZipFile(f"{archive}.zip") as files:
            return files.read(member)
    return Path(name).read_bytes()


def _names(draft: Document) -> list[str]:
    return [str(source["source"]) for source in draft["sources"]]


if __name__ == "__main__":
    sys.exit(main())
