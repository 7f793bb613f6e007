"""Pages of a critique: handing in, the marked text, decisions, edits, what is refused, what is compared."""

from __future__ import annotations

import io
import re
from html import unescape

import docx
import pytest
from starlette.testclient import TestClient

from tests.fakes.drafts import rich_draft
from tests.fakes.served import desk_of, store_draft

VAGUE = "# 下月计划\n- 后续将尽快完成接口联调工作。\n- 完成网关重试开发（林岚）。\n"
HOSTILE = "\"'><script>alert(1)</script>"
FINGERPRINT = re.compile(r'id="card-([0-9a-f]{32})"')


def _begin(client: TestClient, text: str = VAGUE, **fields: str) -> tuple[str, str]:
    """The address of a critique and its page."""
    answer = client.post("/critique", data={"text": text, **fields})
    assert answer.status_code == 200, answer.text
    return answer.url.path, answer.text


def test_a_draft_is_marked_and_reachable_again(client: TestClient) -> None:
    """Each finding marks its words and has a card; the address gives the same page, and the start lists it."""
    address, page = _begin(client, VAGUE.replace("\n", "\r\n"))
    assert re.search(r"<mark[^>]*>.*尽快.*</mark>", page, re.S)
    assert FINGERPRINT.findall(page)
    assert FINGERPRINT.findall(client.get(address).text) == FINGERPRINT.findall(page)
    assert address in client.get("/critique").text
    assert not desk_of(client).archive.projects()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "  "}, "请贴上草稿全文"),
        ({"text": "有。", "project": "青云项目"}, "项目和月份都要填"),
        ({"text": "有。", "project": "青云项目", "month": "2026-13"}, "YYYY-MM"),
        ({"text": "有\x00。"}, "二进制"),
    ],
)
def test_what_cannot_be_critiqued_comes_back_on_the_form(
    client: TestClient, data: dict[str, str], message: str
) -> None:
    """With what was typed and what to do."""
    answer = client.post("/critique", data=data)
    assert answer.status_code == 422
    assert message in unescape(answer.text)
    assert not desk_of(client).archive.critiques.latest(5)


