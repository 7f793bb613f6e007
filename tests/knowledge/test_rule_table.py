"""The table of checks is written from the rules and stays a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.rule_table import BEGIN, END, main, rule_table, with_table
from knowledge.rulebook import read_rulebook


def test_every_rule_has_its_row() -> None:
    """One row a rule, in order, with both languages and an example of each kind."""
    rows = rule_table().splitlines()[2:]
    rules = read_rulebook().rules
    assert [row.split()[1] for row in rows] == [rule.id for rule in rules]
    for row, rule in zip(rows, rules, strict=True):
        assert rule.name.zh in row
        assert rule.name.en in row


def test_a_page_without_marks_is_refused() -> None:
    """The writer does not guess where the table belongs."""
    with pytest.raises(ValueError, match="marks"):
        with_table("# Critique")


def test_write_then_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale page fails the check and is not touched; written anew it passes."""
    page = tmp_path / "critique.md"
    page.write_text(f"# A\n{BEGIN}\nSTALE\n{END}\nafter\n", encoding="utf-8")
    assert main([str(page), "--check"]) == 1
    assert "make docs" in capsys.readouterr().err
    assert "STALE" in page.read_text(encoding="utf-8")
    assert main([str(page)]) == 0
    assert main([str(page), "--check"]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.endswith(f"{END}\nafter\n")
    assert "STALE" not in text
