"""A process killed while it writes loses nothing that it had acknowledged."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from service.archive import Archive

WRITER = """
import sys
from pathlib import Path
from service.archive import Archive
from service.review import Decision
from tests.archive_values import SIGNED_AT, draft, item, notes
archive = Archive.open(Path(sys.argv[1]))
first = archive.add_source("项目", "2026-10", b"raw", notes("接口超时。"))
run = archive.add_run("项目", "2026-10", "zh", [first.id], None)
draft_id = archive.save_draft(run.id, draft(item("a", "问题"), project="项目"))
print(draft_id, flush=True)
for number in range(100_000):
    source = notes(f"第{number}条。", f"{number}.md")
    stored = archive.add_source("项目", "2026-10", b"%d" % number, source)
    archive.add_decision(draft_id, Decision("a", "edit", "李敏", SIGNED_AT, after=str(number)))
    print(stored.id, number, flush=True)
"""


def test_sigkill_keeps_every_acknowledged_row(tmp_path: Path) -> None:
    """Every source and decision whose id was printed before SIGKILL is there afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    draft_id = process.stdout.readline().strip()
    acknowledged = [process.stdout.readline().split() for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    # A line without its end may have been cut by the kill.
    acknowledged += [line.split() for line in rest.splitlines(keepends=True) if line[-1] == "\n"]
    with Archive.open(tmp_path) as archive:
        assert {row[0] for row in acknowledged} <= {
            stored.id for stored in archive.sources("项目", "2026-10")
        }
        assert [archive.source_bytes(row[0]) for row in acknowledged] == [
            row[1].encode() for row in acknowledged
        ]
        kept = {decision.after for decision in archive.draft(draft_id).decisions}
        assert {row[1] for row in acknowledged} <= kept
