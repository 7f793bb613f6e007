"""The bench compares like with like, and says so when a rival cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import bench
from evals.textlint import NotAvailable, Textlint


def test_texts_are_as_long_as_asked() -> None:
    """Both sides get the same number of bytes, cut between characters."""
    for size in (1_000, 50_000):
        text = bench.text_of("第{n}次尽快完成。\n", size)
        assert size - 3 < len(text.encode()) <= size
        assert "第1次" in text
        assert "第2次" in text


def test_without_node_textlint_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine without node measures the others and names what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotAvailable, match="node or npm"):
        Textlint(tmp_path)
    assert bench.main(["--runs", "1", "--size", "3000"]) == 0
    said = capsys.readouterr().out
    assert "textlint is missing here" in said
    assert "one review: fupan" in said
    assert "fresh process: proselint" in said
    assert "doubling:" in said
