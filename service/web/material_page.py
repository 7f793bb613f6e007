"""The material of a month: what was handed in, how it was read, and a form to hand in more."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import SourceEntry
from service.errors import InputError, Language
from service.web.citations import source_words
from service.web.forms import Form, Sent
from service.web.handing_in import FIELDS, things_of
from service.web.intake_page import intake_address
from service.web.reading_words import read_as_words
from service.web.rendering import language_of, render
from service.web.state import PageState, State
from service.web.texts import text

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One source of the month in words."""

    id: str
    name: str
    read_as: str
    holds: str
    warnings: str
    refused: str
    copy: bool


@router.get("/material")
def show_material(request: Request, state: State, project: str = "", month: str = "") -> Response:
    """The sources of one month; without a project and month, those that have any."""
    return _page(request, state, Form({"project": [project], "month": [month]}, {}))


@router.post("/material")
def hand_in(request: Request, state: State, form: Sent) -> Response:
    """Take what is handed in and show it being read; whatever is wrong comes back on the form."""
    try:
        intake = state.desk.begin_intake(form.text("project"), form.text("month"), things_of(form))
    except InputError as error:
        return _page(request, state, form, error.message(language_of(request)))
    return RedirectResponse(intake_address(intake), status_code=303)


def material_address(project: str, month: str) -> str:
    """The page of a month's material."""
    return f"/material?{urlencode({'project': project, 'month': month})}"


def _page(request: Request, state: PageState, form: Form, problem: str = "") -> Response:
    language = language_of(request)
    project, month = form.text("project").strip(), form.text("month").strip()
    archive = state.desk.archive
    chosen = bool(project and month)
    entries = archive.sources(project, month) if chosen else ()
    reading = [
        source_words(name, language) or text("intake.paste", language)
        for name in (archive.intakes.being_read(project, month) if chosen else ())
    ]
    return render(
        request,
        "material",
        {
            "project": project,
            "month": month,
            "chosen": chosen,
            "rows": [_row(entry, language) for entry in entries],
            "reading": text("list.separator", language).join(reading),
            "months": archive.months_with_sources(),
            "project_names": archive.projects(),
            "problems": (problem,) if problem else (),
            "form": {name: form.text(name) for name in FIELDS},
        },
        status=422 if problem else 200,
    )


def _row(entry: SourceEntry, language: Language) -> Row:
    source = entry.source
    holds = [text("material.sentences", language, count=f"{entry.sentences:,}")]
    if entry.tickets:
        holds.insert(0, text("material.tickets", language, count=f"{entry.tickets:,}"))
    warnings, refused = len(source.report.warnings), len(source.report.refused)
    return Row(
        id=entry.id,
        name=source_words(source.name, language),
        read_as=read_as_words(source, language),
        holds=text("list.separator", language).join(holds),
        warnings=text("material.warnings", language, count=warnings) if warnings else "",
        refused=text("material.refused", language, count=refused) if refused else "",
        copy=entry.copy_of is not None,
    )
