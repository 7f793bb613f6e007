"""Does an item tell a cause as a fact that its source does not give? Then it is an inference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.grounding.clauses import all_words, words_of
from service.grounding.evidence import Doubt, Evidence
from service.review import Both
from service.text.folding import fold

_CAUSE = re.compile(
    r"因为|由于|因(?!此|素|而|子|应|人|地)|导致|造成|致使|引起|引发|原因|根因|源于|归因|得益于|缘于|受[^，。]{1,12}影响"
    r"|\bbecause\b|\bdue to\b|\bowing to\b|\bcaused? by\b|\bcauses?\b|\bcaused\b|\bas a result\b|\bthanks to\b"
    r"|\bled to\b|\bleads to\b|\bresult(?:s|ed|ing)? (?:in|from)\b|\broot cause\b|\breason\b|\btherefore\b"
    r"|\bpushed\b.{0,30}\bback\b"
)
_AFFECTS = re.compile(r"影响|\baffect(?:s|ed|ing)?\b")
_CAUSE_BEHIND = re.compile(
    r"(?:因为|由于|(?<!原)(?<!根)因(?!此|素|而|子|应|人|地)|原因(?:是|为|在于|[:：])|根因(?:是|为)?|源于|归因于|得益于|缘于|受"
    r"|\bbecause(?: of)?|\bdue to|\bowing to|\bcaused by|\bas a result of|\bthanks to|\bresult(?:s|ed|ing) from"
    r"|\broot cause (?:is|was))\s?"
    r"(?P<cause>(?:(?!因为|由于|导致|\bbecause\b|\bdue to\b|\bcaused\b|\bthanks to\b|\bas a result\b)"
    r"[^，。；,;.|]){2,60})"
)
_CAUSE_BEFORE = re.compile(
    r"(?P<cause>[^，。；,;.|]{2,40}?)(?:导致|造成|致使|引起|引发|\bled to|\bleads to|\bresulted in|\bcaused(?! by))"
)


def check_causes(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """A cause told as a fact needs a source that gives it; else it is an inference."""
    told = fold(text).text.lower()
    mark = _CAUSE.search(told)
    if mark is None:
        return
    gives = any(
        _CAUSE.search(reading.folded) or _AFFECTS.search(reading.folded)
        for reading in evidence.readings
    )
    causes = [
        match["cause"]
        for pattern in (_CAUSE_BEHIND, _CAUSE_BEFORE)
        for match in pattern.finditer(told)
    ]
    known = all_words(reading.text for reading in evidence.readings)
    if gives and all(_is_known(cause, known) for cause in causes):
        return
    yield Doubt(
        Both(
            zh=f"因果关系「{mark.group()}」没有依据，只能作为推断。",
            en=f"No cited sentence gives this cause (“{mark.group()}”); it is an inference.",
        ),
        code="cause",
        token=mark.group(),
    )


def _is_known(cause: str, known: frozenset[str]) -> bool:
    words = words_of(cause)
    return len(words & known) >= 0.65 * len(words)
