"""Critiques over the API: findings with exact places, cases, decisions, edits, read back by id."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.fakes.served import API, MONTH_ZH

VAGUE = "# 下月计划\n- 😀后续将尽快完成接口联调工作。\n"
WHOLE = "林岚负责在11月15日前完成接口联调，三家医院对账一致。"


def _begin(client: TestClient, **fields: Any) -> tuple[str, dict[str, Any]]:
    """The address of a critique and its only document."""
    answer = client.post(f"{API}/critiques", json={"text": VAGUE, **fields})
    assert answer.status_code == 201
    return answer.headers["location"], answer.json()["result"]["documents"][0]


def test_a_vague_sentence_is_found_at_its_exact_place(client: TestClient) -> None:
    """`text[start:end]` is the quote, and the same report is read back."""
    answer = client.post(f"{API}/critiques", json={"text": VAGUE})
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    report = answer.json()
    assert report["schema"] == "fupan.critique/1"
    (document,) = report["result"]["documents"]
    assert document["findings"]
    for finding in document["findings"]:
        span = finding["span"]
        assert VAGUE[span["start"] : span["end"]] == finding["quote"]
    assert any("尽快" in finding["quote"] for finding in document["findings"])
    assert client.get(answer.headers["location"]).json() == report
    assert client.get(f"{answer.headers['location']}/text").text == VAGUE


def test_sources_give_candidate_cases(client: TestClient) -> None:
    """With the month's material, a vague problem is shown with what could fill it."""
    text = "# 问题与挑战\n- 支付网关存在一些问题，影响较大。\n"
    _, document = _begin(client, text=text, sources=[MONTH_ZH])
    cases = [case["text"] for finding in document["findings"] for case in finding["cases"]]
    assert any("网关" in case for case in cases)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "empty-input"),
        ({"text": "　\n"}, "empty-input"),
        ({"text": "长" * 1_000_001}, "input-too-large"),
        ({}, "invalid-request"),
        ({"text": "有。", "language": "fr"}, "invalid-request"),
        ({"text": "有。", "last_month": {"schema": "other"}}, "invalid-review"),
        ({"text": "有。", "last_month": "none"}, "not-found"),
        ({"text": "有。", "project": "青云项目"}, "invalid-request"),
        ({"text": "有。", "project": "青云项目", "month": "十月"}, "wrong-month"),
    ],
)
def test_what_cannot_be_critiqued_is_refused(
    client: TestClient, body: dict[str, object], code: str
) -> None:
    """Each with its own code."""
    assert client.post(f"{API}/critiques", json=body).json()["code"] == code


def test_a_file_is_critiqued(client: TestClient) -> None:
    """Its name is the document's path; a form without one, or with a table, is refused."""
    files = {"file": ("十月/总结.html", "<h2>下月计划</h2><ul><li>尽快完成联调</li></ul>".encode())}
    answer = client.post(f"{API}/critiques", files=files)
    assert answer.status_code == 201
    (document,) = answer.json()["result"]["documents"]
    assert document["path"] == "总结.html"
    assert document["findings"]
    assert client.post(f"{API}/critiques", files={"other": b"x"}).status_code == 422
    rows = {"file": ("工单.csv", "编号,标题\nQY-1,超时\nQY-2,乱码\n".encode())}
    assert client.post(f"{API}/critiques", files=rows).json()["code"] == "unsupported-input"


def test_the_same_request_twice_is_one_critique(client: TestClient) -> None:
    """By its own key; the key with another text is refused, and without one each is new."""
    headers = {"Idempotency-Key": "k-1"}
    first = client.post(f"{API}/critiques", json={"text": VAGUE}, headers=headers)
    again = client.post(f"{API}/critiques", json={"text": VAGUE}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["location"] == again.headers["location"]
    other = client.post(f"{API}/critiques", json={"text": "有。"}, headers=headers)
    assert other.json()["code"] == "invalid-request"
    assert _begin(client)[0] != _begin(client)[0]


def test_a_waiver_suppresses_the_finding_with_its_reason(client: TestClient) -> None:
    """It is stored once, counted as suppressed in the report, and taken back by reopening."""
    address, document = _begin(client)
    finding = document["findings"][0]
    body = {
        "fingerprint": finding["fingerprint"],
        "action": "waive",
        "ground": "has_evidence",
        "reason": "见压测报告",
        "by": "林岚",
    }
    for missing in ("ground", "reason"):
        sent = {key: value for key, value in body.items() if key != missing}
        refused = client.post(f"{address}/decisions", json=sent)
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid-request")
    for _ in range(2):
        state = client.post(f"{address}/decisions", json=body).json()
        assert (state["open"], state["waived"]) == (len(document["findings"]) - 1, 1)
    (after,) = client.get(address).json()["result"]["documents"]
    assert after["findings"][0]["suppressed"]["reason"] == "见压测报告"
    assert after["counts"]["suppressed"] == document["counts"]["suppressed"] + 1
    state = client.post(f"{address}/decisions", json={**body, "action": "reopen"}).json()
    assert (state["open"], state["waived"]) == (len(document["findings"]), 0)
    unknown = client.post(f"{address}/decisions", json={**body, "fingerprint": "f" * 32})
    assert unknown.json()["code"] == "decision-refused"


def test_an_edit_is_critiqued_again_and_never_overwrites(client: TestClient) -> None:
    """Repeated it is one edit; another edit of the old version is 409, and the text stays."""
    address, document = _begin(client)
    body = {"version": 1, "fingerprint": document["findings"][0]["fingerprint"], "text": WHOLE}
    done = client.post(f"{address}/edits", json=body).json()
    assert (done["version"], done["remaining"]) == (2, [])
    assert "A01" in done["cleared"]
    assert client.post(f"{address}/edits", json=body).json() == done
    late = client.post(f"{address}/edits", json={**body, "text": "别的话。"})
    assert (late.status_code, late.json()["code"]) == (409, "version-conflict")
    text = client.get(f"{address}/text")
    assert text.text == f"# 下月计划\n- {WHOLE}\n"
    assert text.headers["etag"] == '"2"'
    state = client.get(f"{address}/state").json()
    assert (state["version"], state["open"], state["cleared"]) == (2, 0, done["cleared"])
    assert state["sections"][0]["whole"] == 1
    assert state["sections"][0]["owners"] == 1


def test_a_span_counts_code_points(client: TestClient) -> None:
    """The emoji before it is one; a span outside the text, or two places at once, are refused."""
    address, _ = _begin(client)
    start = VAGUE.index("尽快")
    span = {"start": start, "end": start + 2}
    done = client.post(f"{address}/edits", json={"version": 1, "span": span, "text": "7月10日前"})
    assert done.status_code == 200
    assert client.get(f"{address}/text").text == VAGUE.replace("尽快", "7月10日前")
    far = {"version": 2, "span": {"start": 0, "end": 999}, "text": "有。"}
    assert client.post(f"{address}/edits", json=far).json()["code"] == "invalid-request"
    both = {"version": 2, "span": span, "fingerprint": "f", "text": "有。"}
    assert client.post(f"{address}/edits", json=both).status_code == 422
    assert client.post(f"{address}/edits", json={**far, "version": 99}).status_code == 404


def test_an_unknown_critique_is_not_found(client: TestClient) -> None:
    """On every route of it."""
    for path in ("", "/state", "/text"):
        assert client.get(f"{API}/critiques/none{path}").json()["code"] == "not-found"
    edit = {"version": 1, "fingerprint": "f", "text": "有。"}
    assert client.post(f"{API}/critiques/none/edits", json=edit).status_code == 404
