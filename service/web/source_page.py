"""A source with the cited sentence marked in it, and how it was read: to be looked at and put right."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.archive.records import StoredSource
from service.errors import Language
from service.intake.transcripts import summary_of
from service.review import FORMS, CuePlace, Source
from service.text.speakers import is_placeholder
from service.web.citations import source_words
from service.web.downloads import download
from service.web.forms import Form
from service.web.handing_in import ENCODINGS
from service.web.mapping_view import mapping_view
from service.web.reading_words import read_as_words
from service.web.rendering import language_of, render
from service.web.source_content import content_of
from service.web.state import PageState, State
from service.web.texts import text

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A label of a transcript, how often it speaks, the person it was said to be, and whether it
    is a placeholder that nobody has named yet."""

    label: str
    turns: str
    person: str
    placeholder: bool


@router.get("/sources/{source_id}")
def show_source(request: Request, state: State, source_id: str, sentence: str = "") -> Response:
    """The source; `sentence` is the id of the sentence to be marked."""
    return source_page(request, state, state.desk.archive.source(source_id), sentence=sentence)


@router.get("/sources/{source_id}/original")
def download_source(state: State, source_id: str) -> Response:
    """The bytes as they were handed in."""
    source = state.desk.archive.source_entry(source_id).source
    name = source.name.rpartition("/")[2].replace(":", "-")
    name = name if "." in name else f"{name}.txt"
    data = state.desk.archive.source_bytes(source_id)
    return download(data, name, "application/octet-stream")


def source_page(
    request: Request,
    state: PageState,
    stored: StoredSource,
    *,
    sentence: str = "",
    sent: Form | None = None,
    problem: str = "",
) -> Response:
    """The page of a source; with a `problem`, the form that was `sent` stands as it was filled."""
    source = stored.source
    language = language_of(request)
    cited = next((one for one in source.sentences if one.id == sentence), None)
    report = source.report
    rows = {"read": report.rows_read, "kept": report.rows_kept, "refused": len(report.refused)}
    content = content_of(source, cited, language)
    return render(
        request,
        "source",
        {
            "source_id": stored.id,
            "project": stored.project,
            "month": stored.month,
            "name": source_words(source.name, language),
            "summary": _summary(source, language),
            "encoding": source.encoding,
            "content_lang": "zh-CN" if source.language == "zh" else "en",
            "rows": text("source.rows", language, **rows) if source.tickets else "",
            "warnings": [one.zh if language == "zh" else one.en for one in report.warnings],
            "refused": [
                {"row": one.row, "reason": one.zh if language == "zh" else one.en}
                for one in report.refused
            ],
            "content": content,
            "problem": problem,
            "forms": FORMS,
            "form": sent.text("form") if sent else "",
            "encodings": ENCODINGS if source.encoding else (),
            "mapping": mapping_view(source, state.desk.choices(stored.id), language),
            "speakers": _speakers(source, language),
        },
        status=422 if problem else 200,
    )


def _summary(source: Source, language: Language) -> str:
    """What the source was read as, in a line."""
    if source.kind == "transcript":
        both = summary_of(source)
        return both.zh if language == "zh" else both.en
    count = text("material.sentences", language, count=f"{len(source.sentences):,}")
    return f"{read_as_words(source, language)} · {count}"


def _speakers(source: Source, language: Language) -> tuple[SpeakerView, ...]:
    """Each label that speaks in a transcript, in the order of first speaking."""
    turns: dict[str, set[int]] = {}
    for sentence in source.sentences:
        if isinstance(sentence.place, CuePlace) and sentence.place.speaker:
            turns.setdefault(sentence.place.speaker, set()).add(sentence.place.turn)
    return tuple(
        SpeakerView(
            label,
            text("speakers.turns", language, count=len(numbers)),
            source.speakers.get(label, ""),
            is_placeholder(label) and label not in source.speakers,
        )
        for label, numbers in turns.items()
    )
