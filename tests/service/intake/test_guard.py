"""What is refused before it is read, and that it is told so usefully."""

from __future__ import annotations

import pytest

from service.errors import BinaryInput, EmptyInput, FupanError, InputTooLarge
from service.intake import LARGEST, guard, read_paste, read_source

BINARY = [
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ("gzip", b"\x1f\x8b\x08\x00abc"),
    ("elf", b"\x7fELF\x02\x01" + bytes(32)),
    ("sparse zeros", b"abc\x00def" * 100 + b"\x00\x00\x00"),
    ("zeros far in", b"words and words\n" * 8000 + b"\x00\x01\x02"),
    ("control characters", bytes(range(1, 9)) * 20 + b"text"),
]


@pytest.mark.parametrize("data", [row[1] for row in BINARY], ids=[row[0] for row in BINARY])
def test_binary_is_refused_whatever_it_is_called(data: bytes) -> None:
    """A picture, an archive, an Office file: refused by content, with what to do instead."""
    with pytest.raises(BinaryInput) as caught:
        read_source(data, "notes.txt")
    assert ".csv" in caught.value.en
    assert "notes.txt" in caught.value.zh


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b" \r\n\t ",
        "\u3000\u3000\n".encode(),
        b"\xff\xfe",
        "\u200b\n".encode(),
    ],
)
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    """No byte, only a mark, only blanks (wide and zero-width ones too)."""
    with pytest.raises(EmptyInput):
        read_source(data, "a.md")


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff", "\u3000"])
def test_an_empty_paste_says_paste(text: str) -> None:
    """The message speaks of pasting, not of a file named paste:1."""
    with pytest.raises(EmptyInput, match="Nothing was pasted"):
        read_paste(text, 1)


def test_fifty_megabytes_are_refused_with_the_limit() -> None:
    """The limit is in the message, in bytes of UTF-8: fewer characters than bytes count too."""
    with pytest.raises(InputTooLarge, match="20 MB"):
        read_paste("会" * (50 * 1024 * 1024 // 3), 1)
    with pytest.raises(InputTooLarge):
        read_paste("会" * (LARGEST // 3 + 1), 1)
    with pytest.raises(InputTooLarge):
        read_source(b"a" * (LARGEST + 1), "a.txt")


def test_a_flood_of_lines_or_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file of a million lines would take gigabytes as sentences."""
    with pytest.raises(InputTooLarge, match="lines"):
        read_paste("a\n" * (guard.MOST_LINES + 1), 1)
    monkeypatch.setattr("service.intake.prose.text_source.MOST_SENTENCES", 3)
    monkeypatch.setattr("service.intake.tables.sheets.MOST_SENTENCES", 3)
    with pytest.raises(InputTooLarge, match="sentences"):
        read_paste("一。二。三。四。", 1)
    with pytest.raises(InputTooLarge, match="cells"):
        read_source(b"a,b\n1,2\n3,4\n", "a.csv")


def test_half_a_character_is_refused() -> None:
    """A lone surrogate in a paste cannot be stored as UTF-8; it is an error that says where."""
    with pytest.raises(FupanError, match="Line 2"):
        read_paste("好\n坏\ud83d\n", 1)
    with pytest.raises(BinaryInput):
        read_paste("a\x00b", 1)


def test_a_chosen_utf16_is_no_binary() -> None:
    """Zero bytes are right when a person says it is UTF-16."""
    source = read_source("工作计划".encode("utf-16-le") + b"\n\x00", "a.txt", encoding="utf-16-le")
    assert source.text == "工作计划\n"
