"""Ids and times of stored things."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4


def new_id() -> str:
    """Twelve hex digits that nobody can guess from the one before."""
    return uuid4().hex[:12]


def now() -> str:
    """This moment in UTC, ISO with microseconds, so that times sort as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
