"""Hits become findings: one card a sentence, with positions, questions and fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.rule_forms import InTongues, Rule
from service.critique.engine import Hit
from service.critique.fingerprint import fingerprint
from service.critique.outline import Outline
from service.finding import SEVERITIES, Both, Cue, Finding, Related, Severity

_QUOTED = 60
_SEVERITIES: dict[str, Severity] = {severity: severity for severity in SEVERITIES}


def one_card_a_sentence(hits: Iterable[Hit]) -> list[tuple[Hit, tuple[str, ...]]]:
    """The most specific hit of each sentence with the ids of the others on it.

    A, R and P come before V, V06 last; then the higher severity, then the lower id.
    """
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    cards = []
    for start in sorted(by_sentence):
        ordered = by_sentence[start]
        if len(ordered) > 1:
            ordered = sorted(ordered, key=_specific)
        cards.append((ordered[0], tuple(hit.rule.id for hit in ordered[1:])))
    return cards


def _specific(hit: Hit) -> tuple[bool, bool, int, str]:
    rule = hit.rule
    severity = SEVERITIES.index(severity_of(rule))
    return rule.id.startswith("V"), rule.id == "V06", severity, rule.id


def severity_of(rule: Rule) -> Severity:
    """What a rule's findings count as, after the precision policy."""
    return "suggestion" if rule.default == "suggestion" else _SEVERITIES[rule.severity]


def finding_of(
    outline: Outline,
    rule: Rule,
    start: int,
    end: int,
    *,
    section: str,
    item: int = 0,
    item_type: str = "fact",
    cue: tuple[int, int] | None = None,
    also: tuple[str, ...] = (),
    severity: Severity | None = None,
    related: tuple[Related, ...] = (),
    message: InTongues | None = None,
    count: int = 0,
) -> Finding:
    """A finding about [start, end), with the fingerprint of the first such quote in its section."""
    quote = outline.text[start:end]
    line, column = outline.position(start)
    end_line, end_column = outline.position(end)
    said = outline.text[cue[0] : cue[1]] if cue else ""
    template = message or rule.message
    return Finding(
        rule_id=rule.id,
        rule_key=rule.key,
        rule_version=rule.version,
        severity=severity or severity_of(rule),
        missing=rule.missing,
        quote=quote,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        section=section,
        item=item,
        item_type=item_type,
        message=_filled(template, said, quote, count),
        question=_both(rule.question),
        skeleton=_both(rule.skeleton) if rule.skeleton else None,
        fingerprint=fingerprint(rule.id, section, quote),
        cue=Cue(said, *cue) if cue else None,
        related=related,
        also=also,
    )


def finding_of_hit(outline: Outline, hit: Hit, also: tuple[str, ...]) -> Finding:
    """The finding of a sentence or action rule."""
    return finding_of(
        outline,
        hit.rule,
        hit.start,
        hit.end,
        section=hit.item.section,
        item=hit.item.index,
        item_type=hit.sentence.type,
        cue=hit.cue,
        also=also,
    )


def sorted_findings(findings: Sequence[Finding]) -> list[Finding]:
    """In the order of the text, then severity, then id; equal quotes get different fingerprints."""
    ordered = sorted(findings, key=lambda f: (f.start, SEVERITIES.index(f.severity), f.rule_id))
    seen: dict[str, int] = {}
    for at, finding in enumerate(ordered):
        first = finding.fingerprint
        nth = seen.get(first, 0)
        seen[first] = nth + 1
        if nth:
            name = fingerprint(finding.rule_id, finding.section, finding.quote, nth)
            ordered[at] = replace(finding, fingerprint=name)
    return ordered


def _filled(template: InTongues, cue: str, quote: str, count: int) -> Both:
    if "{" not in template.zh and "{" not in template.en:
        return _both(template)
    short = quote if len(quote) <= _QUOTED else quote[:_QUOTED] + "…"
    return Both(
        template.zh.format(cue=cue, quote=short, count=count),
        template.en.format(cue=cue, quote=short, count=count),
    )


@lru_cache(maxsize=1024)
def _both(said: InTongues) -> Both:
    """The same words for every finding of a rule."""
    return Both(said.zh, said.en)
