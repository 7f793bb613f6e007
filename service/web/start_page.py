"""The start page: hand in a month, see the projects; and the sample month."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.archive.records import SourceEntry
from service.desk import PASTE, Desk, HandedIn, Receipt
from service.documents import review_from_json
from service.errors import InputError, Language, NotFound
from service.web.citations import source_words
from service.web.forms import Form, Sent
from service.web.handing_in import ENCODINGS, FIELDS, things_of
from service.web.rendering import language_of, render
from service.web.state import PageState, State
from service.web.texts import text

router = APIRouter()
_PATIENCE = 4.0
"""Seconds that a person waits on this page; what takes longer is followed on a page of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One month in a project's list: a signed review, or a draft on its way to one."""

    address: str
    month: str
    review: bool
    imported: bool = False
    signed_by: str = ""
    decided: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project with its months, newest first."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StoredChoice:
    """A source that is here already, to be used again or not."""

    id: str
    name: str
    kind: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was sent back: the messages, what was kept, whether to offer encodings."""

    messages: tuple[str, ...] = ()
    kept: tuple[SourceEntry, ...] = ()
    offer_encoding: bool = False
    files_lost: bool = False
    status: int = 422


@router.get("/")
def start(request: Request, state: State, project: str = "", month: str = "") -> Response:
    """The empty form, or one that begins with a project and month."""
    texts = {"project": [project], "month": [month or _last_month()]}
    return _start_page(request, state, Form(texts, {}))


@router.post("/drafts")
def hand_in(request: Request, state: State, form: Sent) -> Response:
    """Store what was handed in and ask for a draft; whatever is wrong comes back on the form."""
    desk = state.desk
    language = language_of(request)
    try:
        things = things_of(form)
        chosen = form.all("source") if form.text("choose") else None
        last_review_id = _last_review(desk, form)
        receipt = Receipt((), (), ())
        if things or not chosen:
            receipt = desk.hand_in(
                form.text("project"), form.text("month"), things, patience=_PATIENCE
            )
        if receipt.waiting:
            return RedirectResponse(f"/intakes/{receipt.intake_id}", status_code=303)
        if receipt.refused:
            return _start_page(request, state, form, _refused(receipt, form, language))
        ids = None if chosen is None else [*chosen, *(one.id for one in receipt.here)]
        run = desk.request_draft(
            form.text("project"),
            form.text("month"),
            language=_language(form.text("language")),
            source_ids=ids,
            last_review_id=last_review_id,
        )
    except (InputError, NotFound) as error:
        trouble = Trouble((error.message(language),), files_lost=bool(form.uploads("files")))
        return _start_page(request, state, form, trouble)
    return RedirectResponse(f"/runs/{run.id}", status_code=303)


@router.post("/sample")
def try_sample(request: Request, state: State) -> Response:
    """Hand in the made-up month of the page's language and draft it."""
    sample = state.samples.get(language_of(request))
    if sample is None:
        raise NotFound(
            zh="没有安装样例月份。请直接贴上自己的资料。",
            en="No sample month is installed. Paste some material of your own.",
        )
    files = sorted(path for path in sample.folder.rglob("*") if path.is_file())
    things = [
        HandedIn(path.read_bytes(), path.relative_to(sample.folder).as_posix()) for path in files
    ]
    state.desk.hand_in(sample.project, sample.month, things)
    run = state.desk.request_draft(sample.project, sample.month)
    return RedirectResponse(f"/runs/{run.id}", status_code=303)


def _last_review(desk: Desk, form: Form) -> str | None:
    uploads = form.uploads("last_month")
    return desk.keep_review(review_from_json(uploads[0].data)) if uploads else None


def _language(raw: str) -> Language | None:
    if raw == "zh":
        return "zh"
    return "en" if raw == "en" else None


def _refused(receipt: Receipt, form: Form, language: Language) -> Trouble:
    messages = []
    for refused in receipt.refused:
        message = refused.error.message(language)
        key = "refused.file" if refused.name else "refused.paste"
        messages.append(text(key, language, name=refused.name, message=message))
    return Trouble(
        tuple(messages),
        receipt.here,
        offer_encoding=any(one.error.code == "unknown-encoding" for one in receipt.refused),
        files_lost=bool(form.uploads("files")),
    )


def _start_page(
    request: Request, state: PageState, form: Form, trouble: Trouble | None = None
) -> Response:
    language = language_of(request)
    trouble = trouble or Trouble()
    names = [source_words(one.source.name, language) for one in trouble.kept]
    return render(
        request,
        "start",
        {
            "problems": trouble.messages,
            "kept_names": text("list.separator", language).join(names),
            "files_lost": trouble.files_lost,
            "offer_encoding": trouble.offer_encoding,
            "form": {
                name: _unkept(form.text(name), trouble.kept) if name == "text" else form.text(name)
                for name in FIELDS
            },
            "encodings": ENCODINGS,
            "stored": _stored(state.desk, form, language),
            "projects": _projects(state.desk),
            "project_names": state.desk.archive.projects(),
            "sample": language in state.samples,
        },
        status=trouble.status if trouble.messages else 200,
    )


def _unkept(typed: str, kept: tuple[SourceEntry, ...]) -> str:
    """What was typed, unless it has been stored and would only be taken a second time."""
    stored = {one.source.sha256 for one in kept if one.source.name.startswith(PASTE)}
    typed_as = hashlib.sha256(typed.removeprefix("\ufeff").encode("utf-8", "replace")).hexdigest()
    return "" if typed_as in stored else typed


def _stored(desk: Desk, form: Form, language: Language) -> tuple[StoredChoice, ...]:
    project, month = form.text("project").strip(), form.text("month").strip()
    if not (project and month):
        return ()
    picked = set(form.all("source"))
    return tuple(
        StoredChoice(
            one.id,
            source_words(one.source.name, language),
            text(f"source_kind.{one.source.kind}", language),
            chosen=one.id in picked or not form.text("choose"),
        )
        for one in desk.archive.sources(project, month)
    )


def _projects(desk: Desk) -> tuple[ProjectEntry, ...]:
    months: dict[str, list[Entry]] = {}
    for review in desk.archive.reviews():
        months.setdefault(review.project, []).append(
            Entry(
                f"/reviews/{review.id}",
                review.month,
                review=True,
                imported=review.imported,
                signed_by=review.signed_by,
            )
        )
    for draft in desk.archive.drafts():
        if draft.review_id is None:
            entry = Entry(
                f"/drafts/{draft.id}",
                draft.month,
                review=False,
                decided=draft.decided,
                total=draft.total,
            )
            months.setdefault(draft.project, []).append(entry)
    return tuple(
        ProjectEntry(name, tuple(sorted(entries, key=lambda entry: entry.month, reverse=True)))
        for name, entries in sorted(months.items())
    )


def _last_month() -> str:
    """The month before this one, on this machine's calendar: reviews are written afterwards."""
    today = datetime.now(UTC).astimezone()
    return (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
