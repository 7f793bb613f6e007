"""Signed reviews over the API, and reviews that were written before."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.fakes.served import API

WRITTEN_BEFORE = """# 青云项目 9 月总结

## 进度与成果盘点
- 完成测试环境搭建。

## 问题与挑战分析
- 第三方接口文档不全。

## 经验沉淀与改进措施
- 接口先对齐字段再开发。

## 下月计划与资源需求
- 完成订单接口联调，负责人：林岚，10 月 21 日前。
"""


def test_a_review_written_before_is_loaded_on_a_persons_word(client: TestClient) -> None:
    """It is listed as imported, readable as document and Markdown, and used by the next month."""
    body = {
        "project": "青云项目",
        "month": "2026-09",
        "text": WRITTEN_BEFORE,
        "confirmed_by": "周禾",
    }
    answer = client.post(f"{API}/reviews", json=body)
    assert answer.status_code == 201
    (line,) = client.get(f"{API}/reviews", params={"project": "青云项目"}).json()
    assert (line["id"], line["imported"], line["signed_by"]) == (answer.json()["id"], True, "周禾")
    document = client.get(answer.headers["location"]).json()
    assert document["schema"] == "fupan.review/1"
    assert document["imported"] is True
    written = client.get(answer.headers["location"], params={"format": "md"})
    assert "完成订单接口联调" in written.text
    draft = client.post(
        f"{API}/drafts",
        params={"wait": "true"},
        json={"project": "青云项目", "month": "2026-10", "texts": ["订单接口联调已完成。"]},
    ).json()
    assert any("订单接口联调" in entry["action"] for entry in draft["follow_up"])


def test_nobody_confirmed_means_nothing_is_loaded(client: TestClient) -> None:
    """A blank name, a blank text and a wrong month are refused."""
    body = {
        "project": "青云项目",
        "month": "2026-09",
        "text": WRITTEN_BEFORE,
        "confirmed_by": "周禾",
    }
    for wrong in ({"confirmed_by": ""}, {"text": " "}, {"month": "9 月"}, {"project": ""}):
        assert client.post(f"{API}/reviews", json={**body, **wrong}).status_code in {409, 422}
    assert client.get(f"{API}/reviews").json() == []
