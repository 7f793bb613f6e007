"""A full disk: writing says so, reading goes on, and with room again all goes on without a restart."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from service.archive import Archive
from service.archive.archive import DATABASE_NAME
from service.archive.records import NewThing
from service.errors import DiskFull
from service.runs import Intakes
from tests.archive_values import notes

PROJECT, MONTH = "青云项目", "2026-10"
PATIENCE = 60.0


def _limit(archive: Archive, pages: int) -> None:
    """Bounds the file, as a disk does; on every connection that is opened from now on too."""
    from sqlalchemy import event

    engine = archive._database._engine
    engine.dispose()

    @event.listens_for(engine, "connect")
    def bound(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")


def _pages(data: Path) -> int:
    connection = sqlite3.connect(data / DATABASE_NAME)
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    return int(count)


def test_a_full_disk_is_told_and_outlived(tmp_path: Path) -> None:
    """What does not fit is refused as a whole; what was there is read; with room it is taken."""
    with Archive.open(tmp_path) as archive:
        stored = archive.add_source(PROJECT, MONTH, b"raw", notes("接口超时。"))
        _limit(archive, _pages(tmp_path) + 8)
        data = ("很长的一行。" * 40_000).encode()
        thing = NewThing("大.md", data, hashlib.sha256(data).hexdigest(), {})
        intakes = Intakes(archive)
        with pytest.raises(DiskFull) as full:
            intakes.begin(PROJECT, MONTH, [thing])
        assert full.value.zh
        assert archive.source(stored.id).source.text == "接口超时。"
        assert archive.intakes.of_month(PROJECT, MONTH) == ()
        _limit(archive, 1_000_000)
        intake = intakes.begin(PROJECT, MONTH, [thing])
        intakes.start()
        assert intakes.wait(intake.id, PATIENCE).state == "done"
        intakes.stop()
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_disk_that_fills_while_reading_leaves_an_intake_to_be_resumed(tmp_path: Path) -> None:
    """There is room for the upload and none for its sources, not even for the word of it."""
    with Archive.open(tmp_path) as archive:
        data = "".join(
            f"第 {n} 件事办完了，用时 {n * 7 % 50} 分钟。\n" for n in range(30_000)
        ).encode()
        thing = NewThing("大.md", data, hashlib.sha256(data).hexdigest(), {})
        intakes = Intakes(archive)
        intake = intakes.begin(PROJECT, MONTH, [thing])
        _limit(archive, _pages(tmp_path) + 8)
        intakes.start()
        over = intakes.wait(intake.id, PATIENCE)
        assert over.state in {"failed", "reading"}
        assert archive.sources(PROJECT, MONTH) == ()
        _limit(archive, 1_000_000)
        intakes.resume(intake.id)
        assert intakes.wait(intake.id, PATIENCE).state == "done"
        intakes.stop()
        assert len(archive.sources(PROJECT, MONTH)) == 1
