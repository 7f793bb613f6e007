"""Search over a real month: whatever day a passage has, each form of it finds that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service.archive import Archive
from service.errors import FupanError
from service.intake import read_source
from service.recall import Recall
from tests.real_data import real_data

pytestmark = pytest.mark.real_data
PROJECT = "real"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The text files of one real month."""
    with Archive.open(tmp_path_factory.mktemp("real")) as opened:
        files = [path for path in sorted(real_data("months").rglob("*.md")) if path.is_file()]
        for number, path in enumerate(files[:60]):
            try:
                source = read_source(path.read_bytes(), f"{number}-{Path(path).name}")
            except FupanError:
                continue
            opened.add_source(PROJECT, "2022-10", path.read_bytes(), source)
        yield opened


def test_every_day_is_found_in_every_form(archive: Archive) -> None:
    """The passages found have that day, with the year written or not."""
    recall = Recall(archive, None)
    passages = archive.passages(PROJECT)
    days_of: dict[tuple[str, str], set[str]] = {}
    for one in passages:
        days_of.setdefault((one.origin, one.text), set()).update(day[5:] for day in one.about.days)
    days = sorted({day for one in passages for day in one.about.days})
    assert len(days) > 20
    for day in days[:: max(1, len(days) // 40)]:
        when = date.fromisoformat(day)
        for written in (
            day,
            f"{when:%Y%m%d}",
            f"{when.month}月{when.day}日",
            f"{when.day} {when:%B} {when.year}",
        ):
            found = recall.search(PROJECT, written, k=5)
            assert found, written
            assert all(day[5:] in days_of[hit.origin, hit.text] for hit in found), written
