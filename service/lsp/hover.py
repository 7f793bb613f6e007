"""What an editor shows over a finding: what is asked, and a weak and a better sentence."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from knowledge.rule_forms import Rulebook
from service.errors import Language
from service.lsp.open_texts import OpenText
from service.lsp.words import BETTER, WEAK, said
from service.review import Finding
from service.text.escaping import escape


def hover_at(
    text: OpenText,
    findings: Iterable[Finding],
    book: Rulebook,
    position: types.Position,
    language: Language,
) -> types.Hover | None:
    """The findings at a position, the first one's range; None where there is none."""
    at = text.offset(position)
    here = [one for one in findings if one.suppressed is None and one.start <= at < one.end]
    if not here:
        return None
    shown = "\n\n---\n\n".join(_shown(finding, book, language) for finding in here)
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, shown),
        text.range(here[0].start, here[0].end),
    )


def _shown(finding: Finding, book: Rulebook, language: Language) -> str:
    rules = {rule.id: rule for rule in book.rules}
    rule = rules.get(finding.rule_id)
    name = (rule.name.zh if language == "zh" else rule.name.en) if rule else ""
    paragraphs = [
        f"**{finding.rule_id} {name}**".replace(" **", "**"),
        escape(said(finding.message, language)),
        escape(said(finding.question, language)),
    ]
    pair = rule.pairs.get(language) if rule else None
    if pair:
        weak, better = (escape(one, leads=False) for one in pair)
        paragraphs.append(f"- {said(WEAK, language)}: {weak}\n- {said(BETTER, language)}: {better}")
    if finding.also:
        paragraphs.append(f"+ {', '.join(finding.also)}")
    return "\n\n".join(paragraphs)
