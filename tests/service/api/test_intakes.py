"""Intakes over the API: followed, called off, resumed; sources read again and deleted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.runs import thing
from service.runs.reading import Listener
from tests.fakes.served import API, MONTH_ZH, desk_of, served

OCTOBER = {"project": "青云项目", "month": "2026-10"}
BUGS = "Bug编号,Bug标题,Bug状态,指派给\nQY-1,网关超时,激活,林岚\nQY-2,导出乱码,已关闭,周禾\n"
UNKNOWN = (
    "事项,谁办,办到哪了,备注\n打印模板错位,林岚,待厂商,甲\n发票重号,周禾,完事,乙\n"
    "医保对账,林岚,待厂商,丙\n字典缺项,周禾,完事,丁\n"
)
ASYNC = {"Prefer": "respond-async"}


def _files(*named: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, data, "application/octet-stream")) for name, data in named]


def _handed_in(client: TestClient, *named: tuple[str, bytes]) -> list[dict[str, Any]]:
    answer = client.post(f"{API}/sources", data=OCTOBER, files=_files(*named))
    assert answer.status_code == 201, answer.text
    sources: list[dict[str, Any]] = answer.json()["sources"]
    return sources


def _over(client: TestClient, address: str) -> dict[str, Any]:
    desk_of(client).wait_for_intake(address.rpartition("/")[2], 60.0)
    answer: dict[str, Any] = client.get(address).json()
    return answer


@pytest.fixture
def held(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is read to its end until the intake is called off."""

    def wait(_data: bytes, _name: str, _choices: object, listener: Listener) -> None:
        while True:
            listener.on_progress(3, 10)
            if listener.cancelled():
                listener.on_line("")

    monkeypatch.setattr(thing, "read_lines", wait)
    yield
    monkeypatch.undo()


def test_one_that_prefers_not_to_wait_gets_the_address(client: TestClient) -> None:
    """202 at once; the address tells of each thing, and then where its source is."""
    files = _files(("纪要.md", MONTH_ZH.encode()), ("图.png", b"\x89PNG\r\n\x1a\n\x00"))
    answer = client.post(f"{API}/sources", data=OCTOBER, files=files, headers=ASYNC)
    assert answer.status_code == 202
    over = _over(client, answer.headers["Location"])
    assert over["state"] == "done"
    read, refused = over["things"]
    assert (read["name"], read["state"]) == ("纪要.md", "stored")
    assert client.get(f"{API}/sources/{read['source_id']}").json()["name"] == "纪要.md"
    assert (refused["state"], refused["code"]) == ("refused", "binary-input")
    assert refused["messages"]["zh"]
    assert refused["source_id"] is None
    assert client.get(f"{API}/intakes", params=OCTOBER).json() == [over]


