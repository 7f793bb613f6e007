"""The table of docs/formats.md tells what became of each file, and sees what is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.formats import BEGIN, END, as_markdown, between_marks, lost_characters, main, read_folder
from service.intake import read_source
from tests.real_data import real_data


def _folder(path: Path) -> Path:
    (path / "纪要.md").write_text("# 10月例会\n\n结论：接口联调通过。\n", encoding="utf-8")
    (path / "tickets.csv").write_text(
        "Issue key,Summary,Status\nAB-1,登录慢,Done\n,没有编号,Done\n", encoding="utf-8"
    )
    (path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    return path


def test_each_ending_has_its_counts(tmp_path: Path) -> None:
    """Files tried, read and refused; rows of a table kept and refused."""
    tallies, refused = read_folder(_folder(tmp_path))
    counts = {ending: (t.tried, t.read, t.refused) for ending, t in tallies.items()}
    assert counts == {".md": (1, 1, 0), ".csv": (1, 1, 0), ".txt": (1, 0, 1)}
    table = tallies[".csv"]
    assert (table.rows_kept, table.rows_refused, table.lost) == (1, 1, 0)
    assert table.read_as == {"tickets: jira": 1}
    assert [one.name for one in refused] == ["photo.txt"]
    shown = as_markdown(tallies, refused)
    assert "| .csv | 1 | 1 | 0 | 8 | 1 | 1 | 0 |" in shown
    assert "- `photo.txt`: the file is a picture" in shown


def test_a_lost_sentence_is_seen() -> None:
    """Without one of its sentences a source has characters that stand nowhere."""
    source = read_source("结论：完成。\n问题：超时。\n".encode(), "a.md")
    assert lost_characters(source) == 0
    assert lost_characters(replace(source, sentences=source.sentences[1:])) == len("结论：完成。")


def test_the_page_is_written_between_its_marks(tmp_path: Path) -> None:
    """What people wrote stays; a page without marks is refused."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    assert main([str(_folder(folder)), "--write", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| .csv |" in text
    assert "old" not in text
    with pytest.raises(ValueError, match="no <!--"):
        between_marks("nothing", "tables")


@pytest.mark.real_data
def test_every_real_file_is_read_or_refused_with_a_reason() -> None:
    """No crash, no silent loss, over the whole collection."""
    tallies, refused = read_folder(real_data())
    assert sum(tally.tried for tally in tallies.values()) > 200
    assert sum(tally.lost for tally in tallies.values()) == 0
    assert sum(tally.refused for tally in tallies.values()) <= len(refused)
