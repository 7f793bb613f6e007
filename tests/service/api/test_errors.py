"""What goes wrong under /api is a problem document; elsewhere a page in the reader's language."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from service.desk import Desk
from service.error_responses import ANSWERS, answer_for
from service.errors import FupanError
from tests.fakes.served import API, desk_of


def _all_errors(kind: type[FupanError] = FupanError) -> set[type[FupanError]]:
    return {kind}.union(*(_all_errors(child) for child in kind.__subclasses__()))


def test_every_error_of_the_service_has_its_own_answer() -> None:
    """A new error class must be put into the table on purpose."""
    ours = {kind for kind in _all_errors() if kind.__module__ == "service.errors"}
    assert ours <= set(ANSWERS)


def test_a_class_without_a_line_is_answered_like_its_parent() -> None:
    """The nearest listed parent decides."""

    class Odd(FupanError):
        code = "odd"

    assert answer_for(Odd(zh="怪", en="odd")).status == 500


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", f"{API}/nothing", 404, "not-found"),
        ("GET", f"{API}/sources/none", 404, "not-found"),
        ("GET", f"{API}/runs/none", 404, "not-found"),
        ("GET", f"{API}/drafts/none", 404, "not-found"),
        ("GET", f"{API}/drafts/none/decisions", 404, "not-found"),
        ("GET", f"{API}/reviews/none", 404, "not-found"),
        ("GET", f"{API}/critiques/none", 404, "not-found"),
        ("DELETE", f"{API}/drafts", 405, "method-not-allowed"),
        ("GET", f"{API}/sources", 422, "invalid-request"),
        ("GET", f"{API}/drafts/none?format=docx", 422, "invalid-request"),
        ("POST", f"{API}/critiques", 422, "invalid-request"),
    ],
)
def test_each_fault_is_a_problem_document(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    """Status, code and both languages are there, and the media type says what it is."""
    answer = client.request(method, path)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"] == problem["messages"]["zh"]


def test_a_problem_speaks_the_language_asked_for(client: TestClient) -> None:
    """Accept-Language chooses between the two messages."""
    problem = client.get(f"{API}/runs/none", headers={"Accept-Language": "en"}).json()
    assert problem["detail"] == problem["messages"]["en"]
    assert problem["title"] == "Not found"


@pytest.mark.parametrize(("language", "word"), [("zh", "没有找到"), ("en", "Not found")])
def test_outside_the_api_it_is_a_page(client: TestClient, language: str, word: str) -> None:
    """A person sees a page with a way back."""
    for path in ("/nothing", "/drafts/none", "/reviews/none", "/static/none.css"):
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 404
        assert word in answer.text
        assert 'href="/"' in answer.text


def test_a_defect_is_a_page_or_a_problem_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even what nobody foresaw is answered in words, with the security headers."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(type(desk_of(client).archive), "drafts", broken)
    page = client.get("/")
    assert page.status_code == 500
    assert "已记入日志" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    problem = client.get(f"{API}/drafts")
    assert problem.json()["code"] == "internal-error"
    assert "RuntimeError" not in problem.text


def test_a_body_of_fifty_megabytes_is_refused_in_words(client: TestClient) -> None:
    """The page and the API both explain the limit with status 413; nothing is stored."""
    text = "大" * (50 * 1024 * 1024 // 3)
    form = {"project": "青云项目", "month": "2026-10", "text": text}
    page = client.post("/drafts", files={"none": ("", b"")}, data=form)
    assert page.status_code == 413
    assert "40 MB" in page.text
    problem = client.post(f"{API}/sources", json=form)
    assert (problem.status_code, problem.json()["code"]) == (413, "input-too-large")
    desk = desk_of(client)
    assert isinstance(desk, Desk)
    assert not desk.archive.sources("青云项目", "2026-10")


def test_requests_from_other_sites_are_refused(client: TestClient) -> None:
    """The gate stands before pages and API alike."""
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/drafts", headers=foreign).status_code == 403
    problem = client.post(f"{API}/drafts", json={}, headers=foreign)
    assert problem.json()["code"] == "request-refused"
    assert client.get("/", headers={"Host": "example.com"}).status_code == 403
