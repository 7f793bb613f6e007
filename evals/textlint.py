"""textlint beside the critique: installed into a folder of the bench's own, measured through node.

Its rule `write-good` is the one that asks for the same as ours: weasel words, vague wording, passives.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_suffix(".cjs")
_PACKAGES = ("textlint", "textlint-rule-write-good")
_PATIENCE = 600
"""Seconds for npm, and for each measurement."""


class NotAvailable(Exception):
    """textlint cannot be had here; the message says why."""


class Textlint:
    """An installed textlint. Raises NotAvailable where node, npm or the registry is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise NotAvailable("node or npm is not installed")
        self._node = node
        (folder / "package.json").write_text("{}", encoding="utf-8")
        rules = json.dumps({"rules": {"write-good": True}})
        (folder / ".textlintrc.json").write_text(rules, encoding="utf-8")
        self._run([npm, "install", "--no-audit", "--no-fund", "--silent", *_PACKAGES])
        package = folder / "node_modules" / "textlint" / "package.json"
        self.version = str(json.loads(package.read_text(encoding="utf-8"))["version"])

    def seconds(self, text: str, runs: int) -> list[float]:
        """The CPU seconds of each of some runs over a text, in a warm process."""
        path = self._folder / "review.md"
        path.write_text(text, encoding="utf-8")
        said: Any = json.loads(self._run([self._node, str(_SCRIPT), str(path), str(runs)]))
        return [float(one) for one in said]

    def command(self, path: Path) -> list[str]:
        """The command line that lints a file in a fresh process."""
        binary = self._folder / "node_modules" / ".bin" / "textlint"
        return [str(binary), "--config", str(self._folder / ".textlintrc.json"), str(path)]

    def _run(self, command: list[str]) -> str:
        try:
            done = subprocess.run(
                command, cwd=self._folder, capture_output=True, text=True, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotAvailable(str(error)) from error
        if done.returncode:
            raise NotAvailable((done.stderr or done.stdout).strip()[-200:])
        return done.stdout
