"""Reading drafts and files without the service."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import evals
from evals.reading import decoded, folded, names_in, records

CALLS_THE_SERVICE = {
    *("measuring.py", "last_month.py", "bench.py", "formats.py", "attacks.py"),
    *("retrieval/material.py", "retrieval/rankers.py", "faults/measuring.py"),
    *("vagueness/units.py", "vagueness/scoring.py", "vagueness/real.py"),
    *("vagueness/training.py", "vagueness/kind_training.py", "vagueness/effort.py"),
}


def test_no_metric_knows_the_service() -> None:
    """The metrics are independent: a fault of the service's own code cannot hide in the measure."""
    root = Path(evals.__file__).parent
    knowing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "service"
    }
    assert knowing == CALLS_THE_SERVICE


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("3 把", "还差3把"),
        ("９３％", "93%"),
        ("Dock Door", "the dock door"),
        ("3月5日", "完成 2026-03-05"),
        ("5 March", "done 2026-03-05"),
    ],
)
def test_folding_finds_the_same_in_another_spelling(wanted: str, said: str) -> None:
    """Spaces, width, case and the spelling of a day make no difference."""
    assert folded(wanted) in folded(said)


def test_names_of_an_owner_field() -> None:
    """All the ways in which several owners are written give single people."""
    assert names_in("程晚、陶立/罗宁") == {"程晚", "陶立", "罗宁"}
    assert names_in("程晚和陶立") == {"程晚", "陶立"}
    assert names_in("Lars Holm and Mei Tanaka") == {"larsholm", "meitanaka"}
    assert names_in("") == frozenset()


def test_a_source_is_read_in_its_stated_encoding_without_its_mark() -> None:
    """The mark is no character of the text; a name that was never handed in gives nothing."""
    draft = {"sources": [{"source": "a.md", "encoding": "utf-8"}]}
    assert decoded(draft, "a.md", {"a.md": b"\xef\xbb\xbf" + "挂号".encode()}) == "挂号"
    assert decoded(draft, "b.md", {"b.md": b"x"}) is None


def test_records_keep_line_ends_inside_cells() -> None:
    """A cell over two lines is one record, whatever the separator."""
    assert records('a;b\n1;"x\ny"\n') == [["a", "b"], ["1", "x\ny"]]
