"""What the API is given by the composition root, and what its routes share."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from service.desk import Desk
from service.documents import review_from_document
from service.review import SignedReview


def the_desk(request: Request) -> Desk:
    """The desk that `create_app` put on the app."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]


def last_review_id(desk: Desk, sent: str | dict[str, Any] | None) -> str | None:
    """The id of last month's review that a request names or holds; None when it does neither.

    Raises NotFound for an unknown id, InvalidReview for a document that is none.
    """
    if isinstance(sent, dict):
        return desk.keep_review(review_from_document(sent))
    if sent is not None:
        desk.archive.review(sent)
    return sent


def last_review(desk: Desk, sent: str | dict[str, Any] | None) -> SignedReview | None:
    """The review itself, without storing it. Raises like `last_review_id`."""
    if isinstance(sent, dict):
        return review_from_document(sent)
    return desk.archive.review(sent) if sent is not None else None
