"""Review page, signed review, source, run and critique: what they show and what they refuse."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from service.errors import InvalidRequest, Language
from tests.fakes.drafts import rich_draft
from tests.fakes.served import MONTH_ZH, NEXT_MONTH_ZH, desk_of, store_draft

HAN = re.compile(r"[\u3400-\u9fff]")


def _visible(page: str) -> str:
    body = page.partition("<body>")[2]
    body = re.sub(r"<script.*?</script>|<[^>]*>", " ", body, flags=re.S)
    return unescape(body)


def _sign(client: TestClient, draft_id: str) -> str:
    desk = desk_of(client)
    desk.decide(draft_id, "i4", "reject", by="林岚")
    return desk.sign(draft_id, signed_by="林岚", accept_rest=True)


def _post(client: TestClient, draft_id: str, **form: str) -> tuple[int, str, str]:
    form = {"by": "林岚", **form}
    answer = client.post(f"/drafts/{draft_id}/decisions", data=form, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_the_review_page_shows_everything_a_person_needs(client: TestClient) -> None:
    """Actions first, four sections, evidence, badges, findings, conflicts, ledger and notices."""
    page = _visible(client.get(f"/drafts/{store_draft(client, rich_draft())}").text)
    order = [
        "上月行动，逐条回答",
        "整理接口文档",
        "进度与成果盘点",
        "待核实",
        "依据里没有数字 20",
        "问题与挑战分析",
        "推断",
        "能举一个具体案例吗？",
        "经验沉淀与改进措施",
        "建议",
        "下月计划与资源需求",
        "资料互相矛盾之处",
        "覆盖清单",
        "上月已关闭",
    ]
    at = page.index("没有读入")  # behind the navigation, which names the sections as well
    for words in order:
        assert words in page[at:], words
        at = page.index(words, at)
    assert "tickets.csv 有 1 行列数不对" in page
    assert "第 5 行" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_of_one_language(client: TestClient, language: Language) -> None:
    """With material of the page's language no word of the other one is left, on any page."""
    client.headers["Accept-Language"] = language
    draft_id = store_draft(client, rich_draft(language))
    pages = ["/", "/critique", "/reviews/import", "/nothing", f"/drafts/{draft_id}"]
    desk = desk_of(client)
    run = desk.archive.add_run("P", "2026-10", language, (), None)
    pages.append(f"/runs/{run.id}")
    shown = [client.get(page).text for page in pages]
    shown.append(client.get(f"/reviews/{_sign(client, draft_id)}").text)
    for page in shown:
        words = _visible(page).replace("English", "").replace("林岚", "")
        if language == "en":
            assert not HAN.search(words.replace("中文", "")), HAN.findall(words)
        else:
            latin = set(re.findall(r"[A-Za-z]{2,}", words))
            names = {
                "Markdown",
                "CSV",
                "JSON",
                "PDF",
                "Word",
                "MB",
                "QY",
                "utf",
                "big",
                "gb",
                "csv",
                "tickets",
            }
            assert latin <= names | {"not", "found"}, latin


def test_material_cannot_become_markup(client: TestClient) -> None:
    """Text of a source stays text, in an item, in its evidence and in the title."""
    draft = rich_draft()
    hostile = '<script>alert("x")</script><img src=x onerror=y>'
    items = (replace(draft.items[0], text=hostile), *draft.items[1:])
    cited = {**draft.cited, "s1": replace(draft.cited["s1"], text=hostile)}
    draft_id = store_draft(client, replace(draft, project=hostile, items=items, cited=cited))
    page = client.get(f"/drafts/{draft_id}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert") >= 3


def test_a_decision_comes_back_to_its_card(client: TestClient) -> None:
    """Post, redirect, get: reloading repeats nothing."""
    draft_id = store_draft(client, rich_draft())
    status, location, _ = _post(client, draft_id, target="i1", action="accept")
    assert (status, location) == (303, f"/drafts/{draft_id}#item-i1")
    assert "已接受" in client.get(f"/drafts/{draft_id}").text


def test_a_decision_is_recorded_under_a_name(client: TestClient) -> None:
    """Nobody's decision is refused on its card; a name given once is remembered by the browser."""
    draft_id = store_draft(client, rich_draft())
    status, _, page = _post(client, draft_id, target="i1", action="accept", by="")
    assert status == 409
    assert "姓名" in page[page.index('id="item-i1"') : page.index('id="item-i2"')]
    client.post(f"/drafts/{draft_id}/reviewer", data={"by": "周禾"})
    assert 'value="周禾"' in client.get(f"/drafts/{draft_id}").text
    assert _post(client, draft_id, target="i1", action="accept", by="")[0] == 303
    assert [d.by for d in desk_of(client).archive.draft(draft_id).decisions] == ["周禾"]


def test_a_refused_decision_keeps_what_was_typed(client: TestClient) -> None:
    """Accepting what is not verified is refused on its card, and the typed text stays there."""
    draft_id = store_draft(client, rich_draft())
    status, _, page = _post(client, draft_id, target="i4", action="accept", text="打了一半的字")
    assert status == 409
    card = page[page.index('id="item-i4"') : page.index('id="item-i5"')]
    assert 'role="alert"' in card
    assert "打了一半的字" in card
    assert not desk_of(client).archive.draft(draft_id).decisions


