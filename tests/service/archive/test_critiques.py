"""Critiques are read back as they were kept; versions never overwrite each other; words are appended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.archive import Archive
from service.archive.archive import DATABASE_NAME
from service.archive.records import (
    CritiqueVersion,
    FindingDecision,
    NewCritique,
    SectionSummary,
    TextEdit,
)
from service.errors import InvalidRequest, NotFound, VersionConflict

REPORT = {"schema": "fupan.critique/1", "result": {"documents": [{"text": "尽快😀", "n": 1}]}}
FIRST = CritiqueVersion(1, "尽快😀", REPORT, (SectionSummary("progress", 3, 1, 0, 2, 0),))
NEW = NewCritique("草稿.md", "青云项目", "2026-10", "zh", {"sources": ["纪要"]})


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with Archive.open(tmp_path) as opened:
        yield opened


def test_a_critique_is_read_back_unchanged(tmp_path: Path) -> None:
    """Text, report, summary and what it is compared with; a second archive on the file finds it."""
    with Archive.open(tmp_path) as archive:
        critique_id, is_new = archive.critiques.add(NEW, FIRST)
        assert is_new
    with Archive.open(tmp_path) as archive:
        stored = archive.critiques.get(critique_id)
        assert stored.current == FIRST
        assert (stored.name, stored.project, stored.month) == ("草稿.md", "青云项目", "2026-10")
        assert stored.given == {"sources": ["纪要"]}
        assert [one.id for one in archive.critiques.latest(5)] == [critique_id]


def test_an_unknown_critique_is_not_found(archive: Archive) -> None:
    """Whatever is asked of it, the error names the id."""
    for ask in (
        lambda: archive.critiques.get("none"),
        lambda: archive.critiques.version("none", 1),
        lambda: archive.critiques.add_version("none", FIRST),
        lambda: archive.critiques.add_decision("none", FindingDecision("f", "accept")),
    ):
        with pytest.raises(NotFound, match="none"):
            ask()


def test_only_the_next_version_is_taken(archive: Archive) -> None:
    """Of two edits of one version the second is refused, and what the first wrote stays."""
    critique_id, _ = archive.critiques.add(NEW, FIRST)
    edit = TextEdit(0, 2, "尽快", "7月10日前", ("V04",), ("A01", "V04"), ("f1", "f2"))
    came_back = {"result": {"documents": [{"findings": [{"fingerprint": "f2"}]}]}}
    second = CritiqueVersion(2, "7月10日前😀", came_back, (), edit)
    archive.critiques.add_version(critique_id, second)
    with pytest.raises(VersionConflict, match="version 1, and it is at version 2"):
        archive.critiques.add_version(critique_id, CritiqueVersion(2, "别的", REPORT))
    stored = archive.critiques.get(critique_id)
    assert stored.current == second
    assert stored.cleared == ("A01",)  # the other one came back
    assert archive.critiques.version(critique_id, 1) == FIRST


def test_the_last_word_on_a_finding_counts_and_none_is_lost(tmp_path: Path) -> None:
    """The same word twice is kept once; the database refuses to change a word."""
    words = [
        FindingDecision("f1", "waive", "other", "已当面说明", "林岚", "2026-10-01T00:00:00+00:00"),
        FindingDecision("f1", "waive", "other", "已当面说明", "林岚", "2026-10-02T00:00:00+00:00"),
        FindingDecision("f1", "reopen"),
        FindingDecision("f2", "accept"),
    ]
    with Archive.open(tmp_path) as archive:
        critique_id, _ = archive.critiques.add(NEW, FIRST)
        for word in words:
            archive.critiques.add_decision(critique_id, word)
        said = archive.critiques.get(critique_id).decisions
        assert {key: one.action for key, one in said.items()} == {"f1": "reopen", "f2": "accept"}
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    count = connection.execute("SELECT count(*) FROM critique_decisions").fetchone()
    assert count == (3,)
    for change in ("UPDATE critique_decisions SET reason = ''", "DELETE FROM critique_decisions"):
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute(change)
    connection.close()


def test_a_key_gives_one_critique(archive: Archive) -> None:
    """The same request again is the same critique; another request with the key is refused."""
    keyed = NewCritique("", "", "", "zh", {}, "k-1", "hash")
    first, _ = archive.critiques.add(keyed, FIRST)
    assert archive.critiques.add(keyed, FIRST) == (first, False)
    with pytest.raises(InvalidRequest):
        archive.critiques.add(NewCritique("", "", "", "zh", {}, "k-1", "other"), FIRST)


def test_a_report_from_before_texts_were_kept_is_still_read(tmp_path: Path) -> None:
    """The migration makes it the first version of a critique without a text, and lists it nowhere."""
    with Archive.open(tmp_path) as archive:
        archive.critiques.add(NEW, FIRST)
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    with connection:
        connection.executescript(
            "DROP TABLE critique_decisions; DROP TABLE critique_versions; DROP TABLE critiques;"
            "CREATE TABLE critiques (number INTEGER PRIMARY KEY AUTOINCREMENT, id VARCHAR(32) NOT"
            " NULL UNIQUE, document TEXT NOT NULL, created_at VARCHAR(32) NOT NULL);"
            "INSERT INTO critiques (id, document, created_at) VALUES ('old', '{\"n\": 1}', 'then');"
            "UPDATE alembic_version SET version_num = '0003';"
        )
    connection.close()
    with Archive.open(tmp_path) as archive:
        stored = archive.critiques.get("old")
        assert (stored.current.version, stored.current.text) == (1, None)
        assert stored.current.report == {"n": 1}
        assert archive.critiques.latest(5) == ()
