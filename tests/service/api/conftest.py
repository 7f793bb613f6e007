"""One running service per test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.fakes.served import served


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service with an empty archive."""
    with served(tmp_path / "data") as running:
        yield running
