"""The migrations make exactly the tables that the program works with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from service.archive import Archive
from service.archive.archive import DATABASE_NAME
from service.archive.tables import Base
from service.errors import ArchiveUnavailable


def test_an_empty_directory_gets_every_table(tmp_path: Path) -> None:
    """What the migrations made and what tables.py says differ in nothing."""
    Archive.open(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE_NAME}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A second opening keeps the tables and their safety settings."""
    Archive.open(tmp_path).close()
    before = _schema(tmp_path)
    Archive.open(tmp_path).close()
    assert _schema(tmp_path) == before
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """An unknown revision raises a typed error that says to upgrade."""
    Archive.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(ArchiveUnavailable, match="Upgrade"):
        Archive.open(tmp_path)


def _schema(data: Path) -> list[tuple[str]]:
    connection = sqlite3.connect(data / DATABASE_NAME)
    found = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return found
