"""A command that ends soon does not spend its time on collecting what it will hold to the end."""

from __future__ import annotations

import atexit
import gc
import sys
from pathlib import Path

import pytest

from service.cli import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(gc, "set_threshold", lambda *_: found.append("seldom"))
    monkeypatch.setattr(atexit, "register", lambda work: found.append(work.__name__))
    return found


def test_a_process_of_one_critique_collects_seldom(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("- 柜台培训效果明显提升。\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["fupan", "critique", str(draft)])
    main()
    assert {"seldom", "freeze"} <= set(asked)


def test_a_caller_with_a_process_of_its_own_is_left_alone(asked: list[str], tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("- 柜台培训效果明显提升。\n", encoding="utf-8")
    main(["critique", str(draft)])
    assert {"seldom", "freeze"}.isdisjoint(asked)
