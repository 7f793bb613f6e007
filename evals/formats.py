"""What becomes of a folder of real files? `python -m evals.formats FOLDER` reads every file of it as the
service does and prints, per kind of file, what was tried, read, refused, and what was lost.

With `--write docs/formats.md` the tables go between the marks of that page; nobody writes them by hand.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service.errors import InputError
from service.intake import read_paths
from service.review import CuePlace, Source, TablePlace

BEGIN, END = "<!-- formats: begin -->", "<!-- formats: end -->"
_LAYOUT = re.compile(r"[\s|:\-\ufeff]|<br\s*/?>", re.IGNORECASE)
"""What parts the cells of a table and stands in no sentence."""


@dataclass(slots=True)
class Tally:
    """Counts of one row of the table. `lost` counts characters that stand in no sentence."""

    tried: int = 0
    read: int = 0
    refused: int = 0
    sentences: int = 0
    rows_kept: int = 0
    rows_refused: int = 0
    lost: int = 0
    read_as: Counter[str] = field(default_factory=Counter)

    def add(self, source: Source) -> None:
        """Count a source that was read."""
        self.sentences += len(source.sentences)
        if source.kind in ("tickets", "table"):
            self.rows_kept += source.report.rows_kept
            self.rows_refused += len(source.report.refused)
        self.lost += lost_characters(source)
        self.read_as[label(source)] += 1


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not read, or whose reading stopped, with the reason a user sees."""

    name: str
    reason: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, print or write; the exit code is 1 when a character was lost or a count does not add up."""
    parser = argparse.ArgumentParser(prog="python -m evals.formats", description=__doc__)
    parser.add_argument("folder", type=Path, help="the files to read")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    options = parser.parse_args(arguments)
    tallies, refused = read_folder(options.folder)
    tables = as_markdown(tallies, refused)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(between_marks(page, tables), encoding="utf-8")
    else:
        print(tables)
    return int(any(tally.lost for tally in tallies.values()))


def read_folder(folder: Path) -> tuple[dict[str, Tally], tuple[Refused, ...]]:
    """The counts by the ending of the file's name, and every refusal."""
    tallies: dict[str, Tally] = {}
    refusals: list[Refused] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        tally = tallies.setdefault(path.suffix.lower() or "(none)", Tally())
        tally.tried += 1
        sources, refused = read_file(path)
        if sources:
            tally.read += 1
        else:
            tally.refused += 1
        for source in sources:
            _check(source)
            tally.add(source)
        name = path.relative_to(folder).as_posix()
        refusals += [Refused(name, error.en) for error in refused]
    return tallies, tuple(refusals)


def read_file(path: Path) -> tuple[tuple[Source, ...], tuple[InputError, ...]]:
    """The sources of one file (an archive has several) and the errors of what was refused."""
    taken = read_paths([path])
    return taken.sources, tuple(one.error for one in taken.refused)


def lost_characters(source: Source) -> int:
    """Characters of a text that are no layout and stand in no sentence.

    A transcript's cue numbers and times are layout of its own, and are counted by its report.
    """
    spans = [
        (one.place.start, one.place.end)
        for one in source.sentences
        if not isinstance(one.place, TablePlace | CuePlace)
    ]
    if source.kind == "transcript" or not spans:
        return 0
    at, lost = 0, 0
    for start, end in [*sorted(spans), (len(source.text), len(source.text))]:
        lost += len(_LAYOUT.sub("", source.text[at:start]))
        at = max(at, end)
    return lost


def label(source: Source) -> str:
    """What a source was read as: "minutes", "tickets: jira", "transcript: zoom_vtt"."""
    return f"{source.kind}: {source.dialect}" if source.dialect else source.kind


def as_markdown(tallies: dict[str, Tally], refused: Iterable[Refused]) -> str:
    """Both tables: per ending, and per what the files were read as; then every refusal."""
    rows = [
        (ending, t.tried, t.read, t.refused, t.sentences, t.rows_kept, t.rows_refused, t.lost)
        for ending, t in sorted(tallies.items())
    ]
    total = ("all", *(sum(int(row[n]) for row in rows) for n in range(1, 8)))
    lines = [
        "| file | tried | read | refused | sentences | rows kept | rows refused | characters lost |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(row) for row in [*rows, total]),
        "",
        "| read as | sources |",
        "|---|---|",
    ]
    read_as: Counter[str] = Counter()
    for tally in tallies.values():
        read_as += tally.read_as
    lines += [_row(pair) for pair in sorted(read_as.items())]
    lines += ["", "Refused, in the words that a user sees:", ""]
    listed = [f"- `{one.name}`: {_without_folder(one)}" for one in refused]
    return "\n".join([*lines, *(listed or ["- none"]), ""])


def between_marks(page: str, tables: str) -> str:
    """The page with the tables between its marks; raises ValueError when it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{begin}\n\n{tables}\n{end}{after}"


def _check(source: Source) -> None:
    report = source.report
    if report.rows_read != report.rows_kept + len(report.refused):
        raise ValueError(f"{source.name}: the counts of the report do not add up")


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _without_folder(one: Refused) -> str:
    """The reason, with the file named as in the list instead of by this machine's path."""
    return re.sub(rf"\S*{re.escape(Path(one.name).name)}", "the file", one.reason)


if __name__ == "__main__":
    sys.exit(main())
