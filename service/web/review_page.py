"""Signed reviews: the page, its downloads, and loading one that was written before."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.documents import document_text, review_document
from service.errors import BinaryInput, InputError, InvalidRequest, Language
from service.export.markdown import review_markdown
from service.intake import read_source
from service.review import SECTION_TITLES, SECTIONS, Item, SignedReview
from service.web.citations import Citations, source_ids_of
from service.web.downloads import download
from service.web.draft_view import NUMERALS, item_numbers
from service.web.field_views import field_views
from service.web.forms import Form, Sent, remember_name, remembered_name
from service.web.rendering import language_of, render
from service.web.state import State
from service.web.texts import text

router = APIRouter()


@router.get("/reviews/import")
def show_import(request: Request) -> Response:
    """The form for a review that was written before."""
    return _import_page(request, Form({"confirmed_by": [remembered_name(request)]}, {}))


@router.post("/reviews/import")
def import_review(request: Request, state: State, form: Sent) -> Response:
    """Load it on the word of the person who confirms it."""
    try:
        if not form.text("confirmed_by").strip():
            raise InvalidRequest(zh="请填写确认人姓名。", en="Say who confirms it.")
        review_id = state.desk.import_review(
            _handed_in_text(form),
            project=form.text("project"),
            month=form.text("month"),
            confirmed_by=form.text("confirmed_by"),
        )
    except InputError as error:
        return _import_page(request, form, error.message(language_of(request)))
    response = RedirectResponse(f"/reviews/{review_id}", status_code=303)
    remember_name(response, form.text("confirmed_by").strip())
    return response


@router.get("/reviews/{review_id}")
def show_review(request: Request, state: State, review_id: str) -> Response:
    """The review as it was signed."""
    signed = state.desk.archive.review(review_id)
    draft = signed.draft
    language = language_of(request)
    source_ids = source_ids_of(state.desk, draft)
    next_month = {"project": draft.project, "month": _after(draft.month)}
    return render(
        request,
        "review",
        {
            "review_id": review_id,
            "project": draft.project,
            "month": draft.month,
            "content_lang": "zh-CN" if draft.language == "zh" else "en",
            "imported": signed.imported,
            "signed_by": signed.signed_by,
            "signed_at": signed.signed_at,
            "follow_up": _actions(signed),
            "sections": _sections(signed, Citations(draft.cited, source_ids, language), language),
            "next_address": f"/?{urlencode(next_month)}",
        },
    )


@router.get("/reviews/{review_id}/download")
def download_review(state: State, review_id: str, format: str = "md") -> Response:  # noqa: A002
    """The signed review as Markdown or as the `fupan.review/1` document."""
    signed = state.desk.archive.review(review_id)
    name = f"{signed.draft.project}-{signed.draft.month}"
    if format == "json":
        content = document_text(review_document(signed))
        return download(content, f"{name}.json", "application/json")
    if format == "md":
        return download(review_markdown(signed), f"{name}.md", "text/markdown")
    raise InvalidRequest(
        zh="下载格式只有 md 和 json 两种。", en="The formats to download are md and json."
    )


def _actions(signed: SignedReview) -> list[dict[str, str]]:
    return [
        {
            "text": action.action,
            "owner": action.owner,
            "due": action.due or action.due_raw,
            "answer": action.answer,
            "note": action.note,
        }
        for action in signed.follow_up
    ]


def _sections(
    signed: SignedReview, citations: Citations, language: Language
) -> list[dict[str, object]]:
    numbers = item_numbers(signed.items)

    def entry(item: Item) -> dict[str, object]:
        return {
            "id": item.id,
            "kind": text(f"kind.{item.kind}", language),
            "text": item.text,
            "claim": item.claim,
            "fields": field_views(item, language, numbers),
            "evidence": citations.of(item.evidence),
        }

    return [
        {
            "key": key,
            "title": SECTION_TITLES[language][key],
            "numeral": NUMERALS[key],
            "entries": [entry(item) for item in signed.items if item.section == key],
        }
        for key in SECTIONS
    ]


def _after(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _handed_in_text(form: Form) -> str:
    uploads = form.uploads("file")
    if not uploads:
        return form.text("text")
    if b"\x00" in uploads[0].data and not uploads[0].data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BinaryInput(
            zh=f"{uploads[0].name} 不是文本文件。请上传 Markdown 或纯文本。",
            en=f"{uploads[0].name} is not a text. Upload Markdown or plain text.",
        )
    return read_source(uploads[0].data, uploads[0].name).text


def _import_page(request: Request, form: Form, problem: str = "") -> Response:
    names = ("project", "month", "text", "confirmed_by")
    values = {"problem": problem, "form": {name: form.text(name) for name in names}}
    return render(request, "import", values, status=422 if problem else 200)
