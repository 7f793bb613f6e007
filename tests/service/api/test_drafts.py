"""Drafts over the API: asked for, followed, decided on, signed, and carried into the next month."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.fakes.drafts import rich_draft
from tests.fakes.served import API, MONTH_ZH, NEXT_MONTH_ZH, desk_of, store_draft

OCTOBER = {"project": "青云项目", "month": "2026-10"}
NOVEMBER = {"project": "青云项目", "month": "2026-11"}


def _draft(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/drafts", params={"wait": "true"}, json=body)
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return {**document, "id": answer.headers["location"].rpartition("/")[2]}


def _decide(client: TestClient, draft_id: str, target: str, action: str, **more: str) -> int:
    body = {"target": target, "action": action, "by": "林岚", **more}
    return client.post(f"{API}/drafts/{draft_id}/decisions", json=body).status_code


def test_a_draft_is_asked_for_and_followed(client: TestClient) -> None:
    """202 with the run's address; the run leads to the draft, which leads to its Markdown."""
    client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
    asked = client.post(f"{API}/drafts", json=OCTOBER)
    assert asked.status_code == 202
    location = asked.headers["location"]
    assert location == f"{API}/runs/{asked.json()['id']}"
    desk_of(client).runs.wait(asked.json()["id"], 60)
    run = client.get(location).json()
    assert (run["state"], run["error"]) == ("done", None)
    draft = client.get(f"{API}/drafts/{run['draft_id']}").json()
    assert draft["schema"] == "fupan.draft/1"
    assert [section["key"] for section in draft["sections"]] == [
        "progress",
        "problems",
        "lessons",
        "next_month",
    ]
    written = client.get(f"{API}/drafts/{run['draft_id']}", params={"format": "md"})
    assert written.headers["content-type"].startswith("text/markdown")
    assert "2026-10" in written.text or "10 月" in written.text


def test_a_request_may_wait_and_bring_its_texts(client: TestClient) -> None:
    """`Prefer: wait` answers 201 with the draft; the texts are stored as pastes first."""
    body = {**OCTOBER, "texts": [MONTH_ZH, "另一段：培训到场 12 人。"]}
    answer = client.post(f"{API}/drafts", json=body, headers={"Prefer": "wait"})
    assert answer.status_code == 201
    assert [source["source"] for source in answer.json()["sources"]] == ["paste:1", "paste:2"]
    assert len(client.get(f"{API}/sources", params=OCTOBER).json()) == 2
    (line,) = client.get(f"{API}/drafts").json()
    assert answer.headers["location"] == f"{API}/drafts/{line['id']}"
    assert line["decided"] == 0
    assert line["total"] > 0


def test_only_the_named_sources_are_used(client: TestClient) -> None:
    """Of two sources, the draft rests on the one that was named."""
    client.post(f"{API}/sources", json={**OCTOBER, "text": "无关的一段话。"})
    used = client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH}).json()
    draft = _draft(client, **OCTOBER, sources=[used["sources"][0]["id"]])
    assert [source["source"] for source in draft["sources"]] == ["paste:2"]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({}, 422, "empty-input"),
        ({"texts": [""]}, 422, "empty-input"),
        ({"texts": []}, 422, "empty-input"),
        ({"sources": ["none"]}, 404, "not-found"),
        ({"month": "2026-1", "texts": ["有。"]}, 422, "wrong-month"),
        ({"language": "fr", "texts": ["有。"]}, 422, "invalid-request"),
        ({"texts": ["有内容。"], "last_month": "none"}, 404, "not-found"),
        ({"texts": ["有内容。"], "last_month": {"schema": "other"}}, 422, "invalid-review"),
    ],
)
def test_requests_that_cannot_be_drafted(
    client: TestClient, more: dict[str, Any], status: int, code: str
) -> None:
    """Each says what is wrong, and no run is left behind."""
    answer = client.post(f"{API}/drafts", json={**OCTOBER, **more})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not desk_of(client).archive.unfinished_runs()


