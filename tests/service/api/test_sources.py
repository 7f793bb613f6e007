"""Handing in sources: texts and files are stored once, refusals say what to do."""

from __future__ import annotations

import hashlib

import pytest
from starlette.testclient import TestClient

from tests.fakes.served import API, MONTH_ZH, TICKETS_ZH

OCTOBER = {"project": "青云项目", "month": "2026-10"}


def test_a_text_becomes_a_source_of_sentences(client: TestClient) -> None:
    """A paste gets a number as its name, the hash of its bytes, and is read into sentences."""
    answer = client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
    assert answer.status_code == 201
    (source,) = answer.json()["sources"]
    assert source["name"] == "paste:1"
    assert source["sha256"] == hashlib.sha256(MONTH_ZH.encode()).hexdigest()
    assert source["encoding"] == "utf-8"
    assert source["sentences"] > 5
    assert not source["duplicate"]


def test_files_keep_their_names_and_encodings(client: TestClient) -> None:
    """A ticket export in GB18030 and notes in UTF-8 are both read; rows are counted."""
    files = [
        ("files", ("tickets.csv", TICKETS_ZH.encode("gb18030"), "text/csv")),
        ("files", ("notes.md", MONTH_ZH.encode(), "text/markdown")),
    ]
    answer = client.post(f"{API}/sources", data=OCTOBER, files=files)
    assert answer.status_code == 201
    by_name = {source["name"]: source for source in answer.json()["sources"]}
    assert by_name["tickets.csv"]["encoding"] == "gb18030"
    assert by_name["tickets.csv"]["rows_read"] == by_name["tickets.csv"]["rows_kept"] == 2
    assert by_name["notes.md"]["encoding"] == "utf-8"


def test_the_same_bytes_are_stored_once(client: TestClient) -> None:
    """Handing in the same text again points to the source that is there."""
    first = client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH}).json()
    again = client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
    assert again.status_code == 200
    (source,) = again.json()["sources"]
    assert source["duplicate"]
    assert source["id"] == first["sources"][0]["id"]
    assert len(client.get(f"{API}/sources", params=OCTOBER).json()) == 1


def test_pastes_are_numbered_within_their_month(client: TestClient) -> None:
    """A second paste of a month is paste:2; another month begins at one again."""
    client.post(f"{API}/sources", json={**OCTOBER, "text": "第一段。"})
    second = client.post(f"{API}/sources", json={**OCTOBER, "text": "第二段。"}).json()
    other = {**OCTOBER, "month": "2026-11", "text": "第三段。"}
    assert second["sources"][0]["name"] == "paste:2"
    assert client.post(f"{API}/sources", json=other).json()["sources"][0]["name"] == "paste:1"


def test_two_files_of_one_name_stay_apart(client: TestClient) -> None:
    """Other content under a name that is taken gets a name of its own, so evidence is clear."""
    for text in ("第一份。", "第二份。", "第三份。", "第一份。"):
        files = [("files", ("a/notes.md", text.encode(), "text/markdown"))]
        client.post(f"{API}/sources", data=OCTOBER, files=files)
    names = [source["name"] for source in client.get(f"{API}/sources", params=OCTOBER).json()]
    assert names == ["a/notes.md", "a/notes (2).md", "a/notes (3).md"]


def test_one_bad_file_does_not_keep_the_others_out(client: TestClient) -> None:
    """The good file is stored, the picture is listed with its reason in both languages."""
    files = [
        ("files", ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png")),
        ("files", ("notes.txt", MONTH_ZH.encode(), "text/plain")),
    ]
    answer = client.post(f"{API}/sources", data=OCTOBER, files=files)
    assert answer.status_code == 201
    assert [source["name"] for source in answer.json()["sources"]] == ["notes.txt"]
    (refused,) = answer.json()["refused"]
    assert (refused["name"], refused["code"]) == ("photo.png", "binary-input")
    assert refused["messages"]["zh"]
    assert refused["messages"]["en"]


def test_a_source_is_read_back(client: TestClient) -> None:
    """By id, and in the list of its month."""
    stored = client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH}).json()["sources"][0]
    one = client.get(f"{API}/sources/{stored['id']}").json()
    assert one == stored
    assert client.get(f"{API}/sources", params=OCTOBER).json() == [stored]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**OCTOBER, "text": ""}, 422, "empty-input"),
        ({**OCTOBER, "text": " \n\t　"}, 422, "empty-input"),
        ({**OCTOBER, "month": "2026-13", "text": "有内容。"}, 422, "wrong-month"),
        ({**OCTOBER, "month": "十月", "text": "有内容。"}, 422, "wrong-month"),
        ({**OCTOBER, "project": "  ", "text": "有内容。"}, 422, "invalid-request"),
        ({**OCTOBER, "project": "有\x00空", "text": "有内容。"}, 422, "invalid-request"),
        ({**OCTOBER, "project": "长" * 200, "text": "有内容。"}, 422, "invalid-request"),
        ({**OCTOBER, "text": "坏\ud800字"}, 422, "invalid-request"),
        ({**OCTOBER, "text": "a\x00b\x00" * 50}, 415, "binary-input"),
        ({**OCTOBER}, 422, "invalid-request"),
        ({**OCTOBER, "text": "有内容。", "colour": "red"}, 422, "invalid-request"),
        ({**OCTOBER, "text": 5}, 422, "invalid-request"),
    ],
)
def test_bad_texts_are_refused_with_a_reason(
    client: TestClient, body: dict[str, object], status: int, code: str
) -> None:
    """Each fault has its own code and a message in both languages; nothing is stored."""
    import json

    content = json.dumps(body)
    answer = client.post(
        f"{API}/sources", content=content, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["messages"]["zh"]
    assert client.get(f"{API}/sources", params=OCTOBER).json() == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-input"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-input"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "damaged-input"),
    ],
)
def test_bad_files_are_refused_with_a_reason(client: TestClient, data: bytes, code: str) -> None:
    """A file without bytes, a picture and an Office file are each told apart."""
    files = [("files", ("thing.txt", data, "text/plain"))]
    answer = client.post(f"{API}/sources", data=OCTOBER, files=files)
    assert answer.json()["code"] == code
    assert answer.status_code in {415, 422}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{not json", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b'{"project": "P"', "text/plain"),
        (b"project=P", "application/x-www-form-urlencoded"),
        (b"--x", "multipart/form-data; boundary=y"),
        (b"", "multipart/form-data"),
    ],
)
def test_unreadable_bodies_are_never_a_500(client: TestClient, content: bytes, kind: str) -> None:
    """Broken JSON, a foreign content type and broken forms are named as the sender's faults."""
    answer = client.post(f"{API}/sources", content=content, headers={"Content-Type": kind})
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
