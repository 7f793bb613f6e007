"""The first screen of the README, followed in a fresh clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.built_commands
@pytest.mark.timeout(1200)
@pytest.mark.enable_socket
def test_demo_works_in_an_empty_folder(tmp_path: Path) -> None:
    """A fresh clone with only Python and make sets itself up, drafts the sample month, says where."""
    git, make = shutil.which("git"), shutil.which("make")
    assert git, "git is needed to clone"
    assert make, "make is needed"
    clone = tmp_path / "fupan"
    subprocess.run([git, "clone", "--quiet", str(ROOT), str(clone)], check=True)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith("VIRTUAL_ENV")
    }
    clean.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [make, "demo", f"PYTHON={sys.executable}"],
        cwd=clone,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for heading in ("（草稿）", "上月行动逐条回看", "一、进度", "二、问题", "三、经验", "四、下月"):
        assert heading in ran.stdout
    shown = re.search(r"the draft: (\S+)", ran.stdout)
    assert shown
    assert Path(shown[1]).read_text(encoding="utf-8") in ran.stdout
