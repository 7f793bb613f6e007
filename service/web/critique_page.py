"""Critique of a draft somebody wrote: the marked text and its findings. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.errors import EmptyInput, InputError, Language
from service.review import SEVERITIES, Finding
from service.web.citations import Citation, Citations
from service.web.draft_view import finding_view
from service.web.forms import Form, Sent
from service.web.rendering import language_of, render
from service.web.state import State

router = APIRouter()


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A run of characters; `finding` is the number of the finding that marks it, 0 for none."""

    text: str
    finding: int
    severity: str


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding as the page lists it."""

    number: int
    rule_id: str
    severity: str
    line: int
    quote: str
    message: str
    question: str
    skeleton: str
    cases: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of a critique."""

    findings: tuple[NumberedFinding, ...]
    pieces: tuple[MarkedPiece, ...]
    counts: dict[str, int]


@router.get("/critique")
def show_critique(request: Request) -> Response:
    """The empty form."""
    return _page(request, Form({}, {}))


@router.post("/critique")
def critique(request: Request, state: State, form: Sent) -> Response:
    """Read the draft and show what is vague in it."""
    language = language_of(request)
    typed = form.text("text")
    try:
        if not typed.strip():
            raise EmptyInput(zh="请贴上草稿全文。", en="Paste the draft.")
        sources = [form.text("sources")] if form.text("sources").strip() else []
        found = state.desk.critique(typed, sources=sources)
    except InputError as error:
        return _page(request, form, problem=error.message(language))
    findings = tuple(finding for finding in found.findings if finding.suppressed is None)
    result = Result(
        _numbered(findings, language),
        marked_pieces(typed, findings),
        {severity: Counter(f.severity for f in findings)[severity] for severity in SEVERITIES},
    )
    content_lang = "zh-CN" if found.language == "zh" else "en"
    return _page(request, form, result=result, content_lang=content_lang)


def marked_pieces(text: str, findings: tuple[Finding, ...]) -> tuple[MarkedPiece, ...]:
    """`text` cut at the edges of all findings; where several overlap, the first one marks."""
    edges = {0, len(text)}
    for finding in findings:
        edges |= {finding.start, finding.end}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        covering = (
            (number, finding)
            for number, finding in enumerate(findings, 1)
            if finding.start <= start and end <= finding.end
        )
        number, by = next(covering, (0, None))
        pieces.append(MarkedPiece(text[start:end], number, by.severity if by else ""))
    return tuple(pieces)


def _numbered(findings: tuple[Finding, ...], language: Language) -> tuple[NumberedFinding, ...]:
    citations = Citations({}, {}, language)
    numbered = []
    for number, finding in enumerate(findings, 1):
        view = finding_view(finding, citations, language)
        numbered.append(
            NumberedFinding(
                number,
                finding.rule_id,
                finding.severity,
                finding.line,
                finding.quote,
                view.message,
                view.question,
                view.skeleton,
                view.cases,
            )
        )
    return tuple(numbered)


def _page(
    request: Request,
    form: Form,
    *,
    problem: str = "",
    result: Result | None = None,
    content_lang: str = "",
) -> Response:
    values = {
        "form": {name: form.text(name) for name in ("text", "sources")},
        "problem": problem,
        "result": result,
        "content_lang": content_lang,
    }
    return render(request, "critique", values, status=422 if problem else 200)
