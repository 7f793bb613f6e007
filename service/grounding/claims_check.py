"""Does an item say more than its source: all for some, another severity?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.grounding.clauses import Clause, all_words, clauses_of, nearest, words_of
from service.grounding.evidence import Doubt, Evidence
from service.review import Both

_ALL = re.compile(
    r"全部|所有|全员|全体|全数|一律|均(?=[已未为不在])|无一"
    r"|(?<!in )(?<!at )(?<!after )(?<!above )\ball\b|\bevery\b|\bentire(?:ly)?\b|\bnever\b|\balways\b"
    r"|\bboth\b|\bneither\b"
)
_FIRST = re.compile(r"首次|第一次|从未|\bfor the first time\b|\bfirst[- ]ever\b")
_SOME = re.compile(
    r"部分|大多|多数|少数|个别|有些|若干|其中|\b(?:some|most|many|several|partly|partially|a few|of which)\b"
)
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("high", re.compile(
        r"致命|严重(?!程度|等级)|重大(?!会议)|高(?=风险|危|级别|优先|等级)|紧急"
        r"|\b(?:critical|severe|blocker|fatal)\b|\bhigh(?= |-)(?=.(?:risk|severity|priority|impact))")),
    ("middle", re.compile(
        r"中(?=风险|危|等级|优先)|(?<![同])一般(?=问题|缺陷|风险|，|。|$)|普通(?=问题|缺陷)"
        r"|\b(?:medium|moderate)\b|\bmajor\b")),
    ("low", re.compile(
        r"低(?=风险|危|级别|优先|等级)|轻微|次要|\b(?:minor|trivial|cosmetic)\b|\b(?:is|are) low\b"
        r"|\blow(?= |-)(?=.(?:risk|severity|priority|impact))")),
)  # fmt: skip


def check_subject(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubt about a sentence that shares no word with what it cites, in one and the same script."""
    told = all_words((text,))
    known = all_words(reading.text for reading in evidence.readings)
    if len(told) < _FEW or not told.isdisjoint(known) or _scripts(told).isdisjoint(_scripts(known)):
        return
    yield Doubt(
        Both(
            zh="所引依据与条目没有共同的词，请核对是否引错。",
            en="The item shares no word with what it cites; check the citation.",
        ),
        blocks=False,
        code="citation",
    )


_FEW = 4
"""Fewer words than these are a label, no sentence."""


def _scripts(words: frozenset[str]) -> frozenset[bool]:
    return frozenset(word[0] > "\u2e7f" for word in words)


def check_claims(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about universals and severities that a fact states."""
    source = [clause for reading in evidence.readings for clause in clauses_of(reading.text)]
    told = clauses_of(text)
    yield from _check_universals(told, source)
    yield from _check_levels(told, source)


def _check_universals(told: Sequence[Clause], source: Sequence[Clause]) -> Iterator[Doubt]:
    """All and first need their word in the source; where it says some, they are wrong."""
    whole = " ".join(one.text for one in source)
    for clause in told:
        for pattern in (_ALL, _FIRST):
            match = pattern.search(clause.text)
            if match is None or pattern.search(whole):
                continue
            yield Doubt(
                Both(
                    zh=f"依据没有说「{match.group()}」。",
                    en=f"The source does not say “{match.group()}”.",
                ),
                blocks=bool(_SOME.search(whole)),
                code="universal",
                token=match.group(),
            )


def _levels(clause: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _LEVELS if pattern.search(clause))


def _level_words(clause: Clause) -> frozenset[str]:
    """The words of a clause that name its severity: they are what is in question."""
    return frozenset(
        word
        for _, pattern in _LEVELS
        for match in pattern.finditer(clause.text)
        for word in words_of(clause.text[max(0, match.start() - 1) : match.end() + 1].strip())
    )


def _check_levels(told: Sequence[Clause], source: Sequence[Clause]) -> Iterator[Doubt]:
    """A severity is the one that the source gives, or our own view and no fact."""
    graded = [clause for clause in source if _levels(clause.text)]
    for clause in told:
        mine = _levels(clause.text)
        if not mine:
            continue
        known = {
            level
            for one in nearest(clause, graded, _level_words(clause))
            for level in _levels(one.text)
        }
        if mine <= known:
            continue
        said = clause.text.strip()
        yield Doubt(
            Both(
                zh=f"「{said}」的严重程度与依据不同，或依据没有写。",
                en=f"“{said}” gives a severity that the source does not give.",
            ),
            blocks=bool(known),
            code="severity",
            token=said,
        )
