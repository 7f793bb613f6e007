"""The made-up months are whole: every file reads, every row has its header's width."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "knowledge" / "examples"
TABLES = sorted(EXAMPLES.rglob("*.csv"))


def test_there_is_a_chinese_and_an_english_month() -> None:
    """Each example has a month and the month before it, so that promises can be followed."""
    names = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}
    assert names == {"qinglan-his", "brightwater-erp"}
    for name in names:
        for part in ("previous", "month"):
            assert any(path.is_file() for path in (EXAMPLES / name / part).rglob("*"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_rows_are_as_wide_as_their_header(table: Path) -> None:
    """A ticket export of ours is not ragged: what is odd in it is meant."""
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
