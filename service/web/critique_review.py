"""The page of a critique: the marked text with its cards, decisions, edits in place, the mended text."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import DecisionOnFinding, FindingDecision, StoredCritique, WaiverGround
from service.desk.kept_findings import finding_of, text_of
from service.errors import (
    DecisionRefused,
    InputError,
    InvalidRequest,
)
from service.web.critique_cards import Typed
from service.web.critique_filter import Filter
from service.web.critique_view import Asked, CritiqueView
from service.web.downloads import download
from service.web.forms import LONGEST_NAME, Form, Sent, remember_name, remembered_name
from service.web.rendering import language_of, render
from service.web.state import PageState, State

router = APIRouter()
_ACTIONS: dict[str, DecisionOnFinding] = {"accept": "accept", "waive": "waive", "reopen": "reopen"}
_GROUNDS: dict[str, WaiverGround] = {
    "has_evidence": "has_evidence",
    "not_applicable": "not_applicable",
    "other": "other",
}


@router.get("/critiques/{critique_id}")
def show_critique(
    request: Request,
    state: State,
    critique_id: str,
    part: str = "",
    opened: str = "",
    edited: str = "",
    fill: str = "",
) -> Response:
    """The text with its findings beside it, a part at a time."""
    asked = Asked(
        Filter.read(request.url.query), _number(part), opened, _number(edited), bool(fill)
    )
    return _page(request, state, state.desk.critiques.get(critique_id), asked)


@router.get("/critiques/{critique_id}/findings/{fingerprint}")
def show_finding(
    request: Request, state: State, critique_id: str, fingerprint: str, fill: str = ""
) -> Response:
    """One finding with its card open, and the counts of the whole."""
    asked = Asked(Filter.read(request.url.query), opened=fingerprint, fill=bool(fill))
    return _page(request, state, state.desk.critiques.get(critique_id), asked, alone=fingerprint)


@router.post("/critiques/{critique_id}/decisions")
def decide(request: Request, state: State, critique_id: str, form: Sent) -> Response:
    """Record a word on one finding and come back to its card; a refusal keeps what was typed."""
    fingerprint = form.text("fingerprint")
    by = form.text("by").strip()[:LONGEST_NAME] or remembered_name(request)
    alone = fingerprint if form.text("back") == "finding" else ""
    try:
        action = _ACTIONS.get(form.text("action"))
        if action is None:
            raise InvalidRequest(zh="没有这种决定。", en="There is no such decision.")
        ground = _GROUNDS.get(form.text("ground"))
        decision = FindingDecision(fingerprint, action, ground, form.text("reason"), by)
        state.desk.critiques.decide(critique_id, decision)
    except (DecisionRefused, InputError) as error:
        typed = _typed(form, "waive", error.message(language_of(request)))
        stored = state.desk.critiques.get(critique_id)
        asked = Asked(Filter.read(form.text("filter")))
        status = 409 if isinstance(error, DecisionRefused) else 422
        return _page(request, state, stored, asked, typed=typed, status=status, alone=alone)
    if alone:
        query = Filter.read(form.text("filter")).query
        address = f"/critiques/{critique_id}/findings/{fingerprint}?{query}"
        response = RedirectResponse(address, status_code=303)
    else:
        response = _back(critique_id, form, opened=fingerprint)
    if by:
        remember_name(response, by)
    return response


@router.post("/critiques/{critique_id}/edits")
def edit(request: Request, state: State, critique_id: str, form: Sent) -> Response:
    """Put the new words in the place of the sentence and critique the text again; what cannot be saved
    is shown again with the words that were typed."""
    fingerprint = form.text("fingerprint")
    try:
        edited = state.desk.critiques.edit(
            critique_id,
            _number(form.text("version")),
            form.text("text"),
            fingerprint=fingerprint,
            span=_span(form),
        )
    except (DecisionRefused, InputError) as error:
        typed = _typed(form, "edit", error.message(language_of(request)))
        stored = state.desk.critiques.get(critique_id)
        asked = Asked(Filter.read(form.text("filter")))
        status = 409 if isinstance(error, DecisionRefused) else 422
        return _page(request, state, stored, asked, typed=typed, status=status)
    if edited.edit.before == edited.edit.after:
        return _back(critique_id, form, opened=fingerprint)
    return _back(critique_id, form, edited=str(edited.critique.current.version))


@router.get("/critiques/{critique_id}/download")
def download_text(state: State, critique_id: str) -> Response:
    """The mended text as Markdown."""
    stored = state.desk.critiques.get(critique_id)
    stem = (stored.name or f"{stored.project} {stored.month}").rpartition("/")[2].strip()
    stem = stem.rpartition(".")[0] or stem or "draft"
    name = f"{stem}-v{stored.current.version}.md"
    return download(text_of(stored.current), name, "text/markdown")


def _back(critique_id: str, form: Form, *, opened: str = "", edited: str = "") -> RedirectResponse:
    asked = {"opened": opened, "edited": edited}
    query = "&".join(
        part
        for part in (
            Filter.read(form.text("filter")).query,
            urlencode({name: value for name, value in asked.items() if value}),
        )
        if part
    )
    anchor = "edited" if edited else f"card-{opened}"
    return RedirectResponse(f"/critiques/{critique_id}?{query}#{anchor}", status_code=303)


def _typed(form: Form, kind: str, message: str) -> Typed:
    return Typed(
        form.text("fingerprint"),
        kind,
        message,
        form.text("text"),
        form.text("ground"),
        form.text("reason"),
        form.text("by"),
    )


def _span(form: Form) -> tuple[int, int] | None:
    """What an undone edit puts back: its own place, which is no finding's."""
    if not form.text("end"):
        return None
    return _number(form.text("start")), _number(form.text("end"))


def _number(raw: str) -> int:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 8 else 0


def _page(
    request: Request,
    state: PageState,
    stored: StoredCritique,
    asked: Asked,
    *,
    typed: Typed | None = None,
    status: int = 200,
    alone: str = "",
) -> Response:
    view = CritiqueView(state.desk, stored, asked, language_of(request), typed)
    query = asked.filter.query
    values = {
        "view": view,
        "address": f"/critiques/{stored.id}",
        "query": query,
        "joined": f"?{query}&" if query else "?",
        "text_version": stored.current.version,
        "content_lang": "zh-CN" if stored.language == "zh" else "en",
        "reviewer": remembered_name(request),
        "fill": asked.fill,
    }
    if alone and alone in view.numbers:
        values["card"] = view.card(finding_of(stored, alone), is_open=True)
        return render(request, "critique_finding", values, status=status)
    if alone and typed is None:
        finding_of(stored, alone)  # says that it is gone
    return render(request, "critique_review", values, status=status)
