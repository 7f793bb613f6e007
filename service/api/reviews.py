"""Signed reviews: read them, and load one that was written before."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from service.api.answers import ReviewLine, ReviewStored
from service.api.published import document_response
from service.api.requests import ReviewSent
from service.api.state import TheDesk
from service.documents import review_document
from service.export.markdown import review_markdown

router = APIRouter(tags=["reviews"])
Format = Annotated[Literal["json", "md"], Query(alias="format")]


@router.get("/reviews")
def list_reviews(desk: TheDesk, project: str | None = None) -> list[ReviewLine]:
    """All signed reviews, newest first."""
    return [ReviewLine.of(summary) for summary in desk.archive.reviews(project)]


@router.post("/reviews", status_code=201)
def import_review(desk: TheDesk, sent: ReviewSent, response: Response) -> ReviewStored:
    """Load a review that was written before; the person who confirms it is kept with it."""
    review_id = desk.import_review(
        sent.text, project=sent.project, month=sent.month, confirmed_by=sent.confirmed_by
    )
    response.headers["Location"] = f"/api/v1/reviews/{review_id}"
    return ReviewStored(id=review_id)


@router.get(
    "/reviews/{review_id}", responses={200: document_response("review", "The signed review")}
)
def read_review(desk: TheDesk, review_id: str, shape: Format = "json") -> Response:
    """The signed review as a `fupan.review/1` document, or as Markdown with `format=md`."""
    signed = desk.archive.review(review_id)
    if shape == "md":
        return Response(review_markdown(signed), media_type="text/markdown")
    return JSONResponse(review_document(signed))
