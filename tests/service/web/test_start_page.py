"""The start page: whatever is handed in is stored, whatever is wrong comes back with the form."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.fakes.drafts import rich_draft
from tests.fakes.served import MONTH_ZH, TICKETS_ZH, desk_of, store_draft

OCTOBER = {"project": "青云项目", "month": "2026-10"}
NO_FILE = {"files": ("", b"")}
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def _typed(page: str, field: str) -> str:
    found = re.search(rf'<textarea id="{field}".*?>\n(.*?)</textarea>', page, re.S)
    assert found
    return unescape(found[1])


def test_a_month_becomes_a_run(client: TestClient) -> None:
    """Text and a file are stored as sources; the answer leads to the run of their draft."""
    files = {"files": ("tickets.csv", TICKETS_ZH.encode("gb18030"))}
    answer = client.post(
        "/drafts", data={**OCTOBER, "text": MONTH_ZH}, files=files, follow_redirects=False
    )
    assert answer.status_code == 303
    run_id = answer.headers["location"].removeprefix("/runs/")
    desk = desk_of(client)
    assert desk.runs.wait(run_id, 60).state == "done"
    names = [one.source.name for one in desk.archive.sources("青云项目", "2026-10")]
    assert names == ["paste:1", "tickets.csv"]
    assert client.get(f"/runs/{run_id}").url.path.startswith("/drafts/")


def test_a_paste_is_stored_as_it_was_typed(client: TestClient) -> None:
    """Browsers send CRLF for every line end of a form; the stored text has what was pasted."""
    text = "第一行。\n第二行。\n"
    client.post("/drafts", data={**OCTOBER, "text": text.replace("\n", "\r\n")}, files=NO_FILE)
    (stored,) = desk_of(client).archive.sources("青云项目", "2026-10")
    assert desk_of(client).archive.source(stored.id).source.text == text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        ({"text": " \n "}, "还没有资料", "Nothing was handed in"),
        ({"project": " "}, "请填写项目名称", "Give the project a name"),
        ({"month": "2026-13"}, "2026-13", "2026-13"),
        ({"month": ""}, "YYYY-MM", "YYYY-MM"),
        ({"encoding": "utf-9"}, "utf-9", "utf-9"),
    ],
)
def test_a_fault_is_explained_and_what_was_typed_stays(
    client: TestClient, change: dict[str, str], zh: str, en: str, language: str
) -> None:
    """Every message is in the language of the page, and no field is emptied."""
    sent = {**OCTOBER, "text": "今天的会。", **change}
    headers = {"Accept-Language": language}
    answer = client.post("/drafts", data=sent, files=NO_FILE, headers=headers)
    assert answer.status_code == 422
    alert = re.search(r'role="alert">(.*?)</div>', answer.text, re.S)
    assert alert
    assert (zh if language == "zh" else en) in alert[1]
    assert _typed(answer.text, "text") == sent["text"]
    assert f'value="{sent["project"]}"' in answer.text
    assert f'value="{sent["month"]}"' in answer.text


def test_a_bad_file_comes_back_and_the_good_ones_are_kept(client: TestClient) -> None:
    """The picture is named; the paste is stored once, and the next submission uses both."""
    files = [("files", ("photo.png", PICTURE)), ("files", ("notes.md", MONTH_ZH.encode()))]
    answer = client.post("/drafts", data={**OCTOBER, "text": "另一段话。"}, files=files)
    assert answer.status_code == 422
    assert "photo.png" in answer.text
    assert "notes.md" in answer.text
    assert _typed(answer.text, "text") == ""
    archive = desk_of(client).archive
    assert len(archive.sources("青云项目", "2026-10")) == 2
    ids = [one.id for one in archive.sources("青云项目", "2026-10")]
    again = client.post(
        "/drafts",
        data={**OCTOBER, "choose": "1", "source": ids, "text": ""},
        files=NO_FILE,
        follow_redirects=False,
    )
    assert again.status_code == 303
    run = archive.run(again.headers["location"].removeprefix("/runs/"))
    assert list(run.source_ids) == ids


def test_an_encoding_that_is_not_recognised_can_be_chosen(client: TestClient) -> None:
    """The refusal opens the list of encodings; a chosen one reads the same bytes."""
    data = "項目進度：介面聯調完成。\n".encode("big5")
    files = {"files": ("notes.txt", data)}
    chosen = client.post(
        "/drafts", data={**OCTOBER, "encoding": "big5"}, files=files, follow_redirects=False
    )
    assert chosen.status_code == 303
    (stored,) = desk_of(client).archive.sources("青云项目", "2026-10")
    assert desk_of(client).archive.source(stored.id).source.text.startswith("項目進度")
    broken = {"files": ("broken.txt", b"\x81\x20\xff\xff\x80 abc \x81")}
    refused = client.post("/drafts", data=OCTOBER, files=broken)
    assert refused.status_code in {415, 422}
    assert "broken.txt" in refused.text


def test_ragged_tables_are_read_and_their_rows_named(client: TestClient) -> None:
    """A row with too many cells does not stop the rest; the source page names it."""
    ragged = TICKETS_ZH + "QY-30,多,一,列,了\n"
    files = {"files": ("tickets.csv", ragged.encode())}
    answer = client.post("/drafts", data=OCTOBER, files=files, follow_redirects=False)
    assert answer.status_code == 303
    (stored,) = desk_of(client).archive.sources("青云项目", "2026-10")
    page = client.get(f"/sources/{stored.id}")
    assert page.status_code == 200
    report = stored.source.report
    assert report.rows_read == report.rows_kept + len(report.refused) == 3


def test_a_file_that_is_no_review_is_refused(client: TestClient) -> None:
    """The message says what to use instead; what was typed stays."""
    files = {"last_month": ("review.json", b'{"schema": "other"}')}
    answer = client.post("/drafts", data={**OCTOBER, "text": MONTH_ZH}, files=files)
    assert answer.status_code == 422
    assert "fupan.review/1" in answer.text
    assert _typed(answer.text, "text") == MONTH_ZH


def test_the_list_leads_to_drafts_and_reviews(client: TestClient) -> None:
    """A draft shows how far it is; a signed one shows who signed it."""
    assert "还没有项目" in client.get("/").text
    draft_id = store_draft(client, rich_draft())
    assert f"/drafts/{draft_id}" in client.get("/").text
    desk = desk_of(client)
    desk.decide(draft_id, "i4", "reject", by="林岚")
    assert "已定 1 / 10 条" in client.get("/").text
    review_id = desk.sign(draft_id, signed_by="林岚", accept_rest=True)
    page = client.get("/").text
    assert f"/reviews/{review_id}" in page
    assert "林岚 定稿" in page
    assert f"/drafts/{draft_id}" not in page


def test_stored_sources_are_offered_again(client: TestClient) -> None:
    """Coming back to a month shows what is there, ticked, so that nothing is pasted twice."""
    desk = desk_of(client)
    client.post("/drafts", data={**OCTOBER, "text": MONTH_ZH}, files=NO_FILE)
    (stored,) = desk.archive.sources("青云项目", "2026-10")
    page = client.get("/", params=OCTOBER).text
    assert re.search(rf'value="{stored.id}" checked', page)
    assert "粘贴的文字 1" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_month_is_drafted(client: TestClient, language: str) -> None:
    """One press gives a draft of the made-up month in the language of the page."""
    client.headers["Accept-Language"] = language
    assert 'action="/sample"' in client.get("/").text
    answer = client.post("/sample", follow_redirects=False)
    assert answer.status_code == 303
    run = desk_of(client).runs.wait(answer.headers["location"].removeprefix("/runs/"), 120)
    assert run.state == "done", run.error_en
    assert run.draft_id
    draft = desk_of(client).archive.draft(run.draft_id).draft
    assert draft.language == language
    assert len(draft.items) > 10
