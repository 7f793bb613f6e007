"""Opens the SQLite file: its safety settings, its migrations, and one writer at a time.

A lock in front of the write transactions keeps twenty threads from waiting for each other inside
SQLite; `BEGIN IMMEDIATE` makes a second process wait up to five seconds instead of failing
half-way.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from service.errors import ArchiveUnavailable, DiskFull

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 5000


class Database:
    """An opened and migrated database. Raises ArchiveUnavailable when it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._writer = threading.Lock()
        try:
            with _explained(path), self._writing() as connection:
                _migrate(connection)
        except BaseException:
            # Whatever stopped the opening, the file must not stay held by a half-made archive.
            self._engine.dispose()
            raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with _explained(self.path), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are on the disk when the block is left, or not at all."""
        with (
            _explained(self.path),
            self._writer,
            self._writing() as connection,
            Session(connection) as session,
        ):
            yield session
            session.flush()

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite+pysqlite:///{path}")

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        # None: the driver leaves transactions to us (its own handling begins too late).
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(connection: Connection) -> None:
    """Brings the tables to the newest form, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    # "%" begins an interpolation in Alembic's settings.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ArchiveUnavailable(
            zh="数据目录由更新版本的 Fupan 写成。请升级 Fupan，或换一个数据目录。",
            en="The data directory was written by a newer Fupan. Upgrade Fupan, or use another "
            "directory.",
        ) from error


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns what the database says of its file into an error that says what to do."""
    try:
        yield
    except IntegrityError:
        raise  # a defect of ours, not of the file
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise DiskFull(
                zh=f"磁盘已满，{path} 写不进去；已经保存的内容都在，可以照常查看。请清出空间后再试。",
                en=f"The disk is full and {path} cannot be written; what was stored is there and can "
                "be read. Make room, then try again.",
            ) from error
        raise ArchiveUnavailable(
            zh=f"{path} 无法读写（{error.orig}）。请检查磁盘空间、权限和文件是否损坏，然后重试。",
            en=f"{path} cannot be read or written ({error.orig}). Check free space, permissions "
            "and whether the file is damaged, then try again.",
        ) from error
