"""What is strong and what is weak in each section of a draft, in words that rest on counted sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.archive.records import SectionSummary
from service.errors import Language
from service.review import SEVERITIES, Finding
from service.web.texts import has_text, text

_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: its title, how much it holds, what is concrete in it, what it lacks ("" for nothing)."""

    title: str
    size: str
    strong: str
    weak: str


def section_views(
    summary: Sequence[SectionSummary], findings: Sequence[Finding], language: Language
) -> tuple[SectionView, ...]:
    """The sections in the order of the text; `findings` are those that count."""
    by_section: dict[str, list[Finding]] = {}
    known = {one.section for one in summary}
    for finding in findings:
        section = finding.section if finding.section in known else "other"
        by_section.setdefault(section, []).append(finding)
    views = [_view(one, by_section.pop(one.section, []), language) for one in summary]
    for section, left in by_section.items():  # of a section that has a heading and no sentence
        views.append(_view(SectionSummary(section, 0, 0, 0, 0, 0), left, language))
    return tuple(views)


def _view(one: SectionSummary, findings: Sequence[Finding], language: Language) -> SectionView:
    key = f"critique.section.{one.section}"
    known = has_text(key)
    return SectionView(
        title=text(key if known else "critique.section.other", language),
        size=_size(one, findings, language),
        strong=_strong(one, language),
        weak=_weak(one, findings, language),
    )


def _size(one: SectionSummary, findings: Sequence[Finding], language: Language) -> str:
    said = text("critique.sum.size", language, sentences=one.sentences, findings=len(findings))
    if not findings:
        return said
    counts = Counter(finding.severity for finding in findings)
    parts = [
        text(
            "critique.sum.severity",
            language,
            name=text(f"severity.{severity}", language),
            count=counts[severity],
        )
        for severity in SEVERITIES
        if counts[severity]
    ]
    listed = text("list.separator", language).join(parts)
    return _joined(said, text("critique.sum.severities", language, severities=listed), language)


def _strong(one: SectionSummary, language: Language) -> str:
    counts = (
        ("whole", one.whole),
        ("figures", one.figures),
        ("owners", one.owners),
        ("dates", one.dates),
    )
    parts = [text(f"critique.sum.{name}", language, count=count) for name, count in counts if count]
    if not parts:
        return ""
    listed = text("list.separator", language).join(parts)
    return text("critique.sum.strong", language, what=listed)


def _weak(one: SectionSummary, findings: Sequence[Finding], language: Language) -> str:
    bare = one.sentences and not (one.figures or one.owners or one.dates)
    none = text("critique.sum.no_strong", language, sentences=one.sentences) if bare else ""
    slots = Counter(slot for finding in findings for slot in finding.missing)
    named = [(slot, count) for slot, count in slots.most_common() if has_text(f"missing.{slot}")]
    if not named:
        return none
    parts = [
        text(
            "critique.sum.missing",
            language,
            what=text(f"missing.{slot}", language),
            count=count,
        )
        for slot, count in named[:_MOST_MISSING]
    ]
    listed = text("list.separator", language).join(parts)
    lacking = text("critique.sum.weak", language, missing=listed)
    return _joined(none, lacking, language) if none else lacking


def _joined(one: str, other: str, language: Language) -> str:
    return one + other if language == "zh" else f"{one} {other}"
