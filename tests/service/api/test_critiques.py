"""Critiques over the API: findings with exact places, cases from sources, read back by id."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.fakes.served import API, MONTH_ZH

VAGUE = "# 下月计划\n- 😀后续将尽快完成接口联调工作。\n"


def test_a_vague_sentence_is_found_at_its_exact_place(client: TestClient) -> None:
    """`text[start:end]` is the quote, and the same report is read back."""
    answer = client.post(f"{API}/critiques", json={"text": VAGUE})
    assert answer.status_code == 201
    report = answer.json()
    assert report["schema"] == "fupan.critique/1"
    (document,) = report["result"]["documents"]
    assert document["findings"]
    for finding in document["findings"]:
        span = finding["span"]
        assert VAGUE[span["start"] : span["end"]] == finding["quote"]
    assert any("尽快" in finding["quote"] for finding in document["findings"])
    assert client.get(answer.headers["location"]).json() == report


def test_sources_give_candidate_cases(client: TestClient) -> None:
    """With the month's material, a vague problem is shown with what could fill it."""
    text = "# 问题与挑战\n- 支付网关存在一些问题，影响较大。\n"
    body = {"text": text, "sources": [MONTH_ZH]}
    (document,) = client.post(f"{API}/critiques", json=body).json()["result"]["documents"]
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
    ],
)
def test_what_cannot_be_critiqued_is_refused(
    client: TestClient, body: dict[str, object], code: str
) -> None:
    """Each with its own code."""
    assert client.post(f"{API}/critiques", json=body).json()["code"] == code
