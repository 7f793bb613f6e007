"""Handing in a draft to be critiqued, and the drafts that were critiqued lately."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.desk import HandedIn, NewDraft
from service.errors import EmptyInput, InputError
from service.web.forms import Form, Sent
from service.web.handing_in import ENCODINGS
from service.web.rendering import language_of, render
from service.web.state import PageState, State

router = APIRouter()
_FIELDS = ("text", "sources", "project", "month", "encoding")
_LISTED = 12


@router.get("/critique")
def show_form(request: Request, state: State, project: str = "", month: str = "") -> Response:
    """The empty form, or one that begins with a project and month."""
    return _page(request, state, Form({"project": [project], "month": [month]}, {}))


@router.post("/critique")
def begin(request: Request, state: State, form: Sent) -> Response:
    """Critique the draft, keep it, and lead to its page; whatever is wrong comes back on the form."""
    try:
        stored, _ = state.desk.critiques.begin(_draft(form))
    except InputError as error:
        return _page(request, state, form, problem=error.message(language_of(request)))
    return RedirectResponse(f"/critiques/{stored.id}", status_code=303)


def _draft(form: Form) -> NewDraft:
    files = form.uploads("file")
    if form.text("text").strip():
        handed = HandedIn.paste(form.text("text"))
    elif files:
        handed = HandedIn(files[0].data, files[0].name, form.text("encoding") or None)
    else:
        raise EmptyInput(
            zh="请贴上草稿全文，或上传一份文件。", en="Paste the draft, or upload a file of it."
        )
    given: dict[str, Any] = {}
    if form.text("sources").strip():
        given["sources"] = [HandedIn.paste(form.text("sources")).data.decode()]
    return NewDraft(handed, form.text("project"), form.text("month"), given=given)


def _page(request: Request, state: PageState, form: Form, *, problem: str = "") -> Response:
    archive = state.desk.archive
    values = {
        "form": {name: form.text(name) for name in _FIELDS},
        "problem": problem,
        "files_lost": bool(problem and form.uploads("file")),
        "encodings": ENCODINGS,
        "project_names": archive.projects(),
        "latest": archive.critiques.latest(_LISTED),
    }
    return render(request, "critique", values, status=422 if problem else 200)
