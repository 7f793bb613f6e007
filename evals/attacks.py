"""What do hostile files cost? `python -m evals.attacks` makes each of them, has it read as the service does,
and prints what became of it, the computing time here and in the child, and how far this process grew.

The exit code is 1 when one that must be refused is read, when one that must be read is not, when a
refusal takes a second of CPU, or when this process grows by 64 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.attack_files import ATTACKS, Attack
from evals.heavy_files import HEAVY
from service.errors import InputError
from service.intake.reader import Choices
from service.intake.reading import is_read_here, read_here
from service.intake.sandbox import read_apart

MOST_CPU = 1.0
"""Seconds of CPU, here and in the child, that a refusal before the parser may take."""
MOST_GROWTH = 64 << 20
"""Bytes by which the process that asks may grow at its highest."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One file: its size, what became of it (a code, or "read"), and what that took."""

    attack: Attack
    size: int
    verdict: str
    cpu_here: float
    cpu_child: float
    growth: int
    clock: float

    @property
    def sound(self) -> bool:
        """Whether it ended as it must, within the limits."""
        expected = self.attack.code
        right = expected == "any" or self.verdict == (expected or "read")
        quick = expected in {"", "any"} or self.cpu_here + self.cpu_child < MOST_CPU
        return right and quick and self.growth < MOST_GROWTH


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.attacks", description=__doc__)
    parser.add_argument("--heavy", action="store_true", help="files that are hard on a parser too")
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "NAME"), help="one file, as JSON")
    options = parser.parse_args(arguments)
    if options.measure:
        path, name = options.measure
        print(json.dumps(measured(Path(path).read_bytes(), name)))
        return 0
    print(_machine())
    print("| file | bytes | became | CPU s here | CPU s child | grew MB | clock s |")
    print("|---|---|---|---|---|---|---|")
    costs = []
    for attack in (*ATTACKS, *(HEAVY if options.heavy else ())):
        cost = measure(attack)
        costs.append(cost)
        print(
            f"| {attack.what} | {cost.size:,} | {cost.verdict} | {cost.cpu_here:.2f} | "
            f"{cost.cpu_child:.2f} | {cost.growth / 2**20:.1f} | {cost.clock:.2f} |"
            + ("" if cost.sound else " **too much, or wrong**"),
            flush=True,
        )
    print(_machine())
    return int(not all(cost.sound for cost in costs))


def measure(attack: Attack) -> Cost:
    """Have one file read by a fresh process: memory that making the file freed would hide growth."""
    data = attack.make()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        path.write_bytes(data)
        ran = subprocess.run(  # noqa: S603 - a command of ours
            [sys.executable, "-m", "evals.attacks", "--measure", str(path), attack.name],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[1],
        )
    return Cost(attack=attack, size=len(data), **json.loads(ran.stdout))


def measured(data: bytes, name: str) -> dict[str, object]:
    """Read a file here as the service does, its lines thrown away as they come: what became of it,
    and what that took."""
    _forget_peak()
    before, clock = _peak(), time.perf_counter()
    here, child = _cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN)
    verdict = "read"
    try:
        if is_read_here(data, name, Choices()):
            read_here(data, name)
        else:
            read_apart(data, name, on_line=lambda _: None)
    except InputError as error:
        verdict = error.code
    return {
        "verdict": verdict,
        "cpu_here": _cpu(resource.RUSAGE_SELF) - here,
        "cpu_child": _cpu(resource.RUSAGE_CHILDREN) - child,
        "growth": _peak() - before,
        "clock": time.perf_counter() - clock,
    }


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _forget_peak() -> None:
    """Let the kernel count the highest memory anew from what is used now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) << 10


def _machine() -> str:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python "
        f"{platform.python_version()}, load {load}"
    )


if __name__ == "__main__":
    sys.exit(main())
