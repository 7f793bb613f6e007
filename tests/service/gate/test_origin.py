"""Requests under foreign names and from foreign pages are refused; own ones and programs pass."""

from __future__ import annotations

import pytest

from tests.service.gate.app import BASE, client


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000", "[::1]"],
)
def test_own_names_pass(host: str) -> None:
    """Every name of this machine is let in, on any port."""
    assert client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "127.0.0.1.example.com",
        "localhost.example.com:8000",
        "example.com:127",
        "127.0.0.1:8000@example.com",
        "",
        "127.0.0.2",
    ],
)
def test_foreign_names_are_refused(host: str) -> None:
    """A name somebody else controls does not lead here, even for reading (DNS rebinding)."""
    answer = client().get("/", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (403, "request-refused")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": BASE},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_own_pages_and_programs_may_post(headers: dict[str, str]) -> None:
    """A form of ours, an address typed by hand and a program without browser headers pass."""
    assert client().post("/", content=b"x", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "unheard-of"},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
        {"Origin": "http://example.com"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": ""},
    ],
)
def test_foreign_pages_may_not_post(headers: dict[str, str]) -> None:
    """Another site, another port, another scheme and garbage are all refused."""
    answer = client().post("/", content=b"x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "request-refused")


def test_reading_is_never_refused_for_its_origin() -> None:
    """A link from another site may open a page: reading changes nothing."""
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "http://example.com"}
    assert client().get("/", headers=headers).status_code == 200
