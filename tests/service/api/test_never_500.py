"""Whatever is sent, the answer is never a defect: odd JSON, odd forms, odd paths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.fakes.drafts import rich_draft
from tests.fakes.served import API, served, store_draft

TEXT = st.text(max_size=30)
ANY_TEXT = TEXT | st.text(st.characters(categories=["Cs", "Cc", "Lo"]), max_size=5)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NAMES = [
    *("project", "month", "text", "name", "language", "sources", "texts", "last_month"),
    *("target", "action", "by", "answer", "reason", "signed_by", "accept_rest", "confirmed_by"),
]
LIKELY = st.sampled_from(["青云项目", "2026-10", "i1", "a1", "edit", "answer", "done", "林岚"])
BODIES = st.dictionaries(st.sampled_from(NAMES), LIKELY | VALUES, max_size=8) | VALUES
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """One service for all examples, with a draft in it."""
    data: Path = tmp_path_factory.mktemp("never") / "data"
    with served(data) as client:
        yield client, store_draft(client, rich_draft())


def _post(client: TestClient, path: str, body: object) -> int:
    content = json.dumps(body)  # escapes what no encoding can hold, as a program might
    headers = {"Content-Type": "application/json"}
    return client.post(f"{API}/{path}", content=content, headers=headers).status_code


@given(path=st.sampled_from(["sources", "drafts", "reviews", "critiques"]), body=BODIES)
@MANY
def test_odd_json(running: tuple[TestClient, str], path: str, body: object) -> None:
    """Each route that takes JSON answers every body, half a surrogate pair included."""
    assert _post(running[0], path, body) < 500


@given(step=st.sampled_from(["decisions", "sign-off"]), body=BODIES)
@MANY
def test_odd_decisions(running: tuple[TestClient, str], step: str, body: object) -> None:
    """Decisions and sign-offs with any body are answered."""
    client, draft_id = running
    assert _post(client, f"drafts/{draft_id}/{step}", body) < 500


@given(step=st.sampled_from(["decisions", "edits"]), body=BODIES, by_form=st.booleans())
@MANY
def test_odd_words_on_a_critique(
    running: tuple[TestClient, str], step: str, body: object, *, by_form: bool
) -> None:
    """Decisions on findings and edits with any body or form are answered."""
    client = running[0]
    headers = {"Idempotency-Key": "odd"}
    kept = client.post(f"{API}/critiques", json={"text": "# 计划\n- 尽快完成。"}, headers=headers)
    address = kept.headers["location"].removeprefix(f"{API}/")
    if by_form:
        fields = body if isinstance(body, dict) else {"text": str(body)}
        sent = {str(key): str(value).encode("utf-8", "replace") for key, value in fields.items()}
        assert client.post(f"/{address}/{step}", data=sent).status_code < 500
    else:
        assert _post(client, f"{address}/{step}", body) < 500


@given(
    page=st.sampled_from(["drafts", "critique", "reviews/import", "sample"]),
    form=st.dictionaries(st.sampled_from([*NAMES, "choose", "source", "encoding"]), TEXT | LIKELY),
    files=st.lists(st.tuples(TEXT, st.binary(max_size=60)), max_size=2),
)
@MANY
def test_odd_forms(
    running: tuple[TestClient, str],
    page: str,
    form: dict[str, str],
    files: list[tuple[str, bytes]],
) -> None:
    """Each form of the pages is answered with a page."""
    parts = [("files", (name, data)) for name, data in files]
    answer = running[0].post(f"/{page}", data=form, files=parts or None, follow_redirects=False)
    assert answer.status_code < 500


@given(page=st.sampled_from(["drafts", "critique", "api/v1/sources"]), value=st.binary(max_size=40))
@MANY
def test_odd_bytes_in_forms(running: tuple[TestClient, str], page: str, value: bytes) -> None:
    """Bytes that are no UTF-8 in a text field, in either form encoding."""
    client = running[0]
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = (
        b"".join(part % (name, value) for name in (b"project", b"text", b"sources")) + b"--b--\r\n"
    )
    kind = "multipart/form-data; boundary=b"
    answer = client.post(f"/{page}", content=body, headers={"Content-Type": kind})
    assert answer.status_code < 500
    kind = "application/x-www-form-urlencoded"
    answer = client.post(f"/{page}", content=b"text=" + value, headers={"Content-Type": kind})
    assert answer.status_code < 500


@given(
    room=st.sampled_from(["", "drafts/", "runs/", "sources/", "reviews/", "static/", "api/v1/"]),
    rest=TEXT,
    query=TEXT,
)
@MANY
def test_odd_addresses(running: tuple[TestClient, str], room: str, rest: str, query: str) -> None:
    """Any address is a page or a refusal."""
    from urllib.parse import quote

    address = f"/{room}{quote(rest)}?sentence={quote(query)}&lang={quote(query)}"
    assert running[0].get(address, follow_redirects=False).status_code < 500
