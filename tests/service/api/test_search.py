"""Search over the API: what a page or program needs to show and to lead to the source."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.fakes.served import API, MONTH_ZH, TICKETS_ZH, desk_of, served

OCTOBER = {"project": "青云项目", "month": "2026-10"}
REVIEW = "## 二、问题与挑战分析\n- 支付网关超时，客户结算中断。\n"


@pytest.fixture
def filled(client: TestClient) -> TestClient:
    """A service with minutes and tickets of October, a review of September, and another project."""
    for name, text in (("例会.md", MONTH_ZH), ("工单.csv", TICKETS_ZH)):
        sent = {**OCTOBER, "name": name, "text": text}
        assert client.post(f"{API}/sources", json=sent).status_code == 201
    other = {"project": "别的项目", "month": "2026-10", "text": "金丝雀：支付网关超时，林岚。"}
    assert client.post(f"{API}/sources", json=other).status_code == 201
    past = {**OCTOBER, "month": "2026-09", "text": REVIEW, "confirmed_by": "周禾"}
    assert client.post(f"{API}/reviews", json=past).status_code == 201
    return client


def passages(client: TestClient, q: str, **more: str) -> list[dict[str, object]]:
    """The passages found in the project."""
    params = {"project": "青云项目", "q": q, **more}
    answer = client.get(f"{API}/search", params=params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["passages"]
    return found


def test_a_passage_leads_to_its_source(filled: TestClient) -> None:
    """Its id, name, line and span are those of the source; the review is found beside it."""
    found = passages(filled, "支付网关超时")
    assert {(one["kind"], one["name"]) for one in found} >= {
        ("source", "例会.md"),
        ("source", "工单.csv"),
        ("review", ""),
    }
    minutes = next(one for one in found if one["name"] == "例会.md")
    stored = filled.get(f"{API}/sources/{minutes['id']}").json()
    assert (stored["name"], stored["month"]) == (minutes["name"], minutes["month"])
    text, place = str(minutes["text"]), minutes["place"]
    assert isinstance(place, dict)
    assert MONTH_ZH[place["start"] : place["end"]] == text
    line = text[int(str(minutes["start"])) : int(str(minutes["end"]))]
    assert "支付网关偶发超时" in line
    assert 0.3 < float(str(minutes["share"])) <= 1
    review = next(one for one in found if one["kind"] == "review")
    assert filled.get(f"{API}/reviews/{review['id']}").status_code == 200


def test_nothing_of_another_project(filled: TestClient) -> None:
    """The same words of another project stay there."""
    assert not any("金丝雀" in str(one["text"]) for one in passages(filled, "金丝雀 支付网关 林岚"))


def test_month_kind_and_number_narrow(filled: TestClient) -> None:
    """Each alone, and all together."""
    assert {one["month"] for one in passages(filled, "支付网关", month="2026-09")} == {"2026-09"}
    assert {one["kind"] for one in passages(filled, "支付网关", kind="review")} == {"review"}
    assert len(passages(filled, "支付网关", k="1")) == 1
    assert passages(filled, "支付网关", kind="review", month="2026-10") == []
    assert passages(filled, "火星探测") == []


def test_a_deleted_source_is_not_named(filled: TestClient) -> None:
    """A source that was deleted is not found any more."""
    ticket = passages(filled, "QY-21")[0]
    assert "QY-21" in str(ticket["text"])
    desk_of(filled).archive.delete_source(str(ticket["id"]))
    assert ticket["id"] not in {one["id"] for one in passages(filled, "QY-21 导出乱码")}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"q": " \u3000 "}, "empty-input"),
        ({"q": "长" * 1001}, "invalid-request"),
        ({"month": "2026-13"}, "wrong-month"),
        ({"kind": "draft"}, "invalid-request"),
        ({"k": "0"}, "invalid-request"),
        ({"k": "51"}, "invalid-request"),
        ({"k": "viele"}, "invalid-request"),
        ({"project": " "}, "invalid-request"),
    ],
)
def test_what_cannot_be_searched_is_told(
    client: TestClient, wrong: dict[str, str], code: str
) -> None:
    """Each with its code, and a message that says what to do."""
    params = {"project": "青云项目", "q": "支付网关", **wrong}
    answer = client.get(f"{API}/search", params=params)
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert answer.json()["messages"]["zh"]


def test_a_missing_question_is_told(client: TestClient) -> None:
    """Without q there is nothing to look for."""
    assert client.get(f"{API}/search", params={"project": "青云项目"}).status_code == 422


def test_a_query_of_the_greatest_length_is_answered(client: TestClient) -> None:
    """A thousand characters are allowed."""
    assert passages(client, "长" * 1000) == []


def test_the_search_outlives_the_vector_index(tmp_path: Path) -> None:
    """All folders beside the records are deleted; the next start still finds."""
    data = tmp_path / "data"
    with served(data) as client:
        client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
        before = passages(client, "支付网关超时")
    for path in data.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    with served(data) as client:
        assert passages(client, "支付网关超时") == before != []


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One service for many examples."""
    with served(tmp_path_factory.mktemp("search") / "data") as client:
        client.post(f"{API}/sources", json={**OCTOBER, "text": MONTH_ZH})
        yield client


@given(
    q=st.text(max_size=60),
    month=st.none() | st.text(max_size=8) | st.just("2026-10"),
    kind=st.none() | st.sampled_from(["source", "review", ""]) | st.text(max_size=5),
    k=st.integers(-2, 60),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_question_is_answered_or_refused(
    running: TestClient, q: str, month: str | None, kind: str | None, k: int
) -> None:
    """Whatever is asked, the answer is no defect."""
    given_ = {"project": "青云项目", "q": q, "month": month, "kind": kind, "k": k}
    params = {name: value for name, value in given_.items() if value is not None}
    assert running.get(f"{API}/search", params=params).status_code in {200, 422}
