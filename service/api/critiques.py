"""Critiques: what is vague in a draft somebody wrote, what people decide on it, and the mended text."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, PlainTextResponse, Response

from service.api.critique_answers import CritiqueState, EditAnswer
from service.api.published import document_response
from service.api.requests import CritiqueSent, EditSent, FindingDecisionSent
from service.api.state import TheDesk
from service.archive.records import FindingDecision, StoredCritique
from service.desk import HandedIn, NewDraft
from service.desk.kept_findings import text_of, with_waivers
from service.documents import review_from_document
from service.errors import InvalidRequest, Language

router = APIRouter(tags=["critiques"])
_REPORT = document_response("critique", "The report")
_LONGEST_KEY = 200
_LONGEST_FIELD = 64 * 1024 * 1024  # the gate's limit on the whole body is far below this
_FIELDS = ("project", "month", "language")
_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": CritiqueSent.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "encoding": {"type": "string", "description": "Default: recognised"},
                    **{name: {"type": "string"} for name in _FIELDS},
                },
            }
        },
    },
}


async def read_draft(
    request: Request, idempotency_key: Annotated[str, Header(max_length=_LONGEST_KEY)] = ""
) -> NewDraft:
    """The draft in the body: JSON with a text, or a form with a file."""
    key = idempotency_key.strip() or None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_files=1, max_part_size=_LONGEST_FIELD) as form:
            return await _of_form(form, key)
    sent = _sent(await request.body())
    given: dict[str, Any] = {"sources": sent.sources, "last_month": sent.last_month}
    if isinstance(sent.last_month, dict):
        review_from_document(sent.last_month)
    return NewDraft(
        HandedIn.paste(sent.text, sent.name),
        sent.project,
        sent.month,
        sent.language,
        {name: value for name, value in given.items() if value},
        key,
    )


Draft = Annotated[NewDraft, Depends(read_draft)]


@router.post(
    "/critiques",
    status_code=201,
    responses={
        201: _REPORT,
        200: {**_REPORT, "description": "The same request was here before; its report of now"},
    },
    openapi_extra={"requestBody": _BODY},
)
def critique(desk: TheDesk, draft: Draft) -> Response:
    """Critique a draft: a text, or an uploaded file. Text and report are kept; `Location` is the
    report's address and `ETag` the version.

    With `Idempotency-Key` the same request twice is one critique.
    """
    stored, is_new = desk.critiques.begin(draft)
    return _report(stored, 201 if is_new else 200)


@router.get("/critiques/{critique_id}", responses={200: _REPORT})
def read_critique(desk: TheDesk, critique_id: str) -> Response:
    """The report of the newest version, a `fupan.critique/1` document; waived findings are suppressed."""
    return _report(desk.critiques.get(critique_id), 200)


@router.get("/critiques/{critique_id}/state")
def read_state(desk: TheDesk, critique_id: str) -> CritiqueState:
    """The text, its version, the decisions, and what each section holds."""
    return _state(desk.critiques.get(critique_id))


@router.get(
    "/critiques/{critique_id}/text",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/markdown": {}}}},
)
def read_text(desk: TheDesk, critique_id: str) -> Response:
    """The mended text, as Markdown."""
    stored = desk.critiques.get(critique_id)
    headers = {"ETag": _etag(stored)}
    return Response(text_of(stored.current), media_type="text/markdown", headers=headers)


@router.post("/critiques/{critique_id}/decisions")
def decide(desk: TheDesk, critique_id: str, sent: FindingDecisionSent) -> CritiqueState:
    """Accept or waive a finding of the present text, or take that back. It is stored when this answers;
    the same word twice is kept once."""
    decision = FindingDecision(sent.fingerprint, sent.action, sent.ground, sent.reason, sent.by)
    return _state(desk.critiques.decide(critique_id, decision))


@router.post("/critiques/{critique_id}/edits")
def edit(desk: TheDesk, critique_id: str, sent: EditSent) -> EditAnswer:
    """Put other words in the place of a finding's sentence, and critique the text again.

    409 `version-conflict` when the text was changed since the version that the edit names. The same
    edit of the same version twice is one edit.
    """
    span = (sent.span.start, sent.span.end) if sent.span else None
    edited = desk.critiques.edit(
        critique_id, sent.version, sent.text, fingerprint=sent.fingerprint, span=span
    )
    return EditAnswer.of(edited)


def _state(stored: StoredCritique) -> CritiqueState:
    text_of(stored.current)
    return CritiqueState.of(stored, with_waivers(stored))


def _report(stored: StoredCritique, status: int) -> Response:
    headers = {"Location": f"/api/v1/critiques/{stored.id}", "ETag": _etag(stored)}
    return JSONResponse(with_waivers(stored), status_code=status, headers=headers)


def _etag(stored: StoredCritique) -> str:
    return f'"{stored.current.version}"'


def _sent(body: bytes) -> CritiqueSent:
    try:
        return CritiqueSent.model_validate(json.loads(body))
    except ValidationError as error:
        faults: list[Any] = [
            {**fault, "loc": ("body", *fault["loc"])}
            for fault in error.errors(include_url=False, include_context=False)
        ]
        raise RequestValidationError(faults) from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(
            zh="请求体不是有效的 JSON（UTF-8）。", en="The body is not valid JSON in UTF-8."
        ) from error


async def _of_form(form: FormData, key: str | None) -> NewDraft:
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise InvalidRequest(
            zh="请在 file 里上传一份草稿。", en="Upload the draft in the field `file`."
        )
    name = (file.filename or "file").replace("\\", "/").rpartition("/")[2]
    return NewDraft(
        HandedIn(await file.read(), name, fields.get("encoding") or None),
        fields.get("project", ""),
        fields.get("month", ""),
        _language(fields.get("language", "")),
        {},
        key,
    )


def _language(raw: str) -> Language | None:
    if raw in ("", "zh", "en"):
        return "zh" if raw == "zh" else "en" if raw == "en" else None
    raise InvalidRequest(zh="language 只能是 zh 或 en。", en="`language` may be zh or en.")
