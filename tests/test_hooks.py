"""The hooks for pre-commit call commands that exist and look at the files they say they do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from service.cli import main

HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load(
        (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8")
    )
}


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_calls_a_command_that_exists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each word after `fupan` is a command, an argument or an option of it."""
    program, command, *words = HOOKS[name]["entry"].split()
    assert program == "fupan"
    with pytest.raises(SystemExit) as ended:
        main([command, *words, "--help"])
    assert ended.value.code == 0
    usage = capsys.readouterr().out
    assert all(word in usage for word in words)


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("reviews/2026-06-总结.md", True),
        ("2026-06复盘.md", True),
        ("Monthly-Review.md", True),
        ("README.md", False),
        ("总结/README.md", False),
    ],
)
def test_only_reviews_are_critiqued(path: str, looked_at: bool) -> None:
    """A read-me is no review: nobody asked for its owner and date."""
    assert bool(re.search(HOOKS["fupan-critique"]["files"], path)) is looked_at
