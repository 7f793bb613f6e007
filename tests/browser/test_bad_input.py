"""Bad input in the browser: a message in the language of the page, and what was typed is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.months import PASTED, Pasted

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024


def _fill(page: Page, said: Pasted, text: str, month: str = "2026-10") -> None:
    page.goto("/")
    page.get_by_label(said.buttons["project"], exact=True).fill(said.project)
    page.get_by_label(said.buttons["month"], exact=True).fill(month)
    page.get_by_label(said.buttons["text"], exact=True).fill(text)


@pytest.mark.parametrize(("language", "words"), [("zh", "40 MB"), ("en", "more than 40 MB")])
def test_fifty_megabytes_get_an_explanation_not_a_broken_connection(
    visit: Visit, tmp_path: Path, language: str, words: str
) -> None:
    """Chromium sends the whole form before it reads the answer; the server lets it."""
    said = PASTED[language]
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        for _ in range(50):
            file.write("大".encode() * (MEGABYTE // 3))
    page = visit(language)
    _fill(page, said, said.month)
    page.locator("#files").set_input_files(large)
    page.get_by_role("button", name=said.buttons["make"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.go_back()
    expect(page.get_by_label(said.buttons["text"], exact=True)).to_have_value(said.month)


@pytest.mark.parametrize(("language", "words"), [("zh", "photo.png"), ("en", "photo.png")])
def test_a_picture_and_a_wrong_month(
    visit: Visit, tmp_path: Path, language: str, words: str
) -> None:
    """Each is refused above the form, in its language; the text stays in its field."""
    said = PASTED[language]
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    page = visit(language)
    _fill(page, said, "")
    page.locator("#files").set_input_files(picture)
    expect(page.locator(".picker .chosen").first).to_have_text("photo.png")
    page.get_by_role("button", name=said.buttons["make"]).click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    _fill(page, said, said.month, month="2026-13")
    page.get_by_role("button", name=said.buttons["make"]).click()
    expect(page.get_by_role("alert")).to_contain_text("YYYY-MM")
    expect(page.get_by_label(said.buttons["text"], exact=True)).to_have_value(said.month)
    expect(page.get_by_label(said.buttons["month"], exact=True)).to_have_value("2026-13")