def test_nonsense_decisions_are_refused(client: TestClient) -> None:
    """An unknown action, target or draft is an explained error, never a 500."""
    draft_id = store_draft(client, rich_draft())
    assert _post(client, draft_id, target="i1", action="burn")[0] in {409, 422}
    assert _post(client, draft_id, target="nobody", action="accept")[0] == 404
    assert _post(client, "none", target="i1", action="accept")[0] == 404
    assert _post(client, draft_id)[0] in {404, 409, 422}


def test_signing_on_the_page(client: TestClient) -> None:
    """What stands in the way is said at the form, with the name kept; then it is signed."""
    draft_id = store_draft(client, rich_draft())
    address = f"/drafts/{draft_id}/sign-off"
    refused = client.post(address, data={"signed_by": "周禾", "accept_rest": "1"})
    assert refused.status_code == 409
    assert 'value="周禾"' in refused.text
    assert 'href="#item-i4"' in refused.text
    _post(client, draft_id, target="i4", action="reject")
    signed = client.post(address, data={"signed_by": "周禾", "accept_rest": "1"})
    assert signed.url.path.startswith("/reviews/")
    assert "周禾 于" in _visible(signed.text)
    page = client.get(f"/drafts/{draft_id}").text
    assert "这份草稿已经定稿" in page
    assert "data-decide" not in page


def test_a_signed_review_is_downloaded(client: TestClient) -> None:
    """Both files carry the project's own name, whatever its script."""
    review_id = _sign(client, store_draft(client, rich_draft()))
    markdown = client.get(f"/reviews/{review_id}/download?format=md")
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert "%E9%9D%92%E4%BA%91" in markdown.headers["content-disposition"]
    assert "补齐网关重试" in markdown.text
    document = json.loads(client.get(f"/reviews/{review_id}/download?format=json").content)
    assert document["schema"] == "fupan.review/1"
    assert client.get(f"/reviews/{review_id}/download?format=docx").status_code == 422
    draft = client.get(f"/drafts/{store_draft(client, rich_draft())}/download")
    assert "attachment" in draft.headers["content-disposition"]


def test_the_draft_leads_to_the_review_it_was_checked_against(client: TestClient) -> None:
    """The signed review of the month before is one press away, and absent without one."""
    first = store_draft(client, rich_draft())
    assert "对照的上月定稿" not in client.get(f"/drafts/{first}").text
    review_id = _sign(client, first)
    form = {"project": "青云项目", "month": "2026-11", "text": NEXT_MONTH_ZH}
    answer = client.post("/drafts", data=form, files={"files": ("", b"")}, follow_redirects=False)
    run = desk_of(client).runs.wait(answer.headers["location"].removeprefix("/runs/"), 60)
    assert f'href="/reviews/{review_id}"' in client.get(f"/drafts/{run.draft_id}").text


def test_next_month_begins_from_the_review(client: TestClient) -> None:
    """The link carries project and following month, over the end of a year too."""
    october = client.get(f"/reviews/{_sign(client, store_draft(client, rich_draft()))}").text
    assert "month=2026-11" in october
    december = store_draft(client, rich_draft(month="2026-12"))
    assert "month=2027-01" in client.get(f"/reviews/{_sign(client, december)}").text


def test_a_source_is_shown_with_its_sentence_marked(client: TestClient) -> None:
    """The cited words are marked at their place; the original bytes can be downloaded."""
    desk = desk_of(client)
    form = {"project": "青云项目", "month": "2026-10", "text": MONTH_ZH}
    client.post("/drafts", data=form, files={"files": ("", b"")})
    (stored,) = desk.archive.sources("青云项目", "2026-10")
    sentences = desk.archive.source(stored.id).source.sentences
    sentence = next(one for one in sentences if "历史数据缺少主键" in one.text)
    page = client.get(f"/sources/{stored.id}", params={"sentence": sentence.id}).text
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page))
    assert unescape(marked) == sentence.text
    original = client.get(f"/sources/{stored.id}/original")
    assert original.content == MONTH_ZH.encode()


def test_a_run_shows_its_steps_or_its_failure(client: TestClient) -> None:
    """While it is made the page refreshes by itself; a failed one says why and where to go."""
    archive = desk_of(client).archive
    run = archive.add_run("青云项目", "2026-10", None, (), None)
    archive.update_run(run.id, state="running", step="grounding")
    page = client.get(f"/runs/{run.id}").text
    assert re.search(r'data-step="grounding" class="now"', page)
    assert '<noscript><meta http-equiv="refresh"' in page
    archive.update_run(run.id, state="failed", error=InvalidRequest(zh="读不了。", en="No."))
    failed = client.get(f"/runs/{run.id}").text
    assert "读不了。" in failed
    assert "refresh" not in failed
    assert "/?project=" in failed


def test_a_review_written_before_is_loaded(client: TestClient) -> None:
    """The page says that it is imported and who confirmed it; without a name nothing is loaded."""
    form = {"project": "青云项目", "month": "2026-09", "text": "# 总结\n\n## 进度\n- 完成。\n"}
    refused = client.post("/reviews/import", data={**form, "confirmed_by": ""})
    assert refused.status_code == 422
    assert "完成。" in refused.text
    loaded = client.post("/reviews/import", data={**form, "confirmed_by": "周禾"})
    assert loaded.url.path.startswith("/reviews/")
    assert "以前写的总结" in loaded.text
