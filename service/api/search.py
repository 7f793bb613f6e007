"""Search over everything handed in and signed of one project."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from knowledge.passages import PassageKind
from service.api.state import TheDesk
from service.desk import Found, FoundPassage

router = APIRouter(tags=["search"])


class PassageAnswer(BaseModel):
    """A piece of a source or of a signed review that may answer."""

    kind: PassageKind
    id: str = Field(description="Id of the source or the signed review")
    name: str = Field(description="Name of the source, empty for a review")
    month: str
    text: str
    start: int = Field(description="The line that says most: text[start:end], in code points")
    end: int
    line: int = Field(description="Where the piece begins in its source, from 1; 0 without lines")
    sentence: str = Field(description="Id of the sentence the piece begins with, or empty")
    place: dict[str, Any]
    score: float = Field(description="Orders the passages of this answer only")
    share: float = Field(description="Part of the question that the passage says, 0 to 1")

    @classmethod
    def of(cls, found: FoundPassage) -> PassageAnswer:
        """The answer for a passage of the desk."""
        return cls(
            kind=found.kind,
            id=found.id,
            name=found.name,
            month=found.month,
            text=found.text,
            start=found.start,
            end=found.end,
            line=found.line,
            sentence=found.sentence,
            place=dict(found.place),
            score=found.score,
            share=found.share,
        )


class SearchAnswer(BaseModel):
    """What was found, best first; an empty list when nothing answers."""

    project: str
    query: str
    passages: list[PassageAnswer]

    @classmethod
    def of(cls, found: Found) -> SearchAnswer:
        """The answer for what the desk found."""
        return cls(
            project=found.project,
            query=found.query,
            passages=[PassageAnswer.of(passage) for passage in found.passages],
        )


@router.get("/search")
def search(
    desk: TheDesk,
    project: str,
    q: Annotated[str, Query(description="Words, a name, a day / 词、人名、日期")],
    month: Annotated[str | None, Query(description="YYYY-MM")] = None,
    kind: PassageKind | None = None,
    k: int = 10,
) -> SearchAnswer:
    """Passages of the project's sources and signed reviews that may answer the question."""
    return SearchAnswer.of(desk.search(project, q, month=month, kind=kind, k=k))
