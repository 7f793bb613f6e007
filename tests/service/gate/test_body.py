"""A body over the limit is refused with an explanation, whether or not it says its length."""

from __future__ import annotations

from collections.abc import Iterator

from tests.service.gate.app import client


def _pieces(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 100


def test_a_body_within_the_limit_arrives_whole() -> None:
    """The limit itself is allowed, declared or in pieces."""
    assert client().post("/", content=b"x" * 1000).text == "zh 1000"
    assert client().post("/", content=_pieces(10)).text == "zh 1000"


def test_a_declared_length_over_the_limit_is_refused() -> None:
    """The header alone is enough to refuse."""
    answer = client().post("/", content=b"x" * 1001)
    assert answer.json()["code"] == "input-too-large"


def test_a_body_without_a_length_is_counted() -> None:
    """Pieces that add up to more than the limit are refused as well."""
    answer = client().post("/", content=_pieces(11))
    assert answer.json()["code"] == "input-too-large"


def test_the_answer_names_the_limit_in_the_language_of_the_page() -> None:
    """The reader learns how much is allowed, in Chinese or English."""
    limit = 2 * 1024 * 1024
    body = b"x" * (limit + 1)
    assert "2 MB" in client(limit).post("/?lang=zh", content=body).json()["text"]
    assert "more than 2 MB" in client(limit).post("/?lang=en", content=body).json()["text"]
