"""How a source was read, in words: shown in the list of a month and on the source's own page."""

from __future__ import annotations

from service.errors import Language
from service.review import Source
from service.web.texts import text


def read_as_words(source: Source, language: Language) -> str:
    """What it holds and in which form it is written; a form that says no more is left out."""
    holds = text(f"source_kind.{source.kind}", language)
    if source.form in ("text", "transcript"):
        return holds
    return f"{holds} · {text(f'form.{source.form}', language)}"