def test_an_intake_is_called_off_and_resumed(
    client: TestClient, held: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of its reading: nothing is there. Resumed, it is read."""
    files = _files(("工单.csv", BUGS.encode()))
    address = client.post(f"{API}/sources", data=OCTOBER, files=files, headers=ASYNC).headers[
        "Location"
    ]
    off = client.post(f"{address}/cancel").json()
    assert (off["state"], off["things"][0]["state"]) == ("cancelled", "cancelled")
    assert client.get(f"{API}/sources", params=OCTOBER).json() == []
    monkeypatch.undo()
    assert client.post(f"{address}/resume").status_code == 202
    assert _over(client, address)["state"] == "done"
    assert len(client.get(f"{API}/sources", params=OCTOBER).json()) == 1
    refused = client.post(f"{address}/resume")
    assert (refused.status_code, refused.json()["code"]) == (409, "decision-refused")


def test_a_draft_takes_what_is_read_and_names_the_rest(client: TestClient, held: None) -> None:
    """Asked for while another file is read: the draft is made without it, and the run says so."""
    client.post(
        f"{API}/sources", data=OCTOBER, files=_files(("工单.csv", BUGS.encode())), headers=ASYNC
    )
    early = client.post(f"{API}/drafts", json=OCTOBER)
    assert (early.status_code, early.json()["code"]) == (409, "decision-refused")
    desk = desk_of(client)
    (intake,) = desk.archive.intakes.of_month(**OCTOBER)
    from service.intake import read_paste

    stored = desk.archive.add_source(
        **OCTOBER, data=MONTH_ZH.encode(), source=read_paste(MONTH_ZH, 1)
    )
    run = client.post(f"{API}/drafts", json=OCTOBER).json()
    assert run["left_out"] == ["工单.csv"]
    assert desk.archive.run(run["id"]).source_ids == (stored.id,)
    desk.cancel_intake(intake.id)


def test_members_of_a_zip_are_sources_of_their_own(client: TestClient) -> None:
    """Each is read or refused by itself; the archive is only opened."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("会议/纪要.md", MONTH_ZH)
        archive.writestr("工单.csv", BUGS)
        archive.writestr("图.png", b"\x89PNG\r\n\x1a\n\x00")
    files = _files(("十月.zip", packed.getvalue()))
    answer = client.post(f"{API}/sources", data=OCTOBER, files=files)
    assert answer.status_code == 201
    names = {source["name"] for source in answer.json()["sources"]}
    assert names == {"十月.zip/会议/纪要.md", "十月.zip/工单.csv"}
    assert [one["name"] for one in answer.json()["refused"]] == ["十月.zip/图.png"]
    (intake,) = client.get(f"{API}/intakes", params=OCTOBER).json()
    assert [one["state"] for one in intake["things"]] == ["opened", "stored", "stored", "refused"]
    again = client.post(f"{API}/sources", data=OCTOBER, files=files)
    assert again.status_code == 200


def test_an_unknown_table_is_mapped_by_a_person_and_remembered(client: TestClient) -> None:
    """The preview proposes; what the person says makes tickets, here and in the next file."""
    (source,) = _handed_in(client, ("台账.csv", UNKNOWN.encode()))
    preview = client.get(f"{API}/sources/{source['id']}/mapping").json()
    titles = [column["title"] for column in preview["sheets"][0]["columns"]]
    assert titles == ["事项", "谁办", "办到哪了", "备注"]
    assert "title" in preview["fields"]
    said = {
        "columns": {"事项": "title", "谁办": "assignee", "办到哪了": "state_raw", "备注": ""},
        "states": {"待厂商": "in_progress", "完事": "closed"},
    }
    read = client.put(f"{API}/sources/{source['id']}/reading", json=said)
    assert read.status_code == 200
    assert (read.json()["id"], read.json()["tickets"]) == (source["id"], 4)
    states = [one.state for one in desk_of(client).archive.source(source["id"]).source.tickets]
    assert states == ["in_progress", "closed", "in_progress", "closed"]
    after = client.get(f"{API}/sources/{source['id']}/mapping").json()
    assert all(column["chosen"] for column in after["sheets"][0]["columns"])
    memory = client.get(f"{API}/memory", params={"project": "青云项目"}).json()
    assert memory["columns"] == said["columns"]
    assert memory["states"] == said["states"]
    (later,) = _handed_in(client, ("台账二.csv", UNKNOWN.replace("打印", "套打").encode()))
    assert later["tickets"] == 4
    other = {"project": "别的项目", "month": "2026-10"}
    (foreign,) = client.post(
        f"{API}/sources", data=other, files=_files(("台账.csv", UNKNOWN.encode()))
    ).json()["sources"]
    assert foreign["choices"]["columns"] == {}


def test_a_form_and_an_encoding_are_chosen_later(client: TestClient) -> None:
    """Read as text without a new upload, and back; a reading that cannot be keeps the earlier one."""
    (source,) = _handed_in(client, ("工单.csv", BUGS.encode("gb18030")))
    address = f"{API}/sources/{source['id']}/reading"
    as_text = client.put(address, json={"form": "text", "encoding": "gb18030"}).json()
    assert (as_text["form"], as_text["tickets"]) == ("text", 0)
    assert as_text["choices"]["form"] == "text"
    wrong = client.put(address, json={"encoding": "klingon"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "unknown-encoding")
    assert client.get(f"{API}/sources/{source['id']}").json() == as_text
    assert client.put(address, json={}).json()["tickets"] == 2


def test_a_kind_is_chosen_later(client: TestClient) -> None:
    """A pasted log is an attachment with a question; a person says that it is notes, and it is."""
    log = "2026-10-12 10:00:00 ERROR 接口超时\n" * 12
    (source,) = _handed_in(client, ("现场.txt", log.encode()))
    assert source["kind"] == "attachment"
    said = client.put(f"{API}/sources/{source['id']}/reading", json={"kind": "notes"}).json()
    assert (said["kind"], said["choices"]["kind"]) == ("notes", "notes")


@pytest.mark.parametrize(
    "body",
    [
        {"form": "pptx"},
        {"kind": "poem"},
        {"states": {"完事": "finished"}},
        {"columns": {"事项": "colour"}},
        {"colour": "red"},
    ],
)
def test_a_reading_that_makes_no_sense_is_refused(
    client: TestClient, body: dict[str, object]
) -> None:
    """A form, state or field that there is not: 422, and nothing is remembered."""
    (source,) = _handed_in(client, ("工单.csv", BUGS.encode()))
    answer = client.put(f"{API}/sources/{source['id']}/reading", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    memory = client.get(f"{API}/memory", params={"project": "青云项目"}).json()
    assert memory["columns"] == memory["states"] == {}


def test_a_source_is_deleted_from_list_search_and_vectors(tmp_path: Path) -> None:
    """Gone from SQL, ranking and vector index at once; a draft made from it keeps its evidence."""
    with served(tmp_path / "data") as client:
        kept, gone = _handed_in(client, ("纪要.md", MONTH_ZH.encode()), ("工单.csv", BUGS.encode()))
        draft = client.post(
            f"{API}/drafts?wait=true", json={**OCTOBER, "sources": [kept["id"], gone["id"]]}
        ).json()
        deleted = client.delete(f"{API}/sources/{gone['id']}")
        assert deleted.status_code == 200
        assert deleted.json()["messages"]["zh"]
        assert client.get(f"{API}/sources/{gone['id']}").status_code == 404
        assert client.delete(f"{API}/sources/{gone['id']}").status_code == 404
        desk = desk_of(client)
        origins = {one.origin for one in desk.archive.passages("青云项目")}
        assert origins == {kept["id"]}
        found = client.get(f"{API}/search", params={"project": "青云项目", "q": "QY-1 导出乱码"})
        assert gone["id"] not in {one["id"] for one in found.json()["passages"]}
        document = client.get(f"{API}/drafts").json()[0]["id"]
        assert client.get(f"{API}/drafts/{document}").json() == draft
        assert desk._recall.available


def test_a_memory_is_replaced(client: TestClient) -> None:
    """What is put is what is there; another project knows nothing of it."""
    body = {"spellings": {"周婉青": "周婉清"}, "states": {"搁置": "open"}}
    address = f"{API}/memory"
    put = client.put(address, params={"project": "青云项目"}, json=body)
    assert put.status_code == 200
    assert client.get(address, params={"project": "青云项目"}).json() == put.json()
    assert put.json()["spellings"] == {"周婉青": "周婉清"}
    other = client.get(address, params={"project": "别的"}).json()
    assert other["spellings"] == {}
    client.put(address, params={"project": "青云项目"}, json={})
    assert client.get(address, params={"project": "青云项目"}).json()["spellings"] == {}


def test_what_does_not_exist_is_not_found(client: TestClient) -> None:
    """Every id is looked up."""
    for method, path in (
        ("GET", "/intakes/x"),
        ("POST", "/intakes/x/cancel"),
        ("POST", "/intakes/x/resume"),
        ("GET", "/sources/x/mapping"),
        ("DELETE", "/sources/x"),
        ("PUT", "/sources/x/reading"),
    ):
        answer = client.request(method, f"{API}{path}", json={} if method == "PUT" else None)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found"), path
