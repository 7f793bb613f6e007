"""The review page of a draft: decide item by item, answer last month's actions, sign off."""

from __future__ import annotations

from collections import Counter
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import StoredDraft
from service.desk import Desk
from service.errors import DecisionRefused, InputError, InvalidRequest, Language
from service.export.markdown import draft_markdown
from service.review import Answer, Conflict, DecisionAction, LedgerEntry
from service.web.citations import Citations, source_ids_of, source_words
from service.web.downloads import download
from service.web.draft_view import DraftView, Typed
from service.web.forms import LONGEST_NAME, Form, Sent, remember_name, remembered_name
from service.web.rendering import language_of, render
from service.web.state import State
from service.web.texts import text

router = APIRouter()
_ACTIONS: dict[str, DecisionAction] = {action: action for action in get_args(DecisionAction)}
_ANSWERS: dict[str, Answer] = {answer: answer for answer in get_args(Answer)}


@router.get("/drafts/{draft_id}")
def show_draft(request: Request, state: State, draft_id: str) -> Response:
    """The draft with the state of every item."""
    return _page(request, state.desk, state.desk.archive.draft(draft_id))


@router.get("/drafts/{draft_id}/download")
def download_draft(state: State, draft_id: str) -> Response:
    """The draft as Markdown, with its mark that nobody has signed it."""
    draft = state.desk.archive.draft(draft_id).draft
    name = f"{draft.project}-{draft.month}-draft.md"
    return download(draft_markdown(draft).text, name, "text/markdown")


@router.post("/drafts/{draft_id}/decisions")
def decide(request: Request, state: State, draft_id: str, form: Sent) -> Response:
    """Record one decision and come back to its card; a refusal keeps what was typed."""
    target = form.text("target")
    by = form.text("by").strip() or remembered_name(request)
    try:
        state.desk.decide(
            draft_id,
            target,
            _action(form.text("action")),
            by=by,
            text=form.text("text"),
            answer=_ANSWERS.get(form.text("answer")),
            reason=form.text("reason"),
        )
    except (DecisionRefused, InputError) as error:
        message = error.message(language_of(request))
        typed = Typed(target, form.text("text"), form.text("reason"), message)
        stored = state.desk.archive.draft(draft_id)
        return _page(request, state.desk, stored, typed=typed, status=409)
    response = RedirectResponse(f"/drafts/{draft_id}#item-{target}", status_code=303)
    remember_name(response, by)
    return response


@router.post("/drafts/{draft_id}/reviewer")
def say_who(state: State, draft_id: str, form: Sent) -> Response:
    """Remember in this browser who reviews: every decision is recorded under this name."""
    state.desk.archive.draft(draft_id)
    response = RedirectResponse(f"/drafts/{draft_id}", status_code=303)
    remember_name(response, form.text("by").strip()[:LONGEST_NAME])
    return response


@router.post("/drafts/{draft_id}/sign-off")
def sign(request: Request, state: State, draft_id: str, form: Sent) -> Response:
    """Sign the draft off; what still stands in the way is shown at the form."""
    try:
        review_id = state.desk.sign(
            draft_id,
            signed_by=form.text("signed_by"),
            accept_rest=bool(form.text("accept_rest")),
        )
    except DecisionRefused as error:
        stored = state.desk.archive.draft(draft_id)
        refused = error.message(language_of(request))
        return _page(request, state.desk, stored, sign_form=form, refused=refused, status=409)
    response = RedirectResponse(f"/reviews/{review_id}", status_code=303)
    remember_name(response, form.text("signed_by").strip())
    return response


def _action(raw: str) -> DecisionAction:
    if raw not in _ACTIONS:
        raise InvalidRequest(zh="没有这种决定。", en="There is no such decision.")
    return _ACTIONS[raw]


def _page(
    request: Request,
    desk: Desk,
    stored: StoredDraft,
    *,
    typed: Typed | None = None,
    sign_form: Form | None = None,
    refused: str = "",
    status: int = 200,
) -> Response:
    draft = stored.draft
    language = language_of(request)
    source_ids = source_ids_of(desk, draft)
    view = DraftView(stored, source_ids, language, typed)
    values = {
        "draft_id": stored.id,
        "project": draft.project,
        "month": draft.month,
        "content_lang": "zh-CN" if draft.language == "zh" else "en",
        "writer": draft.writer,
        "signed": stored.review_id,
        "last_review": desk.archive.run(stored.run_id).last_review_id,
        "notices": draft.notices,
        "sections": view.sections,
        "follow_up": view.follow_up,
        "follow_up_progress": view.follow_up_progress,
        "progress": view.progress,
        "conflicts": _conflicts(draft.conflicts, view.citations),
        "ledger": _ledger(draft.ledger, view.numbers, language),
        "ledger_summary": _ledger_summary(draft.ledger, language),
        "sources": _sources(stored, view.citations, language),
        "again": f"/?{urlencode({'project': draft.project, 'month': draft.month})}",
        "reviewer": remembered_name(request),
        "signed_by": sign_form.text("signed_by") if sign_form else remembered_name(request),
        "accept_rest": bool(sign_form and sign_form.text("accept_rest")),
        "sign_refused": refused,
    }
    return render(request, "draft", values, status=status)


def _conflicts(conflicts: tuple[Conflict, ...], citations: Citations) -> list[dict[str, object]]:
    return [
        {
            "about": conflict.about,
            "claims": [
                {"value": claim.value, "evidence": citations.of(claim.evidence)}
                for claim in conflict.claims
            ],
        }
        for conflict in conflicts
    ]


def _ledger(
    ledger: tuple[LedgerEntry, ...], numbers: dict[str, str], language: Language
) -> list[dict[str, object]]:
    return [
        {
            "entry": entry.entry,
            "kind": text(f"ledger.{entry.kind}", language),
            "status": text(f"ledger.{entry.status}", language),
            "members": [
                {"id": item, "number": numbers[item]} for item in entry.items if item in numbers
            ],
            "reason": entry.reason,
        }
        for entry in ledger
    ]


def _ledger_summary(ledger: tuple[LedgerEntry, ...], language: Language) -> str:
    counts = Counter(entry.status for entry in ledger)
    parts = [f"{text(f'ledger.{status}', language)} {count}" for status, count in counts.items()]
    return text("list.separator", language).join(parts)


def _sources(
    stored: StoredDraft, citations: Citations, language: Language
) -> list[dict[str, object]]:
    return [
        {
            "name": source_words(source.name, language),
            "encoding": source.encoding,
            "address": citations.address(source.name, ""),
        }
        for source in stored.draft.sources
    ]
