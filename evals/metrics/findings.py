"""Precision and recall of the critique on a draft whose weak sentences are known.

The unit is a pair of sentence and check. A check that a finding lists under `also` is reported too:
one card a sentence is how findings are shown, not how many there are. D01 and D02 speak of the
whole document and are counted once a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.cases import Month
from evals.rates import Outcome, Rate
from evals.reading import Document, folded

SCOPE = frozenset({"V01", "V02", "V04", "V05", "V08", "A01", "A02", "D01", "D02", "D03"})
"""The checks these labels were made for; findings of other checks are not judged by them."""
_OF_DOCUMENT = frozenset({"D01", "D02"})
_DOCUMENT = "(document)"


@dataclass(frozen=True, slots=True)
class Reading:
    """Pairs of sentence and check: what a critique reported, what it should have, what it may."""

    reported: frozenset[tuple[str, str]]
    expected: frozenset[tuple[str, str]]
    tolerated: frozenset[tuple[str, str]]

    def precision(self) -> Outcome:
        """Reported pairs that are expected, of those reported (tolerated ones left aside)."""
        judged = self.reported - self.tolerated
        wrong = judged - self.expected
        words = tuple(
            f"{check} on “{sentence}” is a false alarm" for sentence, check in sorted(wrong)
        )
        return Outcome(Rate(len(judged) - len(wrong), len(judged)), words)

    def recall(self) -> Outcome:
        """Expected pairs that were reported, of those expected."""
        missed = self.expected - self.reported
        words = tuple(f"{check} on “{sentence}” is missed" for sentence, check in sorted(missed))
        count = len(self.expected)
        return Outcome(Rate(count - len(missed), count), words)


def read_findings(findings: Iterable[Document], month: Month) -> Reading:
    """Findings (as they stand in a critique document) held against the labels of a month."""
    findings = tuple(findings)
    expected = {_pair(g.sentence, check) for g in month.findings for check in g.checks}
    expected |= {(_DOCUMENT, check) for check in month.document_checks}
    tolerated = {_pair(g.sentence, check) for g in month.findings for check in g.tolerated}
    tolerated |= {(_DOCUMENT, check) for check in month.document_tolerated}
    reported = {
        _pair(_labelled(finding["quote"], month), check)
        for finding in findings
        if finding["suppressed"] is None
        for check in _checks(finding)
    } | {
        (_labelled(one["quote"], month), finding["rule_id"])
        for finding in findings
        if finding["suppressed"] is None and finding["rule_id"] in SCOPE
        for one in finding.get("related", ())
    }
    return Reading(frozenset(reported), frozenset(expected), frozenset(tolerated - expected))


def _checks(finding: Document) -> Iterator[str]:
    for check in (finding["rule_id"], *finding["also"]):
        if check in SCOPE:
            yield check


def _pair(sentence: str, check: str) -> tuple[str, str]:
    return (_DOCUMENT if check in _OF_DOCUMENT else sentence, check)


def _labelled(quote: str, month: Month) -> str:
    """The labelled sentence that a quote is part of or holds; else the quote itself."""
    said = folded(quote)
    for gold in month.findings:
        sentence = folded(gold.sentence)
        if said and (said in sentence or sentence in said):
            return gold.sentence
    return quote
