"""Critiques: what is vague in a draft somebody wrote."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from service.api.published import document_response
from service.api.requests import CritiqueSent
from service.api.state import TheDesk, last_review
from service.critique import document_of, report

router = APIRouter(tags=["critiques"])
_REPORT = document_response("critique", "The report")


@router.post("/critiques", status_code=201, responses={201: _REPORT})
def critique(desk: TheDesk, sent: CritiqueSent) -> Response:
    """Critique a text. The report is kept, the text is not; `Location` is the report's address."""
    found = desk.critique(
        sent.text,
        language=sent.language,
        sources=sent.sources,
        last_review=last_review(desk, sent.last_month),
    )
    document = report([document_of("paste:1", sent.text.encode(), found)], found.rules_hash)
    critique_id = desk.archive.save_critique(document)
    headers = {"Location": f"/api/v1/critiques/{critique_id}"}
    return JSONResponse(document, status_code=201, headers=headers)


@router.get("/critiques/{critique_id}", responses={200: _REPORT})
def read_critique(desk: TheDesk, critique_id: str) -> Response:
    """A report as it was answered, a `fupan.critique/1` document."""
    return JSONResponse(desk.archive.critique(critique_id))
