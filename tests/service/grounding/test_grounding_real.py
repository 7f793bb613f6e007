"""Verbatim sentences of real minutes and reports are supported by themselves."""

from __future__ import annotations

import re

import pytest

from service.grounding import check_item
from service.review import Item, Sentence, TextPlace
from service.text.sentences import split_sentences
from tests.real_data import real_data


def _sentences(limit: int) -> list[str]:
    """Sentences with a digit from every month bundle, in a fixed order."""
    found: list[str] = []
    for path in sorted(real_data("months").rglob("*")):
        if path.suffix in (".md", ".txt") and path.name != "FACTS.md":
            text = path.read_text(encoding="utf-8", errors="replace")
            spans = [text[span.start : span.end] for span in split_sentences(text)]
            found.extend(one for one in spans if re.search("[0-9]", one))
    step = max(1, len(found) // limit)
    return found[::step][:limit]


def _cited(text: str) -> dict[str, Sentence]:
    return {"S": Sentence("S", "minutes.md", TextPlace(1, 1, 0, len(text)), text)}


def _status(text: str, source: str) -> str:
    item = Item("I", "progress", "result", text, "fact", ("S",))
    return check_item(item, _cited(source), month="2022-10").status


@pytest.mark.real_data
def test_a_sentence_is_supported_by_itself() -> None:
    """No false alarm on what is copied word for word.

    A word is added behind it, so that the copy is no mere substring and every check runs.
    """
    failures = [text for text in _sentences(1500) if _status(f"{text} 记", text) != "supported"]
    assert failures == []


@pytest.mark.real_data
def test_a_changed_digit_is_caught() -> None:
    """The last digit of each sentence turned into the next one is not passed.

    Digits of list numbers, links and mail addresses state nothing and are left out.
    """
    missed = []
    for text in _sentences(1500):
        if "://" in text or "@" in text:
            continue
        at = max(place for place, one in enumerate(text) if one in "0123456789")
        if re.fullmatch(r"[\s\-*#>(（]*[0-9]*", text[: at + 1]):
            continue
        changed = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
        if changed not in text and _status(changed, text) == "supported":
            missed.append((text, changed))
    assert missed == []
