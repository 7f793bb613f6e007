"""Search in what was handed in: one project at a time, its sources and its signed reviews."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.desk import FoundPassage
from service.errors import InputError, Language
from service.web.citations import source_words
from service.web.rendering import language_of, render
from service.web.state import State
from service.web.texts import text

router = APIRouter()


@dataclass(frozen=True, slots=True)
class HitView:
    """One passage: the words before, of and after the line that answers, and where it stands."""

    before: str
    text: str
    after: str
    source: str
    month: str
    address: str


@router.get("/search")
def search(
    request: Request, state: State, project: str = "", q: str = "", month: str = ""
) -> Response:
    """The form, and what was found for it."""
    language = language_of(request)
    problem: str = ""
    found: list[HitView] = []
    if q.strip():
        try:
            answer = state.desk.search(project, q, month=month.strip() or None)
        except InputError as error:
            problem = error.message(language)
        else:
            found = [_hit(one, language) for one in answer.passages]
    return render(
        request,
        "search",
        {
            "project": project,
            "q": q,
            "month": month,
            "projects": state.desk.archive.projects(),
            "problem": problem,
            "asked": bool(q.strip()) and not problem,
            "found": found,
        },
        status=422 if problem else 200,
    )


def _hit(found: FoundPassage, language: Language) -> HitView:
    review = found.kind == "review"
    place = f"?{urlencode({'sentence': found.sentence})}#cited" if found.sentence else ""
    return HitView(
        before=found.text[: found.start],
        text=found.text[found.start : found.end],
        after=found.text[found.end :],
        source=text("search.review", language) if review else source_words(found.name, language),
        month=found.month,
        address=f"/reviews/{found.id}" if review else f"/sources/{found.id}{place}",
    )
