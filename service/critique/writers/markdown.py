"""For people and pull requests: the totals first, then section by section, worst first.

Whatever the review says is escaped: nothing of it becomes a heading, a link or HTML of the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.critique.outcome import Outcome, ReadDocument
from service.critique.writers.words import (
    SECTION_ORDER,
    SEVERITY_WORDS,
    missing_words,
    said,
    section_title,
    summary_line,
)
from service.errors import Language
from service.finding import SEVERITIES, Finding
from service.text.escaping import escape

_TITLE = {"zh": "批注", "en": "Critique"}
_CLEAN = {"zh": "没有要指出的。", "en": "Nothing to point at."}
_SUPPRESSED = {"zh": "已忽略", "en": "Suppressed"}
_KNOWN = {"zh": "已知", "en": "Known"}
_UNREAD = {"zh": "没有读出", "en": "Not read"}
_MISSING = {"zh": "缺", "en": "Missing"}
_NOT_RUN = {"zh": "没有做成批注", "en": "No critique was made"}


def write(outcome: Outcome) -> str:
    """The report as Markdown; the lines of an entry belong to one list item."""
    return "\n".join(_lines(outcome)).rstrip("\n") + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    language = outcome.language
    yield f"# {_TITLE[language]}"
    yield ""
    if outcome.failure is not None:
        yield f"**{_NOT_RUN[language]}**"
        yield ""
        for line in outcome.failure.message(language).splitlines():
            yield f"- {escape(line)}"
        return
    yield escape(summary_line(outcome))
    yield ""
    for document in outcome.read:
        yield f"## {escape(document.path)}"
        yield ""
        yield from _document_lines(document, language)
    unread = list(outcome.unread)
    if unread:
        yield f"## {_UNREAD[language]}"
        yield ""
        for one in unread:
            yield f"- {escape(one.path)}: {escape(one.error.message(language), leads=False)}"


def _document_lines(document: ReadDocument, language: Language) -> Iterator[str]:
    counting = list(document.counting)
    if not counting:
        yield _CLEAN[language]
        yield ""
    for section in SECTION_ORDER:
        own = [one for one in counting if _section(one) == section]
        if not own:
            continue
        yield f"### {section_title(section, language)}"
        yield ""
        for finding in sorted(own, key=lambda one: SEVERITIES.index(one.severity)):
            yield from _finding_lines(finding, language)
        yield ""
    for title, left_out in (
        (_SUPPRESSED, [one for one in document.critique.findings if one.suppressed]),
        (_KNOWN, [one for one in document.critique.findings if one.known]),
    ):
        if left_out:
            yield f"### {title[language]} ({len(left_out)})"
            yield ""
            for finding in left_out:
                reason = finding.suppressed.reason if finding.suppressed else ""
                told = f": {escape(reason, leads=False)}" if reason else ""
                quote = escape(finding.quote, leads=False)
                yield f"- L{finding.line} {finding.rule_id} “{quote}”{told}"
            yield ""


def _finding_lines(finding: Finding, language: Language) -> Iterator[str]:
    severity = SEVERITY_WORDS[language][finding.severity]
    also = f" (+{', '.join(finding.also)})" if finding.also else ""
    message = escape(said(finding.message, language), leads=False)
    yield f"- **{severity} {finding.rule_id}**{also} L{finding.line}: {message}"
    yield f"  > {escape(finding.quote)}"
    yield ""
    if finding.missing:
        yield f"  {_MISSING[language]}: {missing_words(finding.missing, language)}"
        yield ""
    yield f"  **{escape(said(finding.question, language))}**"
    for case in finding.cases:
        quote = escape(case.text, leads=False)
        yield f"  - {escape(case.source, leads=False)}: “{quote}”"


def _section(finding: Finding) -> str:
    return finding.section if finding.section in SECTION_ORDER else "other"