def test_a_source_of_another_month_is_refused(client: TestClient) -> None:
    """Mixing months by an id would put one month's facts into another's review."""
    other = client.post(f"{API}/sources", json={**NOVEMBER, "text": "有内容。"}).json()
    body = {**OCTOBER, "sources": [other["sources"][0]["id"]]}
    answer = client.post(f"{API}/drafts", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


def test_decisions_are_recorded_and_refused_by_the_rules(client: TestClient) -> None:
    """Every action has its effect; what the rules forbid is a 409 and leaves no trace."""
    draft_id = store_draft(client, rich_draft())
    assert _decide(client, draft_id, "i1", "accept") == 201
    assert _decide(client, draft_id, "i2", "edit", text="数据迁移已完成") == 201
    assert _decide(client, draft_id, "i3", "reject", reason="重复") == 201
    assert _decide(client, draft_id, "i4", "accept") == 409
    assert _decide(client, draft_id, "i4", "confirm") == 201
    assert _decide(client, draft_id, "a1", "answer", answer="done") == 201
    assert _decide(client, draft_id, "i5", "edit", text="  ") in {409, 422}
    assert _decide(client, draft_id, "nobody", "accept") == 404
    listed = client.get(f"{API}/drafts/{draft_id}/decisions").json()["decisions"]
    assert [d["target"] for d in listed] == ["i1", "i2", "i3", "i4", "a1"]
    assert listed[1]["before"] == "完成数据迁移"
    assert listed[1]["after"] == "数据迁移已完成"
    assert listed[2]["reason"] == "重复"


def test_a_decision_needs_a_person(client: TestClient) -> None:
    """A decision without a name is refused."""
    draft_id = store_draft(client, rich_draft())
    body = {"target": "i1", "action": "accept", "by": ""}
    answer = client.post(f"{API}/drafts/{draft_id}/decisions", json=body)
    assert answer.json()["code"] == "invalid-request"


def test_signing_needs_a_name_and_every_word(client: TestClient) -> None:
    """Undecided items, a blocked one and a blank name each stand in the way."""
    draft_id = store_draft(client, rich_draft())
    address = f"{API}/drafts/{draft_id}/sign-off"
    assert client.post(address, json={"signed_by": "林岚"}).status_code == 409
    rest = {"signed_by": "林岚", "accept_rest": True}
    assert client.post(address, json=rest).json()["code"] == "decision-refused"
    _decide(client, draft_id, "i4", "reject")
    assert client.post(address, json={**rest, "signed_by": " "}).status_code == 409
    signed = client.post(address, json=rest)
    assert signed.status_code == 201
    assert client.post(address, json=rest).status_code == 409
    review = client.get(signed.headers["location"]).json()
    assert (review["schema"], review["signed_by"]) == ("fupan.review/1", "林岚")
    items = [item["id"] for section in review["sections"] for item in section["items"]]
    assert "i1" in items
    assert "i4" not in items


def test_next_month_asks_about_each_action(client: TestClient) -> None:
    """What was signed in October is asked about in November, without being handed in again."""
    october = _draft(client, **OCTOBER, texts=[MONTH_ZH])
    for section in october["sections"]:
        for item in section["items"]:
            if item["status"] == "blocked":
                _decide(client, october["id"], item["id"], "confirm")
    client.post(
        f"{API}/drafts/{october['id']}/sign-off", json={"signed_by": "林岚", "accept_rest": True}
    )
    november = _draft(client, **NOVEMBER, texts=[NEXT_MONTH_ZH])
    answers = {entry["action"]: entry["answer"] for entry in november["follow_up"]}
    retries = [answer for action, answer in answers.items() if "网关重试" in action]
    assert retries == ["done"]
    guide = [answer for action, answer in answers.items() if "接口文档" in action]
    assert guide == ["unknown"]


def test_last_month_may_be_handed_in_as_a_document(client: TestClient) -> None:
    """A downloaded review of another place is used, and kept only once."""
    draft_id = store_draft(client, rich_draft(month="2026-09"))
    _decide(client, draft_id, "i4", "reject")
    signed = client.post(
        f"{API}/drafts/{draft_id}/sign-off", json={"signed_by": "林岚", "accept_rest": True}
    )
    document = client.get(signed.headers["location"]).json()
    document["project"] = document["draft"]["project"] = "别处的项目"
    body = {"project": "别处的项目", "month": "2026-10", "texts": [MONTH_ZH]}
    first = _draft(client, **body, last_month=document)
    assert any("补齐网关重试" in entry["action"] for entry in first["follow_up"])
    _draft(client, **body, last_month=document)
    reviews = client.get(f"{API}/reviews", params={"project": "别处的项目"}).json()
    assert [review["month"] for review in reviews] == ["2026-09"]
