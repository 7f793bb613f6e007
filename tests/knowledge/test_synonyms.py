"""The words that mean nearly the same: the file holds together, and endings do not part words."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from knowledge.synonyms import stems, synonyms


def test_every_line_of_the_file_says_something() -> None:
    """Two words or more, none twice in a line, Chinese and English apart."""
    written = yaml.safe_load((files("knowledge.synonyms") / "words.yaml").read_text("utf-8"))
    assert set(written) == {"zh", "en"}
    for language, lines in written.items():
        for line in lines:
            assert len(set(line)) == len(line) >= 2, line
            assert all(word.isascii() == (language == "en") for word in line), line


def test_the_others_of_a_word() -> None:
    """They go both ways, and a word inside a sentence is enough."""
    assert "推迟" in synonyms().of_han("为什么又延期了")["延期"]
    assert "延期" in synonyms().of_han("推迟到下月")["推迟"]
    assert synonyms().of_han("今天天气") == {}
    assert stems("postponed")[0] in synonyms().of_stems("two delays")[stems("delay")[0]]


@pytest.mark.parametrize(
    "line",
    [
        "delay delays delayed delaying",
        "invoice invoices invoicing",
        "copy copies copied",
        "stop stopped stopping",
    ],
)
def test_endings_do_not_part_words(line: str) -> None:
    """All forms of a word have one stem; short words are left whole."""
    assert len(set(stems(line))) == 1
    assert stems("is as bus x1") == ["is", "as", "bus", "x1"]
