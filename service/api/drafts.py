"""Drafts: ask for one, follow its run, decide on it, sign it off."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query
from starlette.responses import JSONResponse, Response

from service.api.answers import DecisionsAnswer, DraftLine, ReviewStored, RunAnswer
from service.api.published import document_response
from service.api.requests import DecisionSent, DraftRequest, SignOffSent
from service.api.state import TheDesk, last_review_id
from service.archive.records import Run
from service.desk import Desk, HandedIn
from service.documents import draft_document
from service.errors import FupanError
from service.export.markdown import draft_markdown

router = APIRouter(tags=["drafts"])
LONGEST_WAIT = 60.0
"""Seconds a request that waits is kept; after that it is answered like one that does not."""

Format = Annotated[Literal["json", "md"], Query(alias="format")]


@router.post(
    "/drafts",
    status_code=202,
    response_model=RunAnswer,
    responses={201: document_response("draft", "The draft, when the request waited for it")},
)
def request_draft(
    desk: TheDesk,
    sent: DraftRequest,
    wait: bool = False,
    prefer: Annotated[str, Header()] = "",
) -> Response:
    """Ask for a draft. Answers 202 with the run; with `wait=true` or `Prefer: wait` the draft."""
    source_ids = sent.sources
    if sent.texts is not None:
        pastes = [HandedIn.paste(text) for text in sent.texts]
        receipt = desk.hand_in(sent.project, sent.month, pastes, patience=LONGEST_WAIT)
        if receipt.refused or len(receipt.here) < len(pastes):
            raise receipt.reason()
        source_ids = [*(source_ids or ()), *(stored.id for stored in receipt.here)]
    run = desk.request_draft(
        sent.project,
        sent.month,
        language=sent.language,
        source_ids=source_ids,
        last_review_id=last_review_id(desk, sent.last_month),
    )
    if wait or prefer.strip().lower().startswith("wait"):
        run = desk.runs.wait(run.id, LONGEST_WAIT)
    return _answer(desk, run)


@router.get("/runs/{run_id}")
def read_run(desk: TheDesk, run_id: str) -> RunAnswer:
    """A requested draft: its state, its step, and the draft's id once it is done."""
    return RunAnswer.of(desk.archive.run(run_id))


@router.get("/drafts")
def list_drafts(desk: TheDesk, project: str | None = None) -> list[DraftLine]:
    """All drafts, newest first."""
    return [DraftLine.of(summary) for summary in desk.archive.drafts(project)]


@router.get("/drafts/{draft_id}", responses={200: document_response("draft", "The draft")})
def read_draft(desk: TheDesk, draft_id: str, shape: Format = "json") -> Response:
    """The draft as a `fupan.draft/1` document, or as Markdown with `format=md`."""
    draft = desk.archive.draft(draft_id).draft
    if shape == "md":
        return Response(draft_markdown(draft).text, media_type="text/markdown")
    return JSONResponse(draft_document(draft))


@router.get("/drafts/{draft_id}/decisions")
def list_decisions(desk: TheDesk, draft_id: str) -> DecisionsAnswer:
    """Every decision on a draft, oldest first."""
    return DecisionsAnswer.of(desk.archive.draft(draft_id))


@router.post("/drafts/{draft_id}/decisions", status_code=201)
def decide(desk: TheDesk, draft_id: str, sent: DecisionSent) -> DecisionsAnswer:
    """Record a person's word on one item or one of last month's actions."""
    stored = desk.decide(
        draft_id,
        sent.target,
        sent.action,
        by=sent.by,
        text=sent.text,
        answer=sent.answer,
        reason=sent.reason,
    )
    return DecisionsAnswer.of(stored)


@router.post("/drafts/{draft_id}/sign-off", status_code=201)
def sign_off(desk: TheDesk, draft_id: str, sent: SignOffSent, response: Response) -> ReviewStored:
    """Sign the draft off by a named person; `accept_rest` accepts what nobody decided on."""
    review_id = desk.sign(draft_id, signed_by=sent.signed_by, accept_rest=sent.accept_rest)
    response.headers["Location"] = f"/api/v1/reviews/{review_id}"
    return ReviewStored(id=review_id)


def _answer(desk: Desk, run: Run) -> Response:
    if run.state == "failed":
        raise FupanError(zh=run.error_zh, en=run.error_en)
    if run.state == "done" and run.draft_id:
        document: dict[str, Any] = draft_document(desk.archive.draft(run.draft_id).draft)
        headers = {"Location": f"/api/v1/drafts/{run.draft_id}"}
        return JSONResponse(document, status_code=201, headers=headers)
    headers = {"Location": f"/api/v1/runs/{run.id}"}
    return JSONResponse(RunAnswer.of(run).model_dump(), status_code=202, headers=headers)
