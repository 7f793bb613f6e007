"""FUPAN_CRITIQUE_CONFIG: pages, API and drafts are critiqued as it says; a faulty one stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.critique.configuring import configured
from service.errors import InvalidConfiguration
from service.intake import read_paste
from service.pipeline import draft_month
from service.settings import Settings
from tests.service.critique.test_configuration import TEXT, written


def test_the_api_critiques_as_configured(tmp_path: Path) -> None:
    """Severity, and the hash of the rules in the report."""
    path = written(tmp_path, 'checks: {V05: error, V04: "off"}')
    settings = Settings(data=tmp_path / "data", critique_config=str(path))
    app = create_app(settings, store_apart=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        document = client.post("/api/v1/critiques", json={"text": TEXT}).json()
    (read,) = document["result"]["documents"]
    found = {one["rule_id"]: one["severity"] for one in read["findings"]}
    assert found["V05"] == "error"
    assert "V04" not in found
    assert document["engine"]["rules_hash"] == configured(path).book.digest


def test_drafts_are_critiqued_as_configured(tmp_path: Path) -> None:
    """The findings of a draft are of the same rules."""
    source = read_paste("【进度】二期需求调研正在有序开展中。\n【问题】与信息科沟通不够顺畅。\n", 1)
    shipped = draft_month(project="P", month="2026-06", sources=[source])
    severities = {one.rule_id for one in shipped.findings}
    assert severities
    off = "\n".join(f'  {rule_id}: "off"' for rule_id in sorted(severities - {"S01"}))
    rules = configured(written(tmp_path, "checks:", off)).book
    silent = draft_month(project="P", month="2026-06", sources=[source], rules=rules)
    assert not {one.rule_id for one in silent.findings} & severities


def test_a_faulty_configuration_stops_the_start(tmp_path: Path) -> None:
    """Better no service than one that critiques as nobody asked."""
    path = written(tmp_path, "checks: {V99: error}")
    with pytest.raises(InvalidConfiguration):
        create_app(Settings(data=tmp_path / "data", critique_config=str(path)))
    with pytest.raises(InvalidConfiguration):
        create_app(Settings(data=tmp_path / "data", critique_config=str(tmp_path / "absent.yaml")))
