"""`python -m evals.vagueness`: scores the critique on the labelled statements.

`train` and `dev` may be scored at will. `test` is frozen: it is opened with `--open REASON`, which writes
the date, the commit and the score into the opening log; more than three openings are refused.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.vagueness.agreement import agreement
from evals.vagueness.effort import effort
from evals.vagueness.labelled import SETS, BadSet, load_labels, load_set
from evals.vagueness.opening import check_frozen, note_opening
from evals.vagueness.report import WHOSE, errors, table, with_scores
from evals.vagueness.scoring import Flag, critique_flags

LEAST_KAPPA = 0.75
"""Below this agreement of two passes no score is printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores, prints, and returns the exit code: 0, or 2 when a set cannot be used as it stands."""
    parser = argparse.ArgumentParser(prog="python -m evals.vagueness", description=__doc__)
    parser.add_argument("split", choices=("train", "fresh", "dev", "test"))
    parser.add_argument("--folder", type=Path, default=SETS, help="where the sets lie")
    parser.add_argument("--lang", choices=("zh", "en"), action="append")
    parser.add_argument("--errors", action="store_true", help="print each unit that went wrong")
    parser.add_argument("--check", default="", help="only errors that name this check")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the scores into this page")
    parser.add_argument("--open", metavar="REASON", default="", help="opens the frozen test part")
    options = parser.parse_args(arguments)
    folder: Path = options.folder / options.split
    languages: Sequence[str] = options.lang or ("zh", "en")
    try:
        if options.split == "test":
            if options.errors:
                raise BadSet("the errors of the test part are not shown: nobody may tune on them")
            check_frozen(folder, options.open)
        heads = _agreements(folder)
        sets = load_set(folder)
    except BadSet as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    flags: dict[str, Flag] = {}
    for labelled in sets:
        flags.update(critique_flags(labelled))
    tables = [table(sets, flags, language) for language in languages]
    shown = "\n".join([*heads, WHOSE, effort(sets).line(), *tables])
    print(shown)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(with_scores(page, options.split, shown), encoding="utf-8")
    if options.errors:
        chosen = [one for one in sets if one.document.lang in languages]
        print(errors(chosen, flags, options.check))
    if options.split == "test":
        note_opening(folder, options.open, tables)
    return 0


def _agreements(folder: Path) -> list[str]:
    """What two passes agree on, where two were made. Raises BadSet below LEAST_KAPPA."""
    first, second = folder / "pass_A.jsonl", folder / "pass_B.jsonl"
    if not (first.is_file() and second.is_file()):
        return ["one pass of labels only"]
    found = agreement(load_labels(first), load_labels(second))
    if found.vague < LEAST_KAPPA:
        raise BadSet(f"kappa {found.vague:.3f} is below {LEAST_KAPPA}: no score is published")
    return [
        f"two passes, {found.units} units: kappa vague {found.vague:.3f}, kind of item {found.types:.3f}"
    ]


if __name__ == "__main__":
    sys.exit(main())
