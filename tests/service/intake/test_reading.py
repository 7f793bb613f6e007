"""Files and pastes as sources."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from service.intake import read_paste, read_source


def test_a_source_names_its_bytes() -> None:
    """Name as handed in, hash of the bytes as handed in, text without the mark."""
    data = b"\xef\xbb\xbf" + "完成。\r\n".encode()
    source = read_source(data, "a/b c%20.txt")
    assert source.name == "a/b c%20.txt"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.text == data.decode(source.encoding) == "完成。\r\n"
    assert source.report.rows_read == source.report.rows_kept == 1


def test_a_paste_is_its_utf8_bytes() -> None:
    """paste:N, the hash of the UTF-8 of what was pasted, also with a mark at its start."""
    for text in ("补培训。", "\ufeff补培训。"):
        source = read_paste(text, 2)
        data = text.encode()
        assert (source.name, source.sha256) == ("paste:2", hashlib.sha256(data).hexdigest())
        assert data.decode(source.encoding) == source.text == "补培训。"


def test_lost_characters_are_told() -> None:
    """U+FFFD in a paste is kept, counted and shown."""
    source = read_paste("负责人：沈\ufffd微", 1)
    assert source.report.warnings[0].code == "lost_characters"
    assert "\ufffd" in source.sentences[0].text


def test_headings_alone_are_told() -> None:
    """An unfilled template has nothing for a review, and a person is told so."""
    source = read_source("# 月报\n## 亮点\n## 问题\n".encode(), "a.md")
    assert [warning.code for warning in source.report.warnings] == ["only_headings"]


def test_two_dates_are_told() -> None:
    """The text's date counts, and that the file name says another is shown."""
    source = read_source("会议时间：2025-04-21\n".encode(), "20260421_minutes.txt")
    assert source.dated == "2025-04-21"
    assert source.report.warnings[0].code == "two_dates"


def test_reading_text_loads_nothing_heavy() -> None:
    """The room is on the start path of every command: no YAML before a table, no heavy library."""
    code = (
        "import sys, service.intake; heavy = {'yaml', 'numpy', 'pydantic', 'sqlalchemy', 'chromadb',"
        " 'fastapi', 'bm25s'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
