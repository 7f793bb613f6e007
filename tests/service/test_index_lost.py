"""The vector index is only an index: without it the service starts, drafts and fills it again."""

from __future__ import annotations

import shutil
from pathlib import Path

from service.archive import Archive
from service.recall import open_recall
from tests.fakes.served import API, MONTH_ZH, served

OCTOBER = {"project": "青云项目", "month": "2026-10"}


def test_a_deleted_index_keeps_nobody_from_drafting(tmp_path: Path) -> None:
    """All folders beside the records are deleted; the next start drafts and is whole again."""
    data = tmp_path / "data"
    with served(data) as client:
        client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
    folders = [path for path in data.iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        shutil.rmtree(folder)
    with served(data) as client:
        answer = client.post(f"{API}/drafts?wait=true", json=OCTOBER)
        assert answer.status_code == 201
        assert answer.json()["sections"]
    with Archive.open(data) as archive, open_recall(archive, data) as recall:
        recall.reindex()
        assert recall.available
