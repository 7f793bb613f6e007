"""Every answer carries the security headers; the language is chosen once and remembered."""

from __future__ import annotations

import pytest

from service.gate.headers import SECURITY_HEADERS
from tests.service.gate.app import client


def test_every_answer_has_the_security_headers() -> None:
    """Good answers, refusals and missing pages alike."""
    answers = [
        client().get("/"),
        client().get("/missing"),
        client().get("/", headers={"Host": "example.com"}),
        client().post("/", content=b"x" * 2000),
    ]
    for answer in answers:
        for name, value in SECURITY_HEADERS.items():
            assert answer.headers[name] == value


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    """Scripts, styles and requests come from here alone, and nothing is allowed inline."""
    policy = client().get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr-FR, en;q=0.5", "en"),
        ("en;q=0.4, zh-TW;q=0.6", "zh"),
        ("de", "zh"),
        ("en;q=x", "zh"),
        ("*", "zh"),
    ],
)
def test_the_first_visit_follows_the_browser(header: str, language: str) -> None:
    """Accept-Language decides between the two languages; Chinese is the default."""
    answer = client().get("/", headers={"Accept-Language": header})
    assert answer.text.startswith(language)


def test_a_choice_is_remembered_and_stronger_than_the_browser() -> None:
    """`?lang=en` sets a cookie; the cookie outweighs Accept-Language; `?lang=` outweighs both."""
    visitor = client()
    assert visitor.get("/?lang=en").text.startswith("en")
    assert visitor.get("/", headers={"Accept-Language": "zh"}).text.startswith("en")
    assert visitor.get("/?lang=zh").text.startswith("zh")


def test_an_unknown_language_changes_nothing() -> None:
    """Only the two languages can be chosen, and nothing else is put into the cookie."""
    answer = client().get("/?lang=%0d%0aSet-Cookie:x")
    assert answer.text.startswith("zh")
    assert "set-cookie" not in answer.headers
