"""The pages about what is handed in: progress, the month's material, how a source was read, search."""

from __future__ import annotations

import re
from html import unescape

from starlette.testclient import TestClient

from tests.fakes.served import MONTH_ZH, desk_of

PROJECT, MONTH = "青云", "2026-10"
BOARD = (
    "单号,事项,目前情况,跟进人\n"
    "A-1,医保接口返回慢,挂起,王敏\nA-2,打印模板错位,搞定,李岩\nA-3,库存对账不平,跟进中,周舟\n"
)
CALL = "WEBVTT\n\n" + "\n".join(
    f"{n}\n00:00:{n:02d}.000 --> 00:00:{n:02d}.900\n说话人 {n % 2 + 1}: 嗯，医保接口第{n}次超时了\n"
    for n in range(1, 7)
)


def _visible(page: str) -> str:
    body = re.sub(r"<script.*?</script>|<[^>]*>", " ", page.partition("<body>")[2], flags=re.S)
    return " ".join(unescape(body).split())


def _hand_in(client: TestClient, *files: tuple[str, str]) -> str:
    """Hands files in on the page of the material; the page it leads to, when all is read."""
    sent = [("files", (name, text.encode())) for name, text in files]
    answer = client.post(
        "/material",
        data={"project": PROJECT, "month": MONTH},
        files=sent,
        follow_redirects=False,
    )
    assert answer.status_code == 303
    place = answer.headers["location"]
    desk_of(client).wait_for_intake(place.rpartition("/")[2])
    return place


def _source(client: TestClient, name: str) -> str:
    entries = desk_of(client).archive.sources(PROJECT, MONTH)
    return next(entry.id for entry in entries if entry.source.name == name)


def test_an_intake_tells_what_became_of_each_thing(client: TestClient) -> None:
    """One file is taken, one is refused with its reason; handed in again, it is here already."""
    place = _hand_in(client, ("纪要.md", MONTH_ZH), ("图.txt", "\x89PNG\r\n\x1a\n" + "\0" * 40))
    page = _visible(client.get(place).text)
    assert "资料读完了 收下 1 份、没读 1 份" in page
    assert re.search(r"图\.txt 没有读 .*二进制", page)
    assert "用本月资料生成草稿" in page
    again = _visible(client.get(_hand_in(client, ("纪要.md", MONTH_ZH))).text)
    assert "已有 1 份" in again


def test_an_intake_that_was_stopped_can_be_read_on(client: TestClient) -> None:
    """The page offers it, and so does the page after; unknown intakes are no page."""
    place = _hand_in(client, ("纪要.md", MONTH_ZH))
    assert client.post(f"{place}/resume", follow_redirects=False).status_code == 409
    assert client.post(f"{place}/cancel", follow_redirects=False).headers["location"] == place
    assert client.get("/intakes/nothing").status_code == 404


def test_the_material_of_a_month_is_listed_with_how_it_was_read(client: TestClient) -> None:
    """Each source with its kind, what it holds and what to look at; other months are apart."""
    _hand_in(client, ("纪要.md", MONTH_ZH), ("看板.csv", BOARD), ("周会.vtt", CALL))
    page = _visible(client.get("/material", params={"project": PROJECT, "month": MONTH}).text)
    assert re.search(r"纪要\.md 笔记 \d+ 句", page)
    assert re.search(r"看板\.csv 工单导出 · 表格（CSV） 3 张工单、\d+ 句 \d 处提醒", page)
    assert "周会.vtt 会议转写" in page
    other = _visible(client.get("/material", params={"project": PROJECT, "month": "2026-09"}).text)
    assert "这个月还没有资料" in other
    assert "青云 · 2026 年 10 月" in other


def test_a_form_that_cannot_be_taken_comes_back_filled(client: TestClient) -> None:
    """Nothing chosen, or a month that is none: the reason, and what was typed."""
    answer = client.post("/material", data={"project": PROJECT, "month": "十月", "text": "结论"})
    assert answer.status_code == 422
    assert 'value="十月"' in answer.text
    assert "结论</textarea>" in answer.text
    assert client.post("/material", data={"project": PROJECT, "month": MONTH}).status_code == 422