def test_a_word_file_is_read_with_its_headings(client: TestClient) -> None:
    """Headings open sections, the Chinese name stays, and the download is Markdown under that name."""
    document = docx.Document()
    document.add_heading("四、下月计划", 1)
    document.add_paragraph("后续将尽快完成接口联调工作。", style="List Bullet")
    table = document.add_table(2, 2)
    for at, words in enumerate(("事项", "负责人", "压测", "林岚")):
        table.cell(at // 2, at % 2).text = words
    held = io.BytesIO()
    document.save(held)
    files = {"file": ("十月总结.docx", held.getvalue())}
    answer = client.post("/critique", files=files)
    assert "十月总结.docx" in answer.text
    assert "行动无负责人" in answer.text
    saved = client.get(f"{answer.url.path}/download")
    assert saved.text.startswith("# 四、下月计划\n\n- 后续将尽快完成接口联调工作。\n")
    assert "| 事项 | 负责人 |\n| --- | --- |\n| 压测 | 林岚 |" in saved.text
    assert "%E5%8D%81%E6%9C%88%E6%80%BB%E7%BB%93-v1.md" in saved.headers["content-disposition"]


def test_a_table_is_no_draft(client: TestClient) -> None:
    """It is refused with what to do; so is an archive."""
    rows = "编号,标题,状态\nQY-1,超时,激活\nQY-2,乱码,已关闭\n"
    answer = client.post("/critique", files={"file": ("工单.csv", rows.encode())})
    assert answer.status_code == 422
    assert "表格" in answer.text


def test_bytes_in_gbk_are_decoded(client: TestClient) -> None:
    """What Windows saves by default is read like anything else that is handed in."""
    answer = client.post("/critique", files={"file": ("草稿.txt", VAGUE.encode("gb18030"))})
    assert re.search(r"<mark[^>]*>.*尽快.*</mark>", answer.text, re.S)


def test_the_month_gives_cases_with_links_and_last_months_actions(client: TestClient) -> None:
    """A vague problem gets a sentence of the material with its address, and a forgotten action is asked for."""
    desk = desk_of(client)
    draft_id = store_draft(client, rich_draft())
    desk.decide(draft_id, "i4", "reject", by="林岚")
    desk.sign(draft_id, signed_by="林岚", accept_rest=True)
    review = desk.archive.reviews()[0]
    minutes = "# 例会\n\n- 支付网关偶发超时，10月19日客户结算中断两次，影响上线。\n"
    year, month = review.month.split("-")
    following = f"{year}-{int(month) + 1:02}" if month != "12" else f"{int(year) + 1}-01"
    source = client.post(
        "/api/v1/sources",
        json={"project": review.project, "month": following, "name": "例会.md", "text": minutes},
    ).json()["sources"][0]
    material = client.get(f"/material?project={review.project}&month={following}").text
    link = next(iter(re.findall(r'href="(/critique\?[^"]+)"', material)))
    assert f'value="{following}"' in client.get(unescape(link)).text
    text = "# 进度\n- 订单接口联调已上线。\n\n# 问题与挑战\n- 支付网关存在一些问题，影响较大。\n"
    address, page = _begin(client, text, project=review.project, month=following)
    assert "本月资料 1 份" in page
    assert f"{review.month} 定稿的行动" in page
    assert "上月行动未逐条回看" in page
    cards = [client.get(f"{address}/findings/{one}").text for one in FINGERPRINT.findall(page)]
    assert any(f"/sources/{source['id']}?sentence=" in card for card in cards)


def test_a_waiver_needs_a_ground_and_a_reason_and_can_be_undone(client: TestClient) -> None:
    """Without a reason nothing is stored and what was chosen stays; undone, the finding is open again."""
    address, page = _begin(client)
    one = FINGERPRINT.findall(page)[0]
    form = {"fingerprint": one, "action": "waive", "ground": "not_applicable", "reason": " "}
    refused = client.post(f"{address}/decisions", data=form)
    assert refused.status_code == 422
    assert re.search(r'value="not_applicable" checked', refused.text)
    done = client.post(f"{address}/decisions", data={**form, "reason": HOSTILE, "by": HOSTILE})
    assert done.status_code == 200
    assert "<script>alert" not in done.text
    assert "&lt;script&gt;alert" in done.text
    assert 'class="finding-card severity-error state-waived' in done.text
    open_again = client.post(f"{address}/decisions", data={"fingerprint": one, "action": "reopen"})
    assert "state-waived" not in open_again.text


def test_an_edit_mends_or_says_what_is_left(client: TestClient) -> None:
    """The text is critiqued again; a blank is refused and keeps the old words."""
    address, page = _begin(client)
    one = FINGERPRINT.findall(page)[0]
    blank = client.post(f"{address}/edits", data={"fingerprint": one, "version": "1", "text": " "})
    assert blank.status_code == 422
    some = "林岚负责完成接口联调工作，三家医院对账一致。"
    partly = client.post(
        f"{address}/edits", data={"fingerprint": one, "version": "1", "text": some}
    )
    assert "还缺：日期" in partly.text
    left = next(
        iter(re.findall(r'<p class="mended left".*?id="card-([0-9a-f]+)"', partly.text, re.S))
    )
    whole = "林岚负责在11月15日前完成接口联调工作，三家医院对账一致。"
    done = client.post(
        f"{address}/edits", data={"fingerprint": left, "version": "2", "text": whole}
    )
    assert "这一句改好了" in done.text
    assert whole in client.get(f"{address}/download").text


def test_an_edit_of_an_old_version_is_refused_with_the_words(client: TestClient) -> None:
    """Nothing is overwritten, the answer is 409, and the words stand in the form for another try."""
    address, page = _begin(client)
    first, second = FINGERPRINT.findall(page)[:2]
    mended = "林岚负责在11月15日前完成接口联调工作，三家医院对账一致。"
    client.post(f"{address}/edits", data={"fingerprint": first, "version": "1", "text": mended})
    form = {"fingerprint": second, "version": "1", "text": HOSTILE}
    late = client.post(f"{address}/edits", data=form)
    assert late.status_code == 409
    assert "现在是第 2 版" in late.text
    assert "&lt;script&gt;alert" in late.text
    assert "<script>alert" not in late.text
    gone = client.post(f"{address}/edits", data={**form, "fingerprint": first})
    assert gone.status_code == 409
    assert 'id="rescued"' in gone.text
    assert mended in client.get(f"{address}/download").text


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    """An unknown critique is 404 on every page, an unknown finding is told as gone."""
    for path in ("/critiques/none", "/critiques/none/download", "/critiques/none/findings/f"):
        assert client.get(path).status_code == 404
    address, _ = _begin(client)
    assert client.get(f"{address}/findings/f").status_code == 409
    odd = "part=999999&opened=x&edited=-1&severity=%00&kind=Z&state=no"
    assert client.get(f"{address}?{odd}").status_code == 200


def test_a_summary_rests_on_counts(client: TestClient) -> None:
    """Each section tells its sentences and findings; a waived finding is no weakness."""
    address, page = _begin(client)
    assert "2 句，2 处要看" in page
    for one in FINGERPRINT.findall(page):
        form = {"fingerprint": one, "action": "waive", "ground": "other", "reason": "口头确认过"}
        page = client.post(f"{address}/decisions", data=form).text
    assert "2 句，0 处要看" in page
    assert "最常缺" not in page
