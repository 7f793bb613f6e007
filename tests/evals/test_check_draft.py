"""The checks without gold, on a draft in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import check_draft, faults
from tests.evals.small_month import FILES, draft


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small month's sources, made the current one."""
    for name, data in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_good_draft_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts are printed, nothing is found, exit code 0."""
    path = folder / "draft.json"
    path.write_text(json.dumps(draft()), encoding="utf-8")
    assert check_draft.main([str(path)]) == 0
    assert "citation_validity    8/8" in capsys.readouterr().out


def test_a_bad_draft_is_told_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A shifted place ends with 1 and names the item."""
    path = folder / "draft.json"
    path.write_text(json.dumps(faults.shifted_place(draft())), encoding="utf-8")
    assert check_draft.main([str(path)]) == 1
    assert "item i1: another text stands at its offsets" in capsys.readouterr().out


def test_a_missing_source_ends_with_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that is not where the draft says cannot be checked."""
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert check_draft.main([str(path)]) == 2
