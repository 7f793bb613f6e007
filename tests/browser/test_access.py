"""Pages are usable by all: no accessibility violation, no sideways scrolling, both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.months import PASTED
from tests.browser.test_a_month import Screenshot, _paste, _settle_blocked, _sign

pytestmark = pytest.mark.browser

NEGATIVE = """<!doctype html><html lang="en"><head><title>Bad</title></head><body>
<p id="pale">pale words</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<input type="text"></body></html>"""


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def _is_sound(page: Page) -> None:
    assert _violations(page) == []
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sideways <= 0, page.url


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "dark"), [(375, False), (1280, False), (375, True)])
def test_no_page_has_a_violation(
    visit: Visit, screenshot: Screenshot, language: str, width: int, dark: bool
) -> None:
    """Start, error, critique, draft, its open forms, source and signed review are all sound."""
    said = PASTED[language]
    page = visit(language, width, dark=dark)
    name = f"{language}-{width}{'-dark' if dark else ''}"
    for address in ("/", "/nothing", "/critique", "/reviews/import", "/runs/none"):
        page.goto(address)
        _is_sound(page)
    page.goto("/critique")
    page.locator("#text").fill(said.month + "\n尽快完成。\nWe will improve things soon.\n")
    page.get_by_role("button", name=said.buttons["critique"]).click()
    page.locator(".critique-result").wait_for()
    _is_sound(page)
    screenshot(page, f"critique-{name}")
    page.goto("/")
    page.get_by_role("button", name=said.buttons["make"]).click()
    page.get_by_role("alert").wait_for()
    _is_sound(page)
    screenshot(page, f"start-refused-{name}")

    _paste(page, said, "2026-10", said.month)
    for opener in ("details.edit > summary", "#sign > summary"):
        page.locator(opener).first.click()
    _is_sound(page)
    if dark:
        screenshot(page, f"draft-{name}")
    address = page.url
    page.locator(".evidence a").first.evaluate("link => link.click()")
    page.wait_for_url("**/sources/**")
    _is_sound(page)
    screenshot(page, f"source-{name}")
    page.goto(address)
    _settle_blocked(page)
    _sign(page, said)
    _is_sound(page)
    page.goto("/")
    _is_sound(page)


def test_the_check_can_still_see(visit: Visit) -> None:
    """A bad page is reported, or the check above would prove nothing."""
    page = visit("en")
    page.set_content(NEGATIVE)
    page.evaluate("document.getElementById('pale').style.color = '#ddd'")
    seen = {violation.partition(":")[0] for violation in _violations(page)}
    expected = {"color-contrast", "image-alt", "label", "landmark-one-main", "region"}
    assert expected <= seen
