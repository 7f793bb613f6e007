"""The words put to people: both languages alike, every missing variable an error."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import jinja2.meta
import pytest

import prompts
from prompts import PromptError, say

_FOLDER = Path(prompts.__file__).parent
SUBJECTS = sorted(path.name.removesuffix(".md.j2") for path in (_FOLDER / "zh").glob("*.md.j2"))


def _variables(language: str, subject: str) -> dict[str, set[str]]:
    text = (_FOLDER / language / f"{subject}.md.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True)
    found: dict[str, set[str]] = {}
    for node in environment.parse(text).find_all(jinja2.nodes.Block):
        template = jinja2.nodes.Template(node.body, lineno=1)
        template.set_environment(environment)
        found[node.name] = jinja2.meta.find_undeclared_variables(template)
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_sentences_and_variables(subject: str) -> None:
    """A sentence missing in one language, or asking for other values, is found here."""
    assert _variables("zh", subject) == _variables("en", subject)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_renders(language: prompts.Language, subject: str) -> None:
    """Each sentence renders with its variables and leaves no template mark behind."""
    for name, variables in _variables(language, subject).items():
        text = say(language, subject, name, **dict.fromkeys(variables, "数值"))
        assert text
        assert not re.search(r"\{[{%]|[}%]\}", text)


def test_a_missing_variable_is_an_error_that_names_it() -> None:
    """A forgotten value never becomes an empty hole in a question."""
    with pytest.raises(PromptError, match="due"):
        say("zh", "questions", "overdue")


def test_an_unknown_sentence_is_an_error() -> None:
    """A misspelt name is refused by name."""
    with pytest.raises(PromptError, match="no_such"):
        say("en", "questions", "no_such")


def test_values_are_never_read_as_templates() -> None:
    """Template syntax in a source's text comes out as it went in."""
    assert "{{ 7*7 }}" in say("zh", "questions", "vague_due", due="{{ 7*7 }}")
