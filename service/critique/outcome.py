"""What a call of the critique over several documents came to: the one object that all formats write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.rule_forms import Rule
from service.critique.inputs import Critique
from service.errors import FupanError, Language
from service.finding import SEVERITIES, Finding, Severity


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read: `text` without byte-order mark, and whether it had one (`marked`)."""

    path: str
    sha256: str
    text: str
    critique: Critique
    marked: bool = False

    @property
    def counting(self) -> Iterator[Finding]:
        """The findings that count: neither answered in the text nor known from a baseline."""
        return (one for one in self.critique.findings if not one.suppressed and not one.known)


@dataclass(frozen=True, slots=True)
class UnreadDocument:
    """A document that could not be read, and why."""

    path: str
    error: FupanError


@dataclass(frozen=True, slots=True)
class Outcome:
    """All documents in the order asked for; `failure` stands in their place when nothing could run.

    `rules` are those that were applied, for what a format tells about them; `language` is that of the
    reader; with `baseline`, findings may be known.
    """

    documents: tuple[ReadDocument | UnreadDocument, ...]
    rules: tuple[Rule, ...]
    rules_hash: str
    language: Language
    failure: FupanError | None = None
    baseline: bool = False

    @property
    def read(self) -> Iterator[ReadDocument]:
        """The documents that were read."""
        return (one for one in self.documents if isinstance(one, ReadDocument))

    @property
    def unread(self) -> Iterator[UnreadDocument]:
        """The documents that were not."""
        return (one for one in self.documents if isinstance(one, UnreadDocument))

    @property
    def troubles(self) -> Iterator[FupanError]:
        """What the reader should hear beside the report: why nothing ran, what could not be read, and
        why a model gave nothing."""
        if self.failure is not None:
            yield self.failure
        for document in self.documents:
            if isinstance(document, UnreadDocument):
                yield document.error
            elif document.critique.reading.failure is not None:
                yield document.critique.reading.failure


def exit_code(outcome: Outcome, fail_level: Severity) -> int:
    """0 clean, 1 a counting finding at or above `fail_level`, 2 rules or usage, 3 an input not read.

    Precedence 2, 3, 1, 0, whatever the format and wherever it is written.
    """
    if outcome.failure is not None:
        return 2
    if any(outcome.unread):
        return 3
    failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    found = (finding for document in outcome.read for finding in document.counting)
    return 1 if any(finding.severity in failing for finding in found) else 0


def counts_of(documents: Sequence[ReadDocument]) -> Counter[str]:
    """How many findings count by severity, and how many are `suppressed` and `known`."""
    counts: Counter[str] = Counter()
    for document in documents:
        for finding in document.critique.findings:
            if finding.suppressed is not None:
                counts["suppressed"] += 1
            elif finding.known:
                counts["known"] += 1
            else:
                counts[finding.severity] += 1
    return counts


def with_known(found: Critique, known: frozenset[str]) -> Critique:
    """The critique with those findings marked whose fingerprints a baseline has."""
    findings = tuple(
        replace(one, known=True) if one.fingerprint in known and not one.suppressed else one
        for one in found.findings
    )
    return replace(found, findings=findings)
