"""What the composition root promises: this machine's own address, and one owner of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import check_address, create_app, serve
from service.errors import AddressRefused, RuleError, StoreInUse
from service.settings import Settings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost", "", "::1"])
def test_other_addresses_are_refused_before_anything_starts(tmp_path: Path, host: str) -> None:
    """Nobody logs in yet, so nobody else may reach it; no data directory is made either."""
    with pytest.raises(AddressRefused):
        serve(Settings(data=tmp_path / "data"), host=host, port=0)
    assert not (tmp_path / "data").exists()


def test_inside_the_image_all_addresses_are_served() -> None:
    """There the compose file publishes 127.0.0.1 alone; any other address is still refused."""
    check_address("0.0.0.0", in_image=True)
    check_address("127.0.0.1", in_image=True)
    with pytest.raises(AddressRefused):
        check_address("192.168.1.5", in_image=True)
    with pytest.raises(AddressRefused):
        check_address("0.0.0.0", in_image=False)


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """One process owns a data directory: the error says so instead of corrupting it."""
    app = create_app(Settings(data=tmp_path))
    with pytest.raises(StoreInUse):
        create_app(Settings(data=tmp_path))
    with TestClient(app):
        pass
    with TestClient(create_app(Settings(data=tmp_path))):
        pass  # the first has ended and given it back


def test_a_bad_rule_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that fails its own examples is told at the start, not at somebody's first request."""

    def refuse(_: Path | None) -> None:
        raise RuleError(zh="规则有错", en="a bad rule")

    monkeypatch.setattr("service.app.configured", refuse)
    with pytest.raises(RuleError):
        create_app(Settings(data=tmp_path))