def test_columns_and_states_are_confirmed_and_remembered(client: TestClient) -> None:
    """What a person says of a table is used at once, and for the next table of the project."""
    _hand_in(client, ("看板.csv", BOARD))
    source = _source(client, "看板.csv")
    page = client.get(f"/sources/{source}").text
    assert "目前情况" in _visible(page)
    titles = re.findall(r'name="title" value="([^"]+)"', page)
    assert titles == ["单号", "事项", "目前情况", "跟进人"]
    said = {"单号": "key", "事项": "title", "目前情况": "state_raw", "跟进人": "assignee"}
    form = {
        "title": titles,
        "field": [said[title] for title in titles],
        "state": ["挂起", "搞定", "跟进中"],
        "meaning": ["in_progress", "closed", "in_progress"],
    }
    answer = client.post(f"/sources/{source}/mapping", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sources/{source}")
    tickets = desk_of(client).archive.source(source).source.tickets
    assert [ticket.state for ticket in tickets] == ["in_progress", "closed", "in_progress"]
    _hand_in(client, ("看板2.csv", BOARD.replace("A-", "B-")))
    later = desk_of(client).archive.source(_source(client, "看板2.csv")).source.tickets
    assert [ticket.state for ticket in later] == ["in_progress", "closed", "in_progress"]


def test_speakers_are_named_and_fillers_folded(client: TestClient) -> None:
    """The page asks who the placeholders are; the text shown has no fillers, the original does."""
    _hand_in(client, ("周会.vtt", CALL))
    source = _source(client, "周会.vtt")
    page = client.get(f"/sources/{source}").text
    assert "谁在说话" in page
    assert "医保接口第1次超时了" in _visible(page)
    assert "嗯，医保接口第1次" not in _visible(page)
    labels = re.findall(r'name="label" value="([^"]+)"', page)
    assert sorted(labels) == ["说话人 1", "说话人 2"]
    answer = client.post(
        f"/sources/{source}/speakers",
        data={"label": labels, "person": ["王敏", "  "]},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert dict(desk_of(client).archive.source(source).source.speakers) == {labels[0]: "王敏"}


def test_a_source_is_read_as_a_person_says(client: TestClient) -> None:
    """A transcript as plain text, and back; a form that cannot be is said on the page."""
    _hand_in(client, ("周会.vtt", CALL))
    source = _source(client, "周会.vtt")
    archive = desk_of(client).archive
    assert client.post(f"/sources/{source}/reading", data={"form": "text"}).status_code == 200
    assert archive.source(source).source.form == "text"
    assert client.post(f"/sources/{source}/reading", data={"form": ""}).status_code == 200
    assert archive.source(source).source.kind == "transcript"
    refused = client.post(f"/sources/{source}/reading", data={"form": "docx"})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert archive.source(source).source.kind == "transcript"
    assert client.post(f"/sources/{source}/reading", data={"form": "odd"}).status_code == 422


def test_a_deleted_source_is_gone_from_list_and_search(client: TestClient) -> None:
    """It leads back to the month; nothing of it is found any more."""
    _hand_in(client, ("纪要.md", MONTH_ZH))
    source = _source(client, "纪要.md")
    found = _visible(client.get("/search", params={"project": PROJECT, "q": "支付网关超时"}).text)
    assert "支付网关偶发超时" in found
    answer = client.post(f"/sources/{source}/delete", follow_redirects=False)
    assert answer.headers["location"].startswith("/material?")
    assert client.get(f"/sources/{source}").status_code == 404
    after = _visible(client.get("/search", params={"project": PROJECT, "q": "支付网关超时"}).text)
    assert "支付网关偶发超时" not in after


def test_search_leads_to_the_place_and_may_find_nothing(client: TestClient) -> None:
    """A hit links to its sentence; a stranger's question and an empty service have honest answers."""
    assert "还没有项目" in _visible(client.get("/search").text)
    _hand_in(client, ("纪要.md", MONTH_ZH))
    page = client.get("/search", params={"project": PROJECT, "q": "网关重试 林岚"}).text
    address = re.search(r'href="(/sources/[^"]+#cited)"', page)
    assert address
    assert 'id="cited"' in client.get(unescape(address[1])).text
    none = client.get("/search", params={"project": PROJECT, "q": "食堂菜单"}).text
    assert "没有找到" in _visible(none)
    assert client.get("/search", params={"project": PROJECT, "q": "字" * 1001}).status_code == 422
