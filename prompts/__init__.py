"""The words that are put to somebody: questions to the writer, and the sentences of a rule draft.

Text lives in `zh/` and `en/`, one file a subject, one block a sentence; both languages have the same
blocks and variables. This module is the only reader. Text of sources goes in as values, never as a
template.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import jinja2

__all__ = ["PromptError", "say"]

Language = Literal["zh", "en"]


class PromptError(Exception):
    """A sentence that does not exist, or that was not given a variable it needs."""


def say(language: Language, subject: str, name: str, /, **values: str | int) -> str:
    """The sentence `name` of `subject` ("questions", "sentences") with its variables filled in.

    Raises PromptError when there is no such sentence or a variable is missing.
    """
    template = _template(language, subject)
    if name not in template.blocks:
        raise PromptError(f"{language}/{subject}: no sentence {name!r}")
    context = template.new_context(dict(values))
    try:
        return "".join(template.blocks[name](context)).strip()
    except jinja2.UndefinedError as error:
        raise PromptError(f"{language}/{subject} {name}: {error}") from error


@cache
def _template(language: Language, subject: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("prompts", "."),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text; the writers of Markdown and HTML escape
    )
    return environment.get_template(f"{language}/{subject}.md.j2")


def blocks(language: Language, subject: str) -> dict[str, Any]:
    """The sentences of a subject, for the test that compares the languages."""
    return dict(_template(language, subject).blocks)
