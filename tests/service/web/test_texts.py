"""The words of the pages: complete and unmixed, and all that the templates ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from service.review import (
    Answer,
    Both,
    Claim,
    DecisionAction,
    Fields,
    ItemKind,
    LedgerKind,
    LedgerStatus,
    Severity,
    SourceKind,
    Support,
    Writer,
)
from service.web.critique_texts import CRITIQUE_TEXTS
from service.web.intake_texts import INTAKE_TEXTS
from service.web.run_page import STEPS
from service.web.texts import TEXTS, has_text, text
from service.web.vocabulary import VOCABULARY

WEB = Path(__file__).parents[3] / "service" / "web"
ALL = {**TEXTS, **CRITIQUE_TEXTS, **INTAKE_TEXTS, **VOCABULARY}
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Markdown", "CSV", "JSON", "MB", "Fupan", "PDF", "RTF", "Word", "Excel", "Outlook"}
"""Names that are the same in both languages."""


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("key", sorted(ALL))
def test_each_text_is_whole_in_both_languages(key: str) -> None:
    """Both are filled, and take the same named places (a month's name apart)."""
    both = ALL[key]
    assert both.zh.strip()
    assert both.en.strip()
    if key != "month.title":
        assert _places(both.zh) == _places(both.en)


@pytest.mark.parametrize("key", sorted(ALL))
def test_no_text_mixes_the_languages(key: str) -> None:
    """English holds no Chinese character, Chinese no English word but names and places."""
    both = ALL[key]
    assert not HAN.search(both.en)
    words = set(LATIN.findall(re.sub(r"\{[^}]*\}", "", both.zh)))
    if not key.startswith("draft.keys"):
        assert words <= NAMES


def _templates() -> Iterator[Path]:
    return WEB.rglob("*.html")


def test_every_key_a_template_names_exists() -> None:
    """`t('…')` with a key that is not in the table would be a broken page."""
    named = {
        (path.name, key)
        for path in _templates()
        for key in re.findall(r"\bt\('([^']+)'(?!\s*~)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 80
    assert not {(name, key) for name, key in named if not has_text(key)}


def test_every_key_handed_to_a_macro_exists() -> None:
    """A key may also reach `t` through an argument: every quoted dotted word is one, or a file."""
    for path in _templates():
        quoted = re.findall(r"'([a-z_]+(?:\.[a-z_]+)+)'", path.read_text(encoding="utf-8"))
        for word in quoted:
            is_file = word.endswith((".html", ".css", ".js", ".svg"))
            assert is_file or has_text(word), (path.name, word)


def test_every_key_made_from_the_vocabulary_exists() -> None:
    """Whatever a draft can hold has a word in both languages."""
    made = {
        "kind.": get_args(ItemKind),
        "claim.": get_args(Claim),
        "status.": get_args(Support),
        "answer.": get_args(Answer),
        "ledger.": (*get_args(LedgerKind), *get_args(LedgerStatus)),
        "source_kind.": get_args(SourceKind),
        "severity.": get_args(Severity),
        "draft.writer.": get_args(Writer),
        "field.": tuple(field.name for field in fields(Fields)),
        "item.state.": ("open", *(a for a in get_args(DecisionAction) if a != "answer")),
        "item.act.": tuple(a for a in get_args(DecisionAction) if a != "answer"),
        "run.step.": STEPS,
        "start.language.": ("auto", "zh", "en"),
    }
    missing = [p + name for p, names in made.items() for name in names if not has_text(p + name)]
    assert not missing


def test_no_template_says_anything_by_itself() -> None:
    """Visible words stand in the table alone, so that no page is half translated."""
    for path in _templates():
        source = path.read_text(encoding="utf-8")
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|<!.*?>", "", source, flags=re.S)
        assert not HAN.search(bare), path
        assert not re.search(r"[A-Za-z]{2,}", bare), path


def test_no_template_has_inline_style_or_script() -> None:
    """The content security policy would block them."""
    for path in _templates():
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", source), path
        for tag in re.findall(r"<script[^>]*>", source):
            assert "src=" in tag


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Templates, styles and scripts name no other host (an XML namespace is only a name)."""
    for path in [*_templates(), *(WEB / "static").iterdir()]:
        source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in source, path
        assert "url(" not in source, path


def test_places_are_filled_in_the_language_asked_for() -> None:
    """The same key gives either language."""
    assert text("sign.progress", "zh", decided=3, total=10) == "已定 3 / 10"
    assert text("sign.progress", "en", decided=3, total=10) == "3 of 10 decided"
    assert isinstance(ALL["brand"], Both)
