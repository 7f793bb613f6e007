"""A critique report is read back as it was stored, also by another process's archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.archive import Archive
from service.errors import NotFound


def test_a_report_is_read_back_unchanged(tmp_path: Path) -> None:
    """Chinese, emoji and numbers survive; a second archive on the same file finds it."""
    document = {"schema": "fupan.critique/1", "result": {"documents": [{"text": "尽快😀", "n": 1}]}}
    with Archive.open(tmp_path) as archive:
        critique_id = archive.save_critique(document)
    with Archive.open(tmp_path) as archive:
        assert archive.critique(critique_id) == document


def test_an_unknown_report_is_not_found(tmp_path: Path) -> None:
    """The error names the id."""
    with Archive.open(tmp_path) as archive, pytest.raises(NotFound) as missing:
        archive.critique("none")
    assert "none" in missing.value.en
