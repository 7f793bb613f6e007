"""Critiques: what is vague in a draft somebody wrote."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from service import __version__
from service.api.published import document_response
from service.api.requests import CritiqueSent
from service.api.state import TheDesk, last_review
from service.critique import Critique
from service.documents import finding_document
from service.review import SEVERITIES

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
    document = _report(sent.text, found)
    critique_id = desk.archive.save_critique(document)
    headers = {"Location": f"/api/v1/critiques/{critique_id}"}
    return JSONResponse(document, status_code=201, headers=headers)


@router.get("/critiques/{critique_id}", responses={200: _REPORT})
def read_critique(desk: TheDesk, critique_id: str) -> Response:
    """A report as it was answered, a `fupan.critique/1` document."""
    return JSONResponse(desk.archive.critique(critique_id))


def _report(text: str, found: Critique) -> dict[str, Any]:
    counts = Counter(one.severity for one in found.findings if one.suppressed is None)
    return {
        "schema": "fupan.critique/1",
        "engine": {"version": __version__, "rules_hash": found.rules_hash, "mode": "rules"},
        "result": {
            "documents": [
                {
                    "path": "paste:1",
                    "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
                    "language": found.language,
                    "counts": {
                        **{severity: counts[severity] for severity in SEVERITIES},
                        "suppressed": found.suppressed,
                    },
                    "findings": [finding_document(finding) for finding in found.findings],
                }
            ]
        },
    }
