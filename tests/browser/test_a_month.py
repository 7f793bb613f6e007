"""A person's month from paste to signed review, and the month after it, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Visit
from tests.browser.months import PASTED, Pasted

pytestmark = pytest.mark.browser
Screenshot = Callable[[Page, str], None]


def _paste(page: Page, said: Pasted, month: str, text: str) -> None:
    page.goto("/")
    page.get_by_label(said.buttons["project"], exact=True).fill(said.project)
    page.get_by_label(said.buttons["month"], exact=True).fill(month)
    page.get_by_label(said.buttons["text"], exact=True).fill(text)
    page.get_by_role("button", name=said.buttons["make"]).click()
    page.wait_for_url("**/drafts/*")
    page.locator("#reviewer").fill(said.person)
    page.locator(".reviewer button").click()
    expect(page.locator(".reviewer.asked")).to_have_count(0)


def _settle_blocked(page: Page) -> None:
    """Reject what grounding could not verify: it is never accepted along with the rest."""
    while (blocked := page.locator(".card.blocked.state-open")).count():
        card = blocked.first.get_attribute("id")
        page.locator(f"#{card} button.reject").click()
        page.locator(f"#{card}.state-reject").wait_for()


def _sign(page: Page, said: Pasted) -> None:
    bar = page.locator("#sign")
    bar.locator("summary").click()
    bar.get_by_label(said.buttons["name"]).fill(said.person)
    if bar.get_by_role("checkbox").count():
        bar.get_by_role("checkbox").check()
    bar.get_by_role("button", name=said.buttons["sign"]).click()
    page.wait_for_url("**/reviews/*")


def _saved(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 375])
def test_a_month_is_pasted_reviewed_signed_and_followed_up(
    visit: Visit, screenshot: Screenshot, language: str, width: int
) -> None:
    """Paste, edit one, reject one, accept the rest, sign, download; next month asks one by one."""
    said = PASTED[language]
    page = visit(language, width)
    name = f"{language}-{width}"
    page.goto("/")
    screenshot(page, f"start-{name}")
    _paste(page, said, "2026-10", said.month)
    screenshot(page, f"draft-{name}")

    first, second = (page.locator(".card[id^=item-]").nth(place) for place in (0, 1))
    edited, rejected = (f"#{card.get_attribute('id')}" for card in (first, second))
    rejected_text = page.locator(f"{rejected} .item-text").inner_text()
    page.locator(f"{edited} summary", has_text=said.buttons["edit"]).click()
    page.locator(edited).get_by_label(said.buttons["wording"]).fill(said.edited)
    page.locator(edited).get_by_role("button", name=said.buttons["save"]).click()
    page.locator(f"{edited}.state-edit").wait_for()
    page.locator(rejected).get_by_role("button", name=said.buttons["reject"]).click()
    page.locator(f"{rejected}.state-reject").wait_for()
    page.reload()
    expect(page.locator(f"{edited} .item-text")).to_have_text(said.edited)
    _settle_blocked(page)
    screenshot(page, f"draft-decided-{name}")
    _sign(page, said)
    screenshot(page, f"review-{name}")

    written = _saved(page, said.buttons["markdown"])
    assert said.edited in written
    document = json.loads(_saved(page, said.buttons["json"]))
    assert (document["schema"], document["signed_by"]) == ("fupan.review/1", said.person)
    texts = [item["text"] for section in document["sections"] for item in section["items"]]
    assert said.edited in texts
    assert rejected_text not in texts

    page.get_by_role("link", name=said.buttons["next"]).click()
    expect(page.get_by_label(said.buttons["project"], exact=True)).to_have_value(said.project)
    expect(page.get_by_label(said.buttons["month"], exact=True)).to_have_value("2026-11")
    _paste(page, said, "2026-11", said.next_month)
    asked = page.locator(".card.follow-up")
    assert asked.count() >= 2
    screenshot(page, f"next-month-{name}")
    for place in range(asked.count()):
        asked.nth(place).get_by_role("button", name=said.buttons["answer"]).click()
        expect(asked.nth(place)).to_have_class("card follow-up answered")


def test_everything_works_without_scripts(visit: Visit) -> None:
    """The same month with scripts switched off: forms post, pages come back, the run refreshes."""
    said = PASTED["zh"]
    page = visit("zh", 375, scripts=False)
    _paste(page, said, "2026-10", said.month)
    card = f"#{page.locator('.card[id^=item-]').first.get_attribute('id')}"
    page.locator(card).get_by_role("button", name=said.buttons["accept"], exact=True).click()
    page.locator(f"{card}.state-accept").wait_for()
    _settle_blocked(page)
    _sign(page, said)
    assert said.person in page.locator(".page-head").inner_text()


def test_the_cited_sentence_is_marked_in_its_source(visit: Visit) -> None:
    """From an item, one press leads to the very words it rests on."""
    said = PASTED["zh"]
    page = visit("zh")
    _paste(page, said, "2026-10", said.month)
    citation = page.locator(".evidence li").first
    quoted = citation.locator("blockquote").inner_text()
    citation.get_by_role("link").click()
    page.wait_for_url("**/sources/**")
    assert page.locator("#cited").inner_text() in quoted


def test_reviewing_by_keyboard(visit: Visit) -> None:
    """j moves, a accepts, x rejects, e opens the edit; typing in a field triggers nothing."""
    said = PASTED["zh"]
    page = visit("zh")
    _paste(page, said, "2026-10", said.month)
    cards = page.locator(".card[id^=item-]")
    first, second = (f"#{cards.nth(place).get_attribute('id')}" for place in (0, 1))
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator(f"{first}.state-accept").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator(f"{second}.state-reject").wait_for()
    page.keyboard.press("e")
    page.keyboard.type("jjaax")
    expect(page.locator(f"{second} textarea")).to_be_focused()
    assert "jjaax" in page.locator(f"{second} textarea").input_value()
    assert page.locator(f"{second}.state-reject").count() == 1


def test_leaving_with_an_unsaved_edit_asks_first(visit: Visit) -> None:
    """The browser asks before typed words are lost, and not once they are saved."""
    said = PASTED["zh"]
    page = visit("zh")
    _paste(page, said, "2026-10", said.month)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    card = f"#{page.locator('.card[id^=item-]').first.get_attribute('id')}"
    page.locator(f"{card} summary", has_text=said.buttons["edit"]).click()
    page.locator(f"{card} textarea").fill("还没有保存")
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.assign('/'))")
    assert asked == ["beforeunload"]
    expect(page.locator(f"{card} textarea")).to_have_value("还没有保存")
    page.locator(card).get_by_role("button", name=said.buttons["save"]).click()
    page.locator(f"{card}.state-edit").wait_for()
    page.goto("/")
    assert asked == ["beforeunload"]


def test_a_decision_that_is_not_saved_says_so(visit: Visit) -> None:
    """When the server is away, the page says that nothing was saved, and the text stays."""
    said = PASTED["zh"]
    page = visit("zh", forgive="net::ERR_FAILED")
    _paste(page, said, "2026-10", said.month)
    page.route("**/decisions", lambda route: route.abort())
    card = page.locator(".card[id^=item-]").first
    card.locator("summary", has_text=said.buttons["edit"]).click()
    card.get_by_label(said.buttons["wording"]).fill("没有保存的文字")
    card.get_by_role("button", name=said.buttons["save"]).click()
    expect(page.locator("#save-state")).to_have_text("没有保存，请再试一次。")
    assert card.get_by_label(said.buttons["wording"]).input_value() == "没有保存的文字"
