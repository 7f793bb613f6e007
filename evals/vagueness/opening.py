"""The frozen test part: its hash, and a log of each time it was opened."""

from __future__ import annotations

import datetime
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from evals.vagueness.labelled import BadSet, digest

LOG = "openings.jsonl"
HASH = "test.sha256"
MOST = 3


def check_frozen(folder: Path, reason: str) -> None:
    """Raises BadSet when the test part changed, was opened too often, or no reason is given."""
    if not reason:
        raise BadSet("the test part is frozen; say why it is opened with --open REASON")
    if openings(folder) >= MOST:
        raise BadSet(f"the test part was opened {MOST} times; make a fresh one")
    frozen = (folder / HASH).read_text(encoding="ascii").strip()
    if frozen != digest(folder):
        raise BadSet(f"the test part is not the frozen one ({frozen[:12]}…)")


def openings(folder: Path) -> int:
    """How often the test part was opened."""
    path = folder / LOG
    return len(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else 0


def note_opening(folder: Path, reason: str, tables: Sequence[str]) -> None:
    """Write down date, commit, reason and the head of each score."""
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    ).stdout.strip()
    row = {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "commit": commit,
        "reason": reason,
        "score": [" ".join(line.split()) for one in tables for line in one.splitlines()[:2]],
    }
    with (folder / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(row, ensure_ascii=False) + "\n")
