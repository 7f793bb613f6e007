"""Sources: hand in texts and files, and read back what was made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response

from service.api.answers import Both, SourceAnswer, SourcesAnswer
from service.api.intake_answers import IntakeAnswer, MappingAnswer, SourceDeleted
from service.api.requests import ReadingSent, TextSource
from service.api.state import TheDesk
from service.archive.records import Intake
from service.desk import HandedIn, checked_month, checked_project
from service.errors import InvalidRequest
from service.intake.tables.mapping import FIELDS

router = APIRouter(tags=["sources"])
_MOST_FILES = 500
_LONGEST_FIELD = 64 * 1024 * 1024  # the gate's limit on the whole body is far below this

_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": TextSource.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["project", "month", "files"],
                "properties": {
                    "project": {"type": "string"},
                    "month": {"type": "string"},
                    "encoding": {"type": "string", "description": "Default: recognised"},
                    "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                },
            }
        },
    },
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What a request hands in, whichever form its body has."""

    project: str
    month: str
    things: tuple[HandedIn, ...]


async def read_submission(request: Request) -> Submission:
    """The submission in the body: JSON with a text, or a form with files."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        sent = _text_source(await request.body())
        return Submission(sent.project, sent.month, (HandedIn.paste(sent.text, sent.name),))
    if kind == "multipart/form-data":
        limits = {"max_files": _MOST_FILES, "max_part_size": _LONGEST_FIELD}
        async with request.form(**limits) as form:
            return await _of_form(form)
    raise InvalidRequest(
        zh="请以 application/json（文字）或 multipart/form-data（文件）提交。",
        en="Send application/json with a text, or multipart/form-data with files.",
    )


Handed = Annotated[Submission, Depends(read_submission)]


@router.post(
    "/sources",
    status_code=201,
    response_model=SourcesAnswer,
    responses={
        200: {"model": SourcesAnswer, "description": "All of it was here before"},
        202: {"model": IntakeAnswer, "description": "Stored, and still being read"},
    },
    openapi_extra={"requestBody": _BODY},
)
def hand_in(
    desk: TheDesk, handed: Handed, prefer: Annotated[str, Header()] = ""
) -> SourcesAnswer | Response:
    """Store a text or files as sources of a month.

    Files that cannot be read are listed under `refused` beside those that were stored; when nothing
    could be stored the first refusal is the answer. What was here before is marked `duplicate`. What
    takes longer than some seconds, or with `Prefer: respond-async` everything, is answered by 202 with
    the intake, whose address is `Location`.
    """
    if "respond-async" in prefer.lower():
        return _still_read(desk.begin_intake(handed.project, handed.month, handed.things))
    receipt = desk.hand_in(handed.project, handed.month, handed.things)
    if receipt.waiting:
        return _still_read(desk.intake(receipt.intake_id))
    if not receipt.here:
        raise receipt.reason()
    answer = SourcesAnswer.of(receipt)
    if receipt.stored:
        return answer
    return JSONResponse(answer.model_dump(), status_code=200)


def _still_read(intake: Intake) -> Response:
    headers = {"Location": f"/api/v1/intakes/{intake.id}"}
    answer = IntakeAnswer.of(intake).model_dump()
    return JSONResponse(answer, status_code=202, headers=headers)


@router.get("/sources")
def list_sources(desk: TheDesk, project: str, month: str) -> list[SourceAnswer]:
    """The sources of one month of one project, in the order they came."""
    found = desk.archive.sources(checked_project(project), checked_month(month))
    return [SourceAnswer.of(stored) for stored in found]


@router.get("/sources/{source_id}")
def read_source(desk: TheDesk, source_id: str) -> SourceAnswer:
    """One source."""
    return SourceAnswer.of(desk.archive.source_entry(source_id))


@router.delete("/sources/{source_id}")
def delete_source(desk: TheDesk, source_id: str) -> SourceDeleted:
    """Remove a source with its passages and vectors. Drafts and signed reviews stay as they are."""
    return SourceDeleted.of(desk.delete_source(source_id))


@router.get("/sources/{source_id}/mapping")
def read_mapping(desk: TheDesk, source_id: str) -> MappingAnswer:
    """What the columns and state words of a table seem to mean, to be corrected and sent back."""
    labels = {field: Both(zh=label.zh, en=label.en) for field, label in FIELDS.items()}
    return MappingAnswer.of(desk.preview(source_id), labels)


@router.put(
    "/sources/{source_id}/reading",
    response_model=SourceAnswer,
    responses={202: {"model": IntakeAnswer, "description": "Still being read"}},
)
def read_again(desk: TheDesk, source_id: str, sent: ReadingSent) -> SourceAnswer | Response:
    """Read a stored source again as a person says, without handing it in anew.

    Its id stays. When it cannot be read like that, the earlier reading stays and the reason is the
    answer.
    """
    choices = sent.choices()
    if sent.remember and (sent.columns or sent.states):
        desk.remember(source_id, sent.columns, sent.states)
    intake = desk.reread(source_id, choices)
    if not intake.over:
        return _still_read(intake)
    receipt = desk.receipt(intake)
    if not receipt.here:
        raise receipt.reason()
    return SourceAnswer.of(receipt.here[0])


def _text_source(body: bytes) -> TextSource:
    try:
        return TextSource.model_validate(json.loads(body))
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


async def _of_form(form: FormData) -> Submission:
    encoding = _text(form, "encoding") or None
    things = []
    for field, value in form.multi_items():
        if isinstance(value, UploadFile):
            things.append(HandedIn(await value.read(), value.filename or "file", encoding))
        elif field == "text" and value.strip():
            things.append(HandedIn.paste(value))
    return Submission(_text(form, "project"), _text(form, "month"), tuple(things))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
