"""What a person does to a source: have it read again in another way, say what it holds, delete it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import Intake
from service.errors import DecisionRefused, InputError, InvalidRequest
from service.review import FORMS
from service.review import Form as SourceForm
from service.web.forms import Form, Sent
from service.web.intake_page import intake_address
from service.web.material_page import material_address
from service.web.rendering import language_of
from service.web.source_page import source_page
from service.web.state import PageState, State

router = APIRouter()


@router.post("/sources/{source_id}/reading")
def read_again(request: Request, state: State, source_id: str, form: Sent) -> Response:
    """Read the source as what the form says, from the bytes that are here."""

    def begin() -> Intake:
        choices = replace(
            state.desk.choices(source_id),
            form=_form_of(form.text("form")),
            encoding=form.text("encoding") or None,
        )
        return state.desk.reread(source_id, choices)

    return _read_again(request, state, source_id, form, begin)


@router.post("/sources/{source_id}/mapping")
def map_columns(request: Request, state: State, source_id: str, form: Sent) -> Response:
    """Say what the columns and states of a table mean; it is read again and remembered."""
    columns = dict(zip(form.all("title"), form.all("field"), strict=False))
    states = dict(zip(form.all("state"), form.all("meaning"), strict=False))
    chosen = {word: meaning for word, meaning in states.items() if meaning}
    return _read_again(
        request,
        state,
        source_id,
        form,
        lambda: state.desk.confirm_mapping(source_id, columns, chosen),
    )


@router.post("/sources/{source_id}/speakers")
def name_speakers(request: Request, state: State, source_id: str, form: Sent) -> Response:
    """Say who the speakers of a transcript are; a blank leaves one unknown."""
    named = zip(form.all("label"), form.all("person"), strict=False)
    speakers = {label: person.strip() for label, person in named if person.strip()}

    def begin() -> Intake:
        choices = replace(state.desk.choices(source_id), speakers=speakers)
        return state.desk.reread(source_id, choices)

    return _read_again(request, state, source_id, form, begin)


@router.post("/sources/{source_id}/delete")
def delete_source(state: State, source_id: str) -> Response:
    """Delete the source with all that can be found of it."""
    entry = state.desk.delete_source(source_id)
    return RedirectResponse(material_address(entry.project, entry.month), status_code=303)


def _read_again(
    request: Request, state: PageState, source_id: str, form: Form, begin: Callable[[], Intake]
) -> Response:
    """Begin a reading, which is waited for a while. What is wrong is said on the page of the source."""
    try:
        intake = begin()
    except (InputError, DecisionRefused) as error:
        problem = error.message(language_of(request))
    else:
        if not intake.over:
            return RedirectResponse(intake_address(intake), status_code=303)
        thing = intake.things[0]
        if thing.state == "stored":
            return RedirectResponse(f"/sources/{source_id}", status_code=303)
        problem = thing.zh if language_of(request) == "zh" else thing.en
    stored = state.desk.archive.source(source_id)
    return source_page(request, state, stored, sent=form, problem=problem)


def _form_of(raw: str) -> SourceForm | None:
    """The form that was chosen, None for "recognise it". Raises InvalidRequest for another word."""
    if not raw:
        return None
    for form in FORMS:
        if raw == form:
            return form
    raise InvalidRequest(
        zh=f"没有“{raw}”这种读法。请从列表中选择。",
        en=f"There is no form {raw!r}. Choose one of the list.",
    )
