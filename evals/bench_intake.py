"""How long does a large ticket export take from upload to searchable? `python -m evals.bench_intake` hands
10,000 rows to a running server, as CSV and as XLSX, and prints the time as a ratio to pandas reading the
same file plus bare `Chroma.add` with the same embedder, in turns; and how the server answered meanwhile.

The other side does less: no sentences with places, no tickets, nothing durable, nothing to cancel.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.export_files import write_export
from evals.loaded_server import LoadedServer, Observed

ROWS = 10_000
TARGET = 1.3
"""What the ratio may be at most."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What the other side needed: seconds to read, to embed and add; peak memory in MB; and seconds of computing."""

    read: float
    add: float
    memory: float
    computing: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.read + self.add


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with `--check` the exit code is 1 when a ratio is over the target."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_intake", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="measurements of each side")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the export")
    parser.add_argument("--form", choices=("csv", "xlsx"), help="only one of the forms")
    parser.add_argument("--check", action="store_true", help="fail above the target")
    options = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    held = True
    with tempfile.TemporaryDirectory() as folder:
        for form in [options.form] if options.form else ["csv", "xlsx"]:
            path = Path(folder) / f"export.{form}"
            write_export(path, options.rows)
            held = _compare(path, options.rows, options.runs) and held
    return 0 if held or not options.check else 1


def _compare(path: Path, rows: int, runs: int) -> bool:
    ours: list[Observed] = []
    theirs: list[Bare] = []
    for _ in range(runs):
        ours.append(_served(path, rows))
        theirs.append(_bare(path))
    ratios = [mine.seconds / other.seconds for mine, other in zip(ours, theirs, strict=True)]
    median = statistics.median(ratios)
    size = path.stat().st_size / 1_048_576
    print(f"\n{path.suffix[1:].upper()}, {rows:,} rows, {size:.1f} MB, n = {runs}")
    print(f"  upload to searchable: {_spread([one.seconds for one in ours])}")
    print(
        f"  pandas + Chroma.add:  {_spread([one.seconds for one in theirs])}, of it reading "
        f"{statistics.median(one.read for one in theirs):.1f} s"
    )
    print(
        f"  ratio: median {median:.2f}, {min(ratios):.2f} to {max(ratios):.2f} (at most {TARGET})"
    )
    for page in ours[0].answers:
        times = [seconds for one in ours for seconds in one.answers[page]]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"  {page} meanwhile: p95 {1000 * p95:.0f} ms, longest {1000 * max(times):.0f} ms, "
            f"n = {len(times)}"
        )
    print(f"  until read: {_spread([one.until_read for one in ours])}")
    for part in ours[0].memory:
        computed = max(one.computing.get(part, 0.0) for one in ours)
        print(
            f"  {part}: peak memory {max(one.memory[part] for one in ours):.0f} MB"
            + (f", computing {computed:.1f} s" if computed else "")
        )
    print(
        f"  pandas + Chroma: peak memory {max(one.memory for one in theirs):.0f} MB, computing "
        f"{max(one.computing for one in theirs):.1f} s"
    )
    steps = max(one.steps for one in ours)
    print(f"  progress seen: {steps} different states of the bar")
    return median <= TARGET


def _served(path: Path, rows: int) -> Observed:
    with tempfile.TemporaryDirectory() as data:
        with LoadedServer(Path(data)) as server:
            observed = server.hand_in(path)
        held = _vectors(Path(data))
    if held != rows:
        raise RuntimeError(f"{held} of {rows} rows are in the vector store")
    return observed


def _vectors(data: Path) -> int:
    from knowledge.store import PassageStore

    store = PassageStore.open(data)
    try:
        return len(store)
    finally:
        store.close()


def _bare(path: Path) -> Bare:
    ran = subprocess.run(
        [sys.executable, "-m", "evals.bare_intake", str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    return Bare(**json.loads(ran.stdout.splitlines()[-1]))


def _spread(seconds: Sequence[float]) -> str:
    return f"median {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f})"


if __name__ == "__main__":
    started = time.monotonic()
    code = main()
    print(f"\nmeasured in {time.monotonic() - started:.0f} s, load {os.getloadavg()[0]:.1f}")
    sys.exit(code)
