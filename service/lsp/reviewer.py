"""The open texts and what was found in them; knows nothing of when to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lsprotocol import types

from knowledge.rule_forms import Rulebook
from service.critique import critique
from service.critique.rule_choice import RuleChoice
from service.errors import Language, RuleError
from service.lsp.actions import actions_for
from service.lsp.diagnostics import SOURCE, diagnostics_of, trouble
from service.lsp.hover import hover_at
from service.lsp.open_texts import OpenText
from service.lsp.words import TOO_LONG, said
from service.review import Finding

LONGEST = 1_000_000
"""Code points of a text that is still critiqued."""


@dataclass(frozen=True)
class Seen:
    """What was found in one version of a text, or why nothing could be."""

    text: OpenText
    book: Rulebook
    findings: tuple[Finding, ...] = ()
    failure: RuleError | None = None


class Reviewer:
    """Critiques open texts by the rules of their places; `language` is that of the editor."""

    def __init__(self, choice: RuleChoice, language: Language) -> None:
        self._choice = choice
        self.language: Language = language
        self.open: dict[str, OpenText] = {}
        self._seen: dict[str, Seen] = {}

    def opened(self, text: OpenText) -> None:
        """Take a text in, or a new version of it."""
        self.open[text.uri] = text

    def changed(
        self, uri: str, version: int, changes: Iterable[types.TextDocumentContentChangeEvent]
    ) -> None:
        """Take changes in."""
        if uri in self.open:
            self.open[uri] = self.open[uri].changed(version, changes)

    def closed(self, uri: str) -> None:
        """Forget a text."""
        self.open.pop(uri, None)
        self._seen.pop(uri, None)

    def forget(self) -> None:
        """Forget what was found: the rules may have changed."""
        self._seen.clear()

    def see(self, text: OpenText) -> Seen:
        """What there is to say about a text; a version that was seen is not read again."""
        kept = self._seen.get(text.uri)
        if kept is not None and kept.text is text:
            return kept
        seen = self._read(text)
        if self.open.get(text.uri) is text:
            self._seen[text.uri] = seen
        return seen

    def _read(self, text: OpenText) -> Seen:
        try:
            book = self._choice.of(text.path).book
        except RuleError as error:
            return Seen(text, Rulebook((), {}, ""), failure=error)
        if len(text.text) > LONGEST:
            return Seen(text, book)
        found = critique(text.text, book=book).findings
        if text.text.startswith("\ufeff"):  # the critique counts without it, the editor with it
            found = tuple(_after_mark(one) for one in found)
        return Seen(text, book, found)

    def diagnostics(self, seen: Seen) -> list[types.Diagnostic]:
        """The diagnostics of a text."""
        if seen.failure is not None:
            return [trouble(seen.failure, self.language)]
        if len(seen.text.text) > LONGEST:
            start = types.Position(0, 0)
            return [
                types.Diagnostic(
                    types.Range(start, start),
                    said(TOO_LONG, self.language),
                    severity=types.DiagnosticSeverity.Information,
                    source=SOURCE,
                )
            ]
        return diagnostics_of(seen.text, seen.findings, seen.book, self.language)

    def actions(self, seen: Seen, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings in a range."""
        return actions_for(seen.text, seen.findings, params, self.language)

    def hover(self, seen: Seen, position: types.Position) -> types.Hover | None:
        """What is said over a position."""
        return hover_at(seen.text, seen.findings, seen.book, position, self.language)


def _after_mark(finding: Finding) -> Finding:
    related = (replace(one, start=one.start + 1, end=one.end + 1) for one in finding.related)
    return replace(finding, start=finding.start + 1, end=finding.end + 1, related=tuple(related))
