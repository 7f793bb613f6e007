"""A written draft is critiqued in the browser: found, mended in place, waived, never overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.drafts import PLANTED, Planted
from tests.browser.test_a_month import Screenshot
from tests.browser.test_access import _is_sound

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def _submit(page: Page, said: Planted, text: str) -> None:
    page.goto("/critique")
    page.locator("#text").fill(text)
    page.get_by_role("button", name=said.words["submit"]).click()
    page.wait_for_url("**/critiques/*")


def _card(page: Page, rule: str, line: int) -> Locator:
    """The card of a check on a line, whichever check of the sentence it shows first."""
    words = re.compile(rf"(第 {line} 行|Line {line})(?!\d)")
    own = page.locator("[data-card]").filter(has=page.locator(".finding-head", has_text=words))
    return own.filter(has=page.locator(".rule", has_text=rule)).first


def _opened(card: Locator) -> Locator:
    if "opened" not in (card.get_attribute("class") or ""):
        card.locator("[data-open]").click()
    expect(card.locator(".finding-body")).to_be_visible()
    return card


def _tally(page: Page, name: str) -> int:
    return int(page.locator(f".tally-{name} dd").inner_text())


def _mend(page: Page, said: Planted, rule: str, line: int, words: str) -> None:
    card = _opened(_card(page, rule, line))
    card.locator("details.edit > summary").click()
    card.locator("[data-edit] textarea").fill(words)
    card.get_by_role("button", name=said.words["save"]).click()


@pytest.mark.parametrize(
    ("language", "width"), [("zh", 1280), ("en", 1280), ("zh", 375), ("en", 375)]
)
def test_ten_planted_faults_are_found_and_three_are_mended(
    visit: Visit, screenshot: Screenshot, tmp_path: Path, language: str, width: int
) -> None:
    """Each is marked on its line; three are mended in place, one is waived, and the counts move."""
    said = PLANTED[language]
    page = visit(language, width)
    _submit(page, said, said.text)
    for line, rule in said.faults.items():
        expect(_card(page, rule, line)).to_be_visible()
    assert page.locator(".row-text mark").count() >= len(said.faults)
    screenshot(page, f"critique-found-{language}-{width}")
    _is_sound(page)
    before = _tally(page, "open")

    for done, (line, words) in enumerate(said.mended.items(), 1):
        _mend(page, said, said.faults[line], line, words)
        expect(page.locator(".mended")).to_have_text(said.words["mended"])
        expect(page.locator(".tally-cleared dd")).to_have_text(str(done))
        expect(page.locator("#edited .row-text")).to_contain_text(words)
    assert _tally(page, "open") == before - 3

    card = _opened(_card(page, said.faults[said.waived], said.waived))
    card.locator("details.waive > summary").click()
    card.get_by_label(said.words["reason"]).fill(said.reason)
    screenshot(page, f"critique-waive-{language}-{width}")
    _is_sound(page)
    card.get_by_role("button", name=said.words["record"]).click()
    expect(card).to_contain_text(said.reason)
    assert (_tally(page, "open"), _tally(page, "waived")) == (before - 4, 1)
    page.reload()  # it is stored, not only shown
    assert (_tally(page, "open"), _tally(page, "waived"), _tally(page, "cleared")) == (
        before - 4,
        1,
        3,
    )
    card = _opened(_card(page, said.faults[said.waived], said.waived))
    card.get_by_role("button", name=said.words["undo"]).click()
    expect(page.locator(".tally-waived dd")).to_have_text("0")
    screenshot(page, f"critique-mended-{language}-{width}")

    with page.expect_download() as download:
        page.get_by_role("link", name=said.words["download"]).click()
    download.value.save_as(tmp_path / "mended.md")
    lines = (tmp_path / "mended.md").read_text(encoding="utf-8").split("\n")
    expected = said.text.split("\n")
    for line, words in said.mended.items():
        expected[line - 1] = f"- {words}"
    assert lines == expected


def test_filters_show_what_they_count(visit: Visit) -> None:
    """A kind and a severity narrow the cards to the number that their link names; the text stays whole."""
    page = visit("zh")
    _submit(page, PLANTED["zh"], PLANTED["zh"].text)
    for words in ("行动措施", "阻断"):
        link = page.locator(".filters a", has_text=words)
        count = int(link.locator(".count").inner_text())
        link.click()
        expect(page.locator(".filters a[aria-current]", has_text=words)).to_be_visible()
        expect(page.locator("[data-card]")).to_have_count(count)
        expect(page.locator("#rows")).to_contain_text("订单接口联调已完成")


def test_an_edit_that_is_not_enough_says_what_is_missing(visit: Visit) -> None:
    """With an owner and no day, the action's card now asks for the day; the pattern can be put in."""
    said = PLANTED["zh"]
    page = visit("zh")
    _submit(page, said, "# 下月计划\n- 后续将尽快完成接口联调工作。\n")
    card = _opened(_card(page, "A01", 2))
    card.locator("details.edit > summary").click()
    card.get_by_role("link", name=said.words["insert"]).click()
    expect(card.locator("[data-edit] textarea")).to_have_value(re.compile("〔负责人〕"))
    card.locator("[data-edit] textarea").fill("林岚负责完成接口联调工作，三家医院对账一致。")
    card.get_by_role("button", name=said.words["save"]).click()
    expect(page.locator(".mended")).to_contain_text("还缺：日期")
    expect(_card(page, "A02", 2).locator(".finding-body")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_edit_can_be_taken_back(visit: Visit, *, scripts: bool) -> None:
    """The old words are there again, its finding is open, and it no longer counts as mended."""
    said = PLANTED["zh"]
    page = visit("zh", scripts=scripts)
    _submit(page, said, said.text)
    before = _tally(page, "open")
    _mend(page, said, "V02", 5, said.mended[5])
    expect(page.locator(".tally-cleared dd")).to_have_text("1")
    page.get_by_role("button", name=said.words["back"]).click()
    expect(page.locator(".tally-cleared dd")).to_have_text("0")
    expect(_card(page, "V02", 5)).to_be_visible()
    assert _tally(page, "open") == before


def test_the_keyboard_goes_through_the_cards(visit: Visit) -> None:
    """j and k move, a accepts, x and e open their forms, ? helps; nothing fires while somebody types."""
    said = PLANTED["zh"]
    page = visit("zh")
    _submit(page, said, said.text)
    ids = [card.get_attribute("id") for card in page.locator("[data-card]").all()]
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#{ids[1]}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#{ids[0]}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".tally-accepted dd")).to_have_text("1")
    expect(page.locator(f"#{ids[0]}")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    reason = page.locator(f"#{ids[1]}").get_by_label(said.words["reason"])
    expect(reason).to_be_focused()
    page.keyboard.type("jkaxe?")
    expect(reason).to_have_value("jkaxe?")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    words = page.locator(f"#{ids[1]} [data-edit] textarea")
    expect(words).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-help dl")).to_be_visible()
    assert _tally(page, "accepted") == 1


def test_two_tabs_do_not_overwrite_each_other(visit: Visit) -> None:
    """The later one is told, keeps its words, and saves them when it says so again; of a sentence that
    is gone, the words are shown to be copied."""
    said = PLANTED["zh"]
    one = visit("zh")
    _submit(one, said, said.text)
    other = visit("zh")
    other.goto(one.url)
    theirs = _opened(_card(other, "A01", 20))
    theirs.locator("details.edit > summary").click()
    theirs.locator("[data-edit] textarea").fill(said.mended[20])
    gone = _opened(_card(other, "V02", 5))
    gone.locator("details.edit > summary").click()
    gone.locator("[data-edit] textarea").fill("我在另一页写的话，没有数字。")

    _mend(one, said, "V02", 5, said.mended[5])
    expect(one.locator(".mended")).to_be_visible()

    theirs.get_by_role("button", name=said.words["save"]).click()
    theirs = _card(other, "A01", 20)
    expect(theirs.get_by_role("alert")).to_contain_text(said.words["changed"])
    expect(theirs.locator("[data-edit] textarea")).to_have_value(said.mended[20])
    expect(other.locator("#rows")).to_contain_text(said.mended[5])
    theirs.get_by_role("button", name=said.words["save"]).click()
    expect(other.locator(".mended")).to_have_text(said.words["mended"])
    expect(other.locator("#rows")).to_contain_text(said.mended[5])
    expect(other.locator("#rows")).to_contain_text(said.mended[20])


def test_words_for_a_sentence_that_is_gone_are_shown_again(visit: Visit) -> None:
    """Somebody else mended it meanwhile: nothing is written over, and what was typed can be copied."""
    said = PLANTED["zh"]
    one = visit("zh")
    _submit(one, said, said.text)
    other = visit("zh")
    other.goto(one.url)
    card = _opened(_card(other, "V02", 5))
    card.locator("details.edit > summary").click()
    card.locator("[data-edit] textarea").fill("我在另一页写的话。")
    _mend(one, said, "V02", 5, said.mended[5])
    expect(one.locator(".mended")).to_be_visible()
    card.get_by_role("button", name=said.words["save"]).click()
    expect(other.locator("#rescued")).to_have_value("我在另一页写的话。")
    expect(other.locator(".rescued")).to_contain_text(said.words["changed"])
    expect(other.locator("#rows")).to_contain_text(said.mended[5])


def test_words_that_were_not_saved_are_back(visit: Visit) -> None:
    """After a reload, and after another sentence was saved, what was typed stands where it was."""
    said = PLANTED["zh"]
    page = visit("zh")
    _submit(page, said, said.text)
    card = _opened(_card(page, "A02", 21))
    card.locator("details.edit > summary").click()
    card.locator("[data-edit] textarea").fill("写到一半的话")
    page.reload()
    edit = _card(page, "A02", 21).locator("[data-edit] textarea")
    expect(edit).to_have_value("写到一半的话")
    _mend(page, said, "V02", 5, said.mended[5])
    expect(page.locator(".mended")).to_be_visible()
    expect(_card(page, "A02", 21).locator("[data-edit] textarea")).to_have_value("写到一半的话")
    _card(page, "A02", 21).locator("[data-edit] textarea").fill(said.mended[21])
    _card(page, "A02", 21).get_by_role("button", name=said.words["save"]).click()
    expect(page.locator(".mended")).to_have_text(said.words["mended"])
    page.reload()
    expect(page.locator("[data-restored]:visible")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_it_works_without_scripts(visit: Visit, language: str) -> None:
    """Links open a card and fill the pattern in; forms mend, waive and undo, each coming back there."""
    said = PLANTED[language]
    page = visit(language, 375, scripts=False)
    _submit(page, said, said.text)
    before = _tally(page, "open")
    card = _opened(_card(page, "A01", 20))
    card.locator("details.edit > summary").click()
    card.get_by_role("link", name=said.words["insert"]).click()
    edit = _card(page, "A01", 20).locator("[data-edit] textarea")
    expect(edit).to_be_visible()
    expect(edit).to_have_value(re.compile("〔"))
    edit.fill(said.mended[20])
    _card(page, "A01", 20).get_by_role("button", name=said.words["save"]).click()
    expect(page.locator("#edited .mended")).to_have_text(said.words["mended"])
    card = _opened(_card(page, "P04", 8))
    card.locator("details.waive > summary").click()
    card.get_by_label(said.words["reason"]).fill("　")
    card.get_by_role("button", name=said.words["record"]).click()
    expect(_card(page, "P04", 8).get_by_role("alert")).to_be_visible()
    _card(page, "P04", 8).get_by_label(said.words["reason"]).fill(said.reason)
    _card(page, "P04", 8).get_by_role("button", name=said.words["record"]).click()
    expect(_card(page, "P04", 8)).to_contain_text(said.reason)
    assert (_tally(page, "open"), _tally(page, "waived")) == (before - 2, 1)
    _card(page, "P04", 8).get_by_role("button", name=said.words["undo"]).click()
    assert _tally(page, "waived") == 0


def test_a_hostile_draft_is_only_text(visit: Visit) -> None:
    """Markup in the text, the file name and the reason is shown as characters and runs nowhere."""
    said = PLANTED["zh"]
    page = visit("zh")
    page.goto("/critique")
    name = '"><svg onload=document.title=1>草稿.md'
    text = f"# {HOSTILE}\n\n## 下月计划\n- {HOSTILE} 尽快完成网关重试开发。\n"
    page.locator("#file").set_input_files(
        FilePayload(name=name, mimeType="text/markdown", buffer=text.encode())
    )
    page.get_by_role("button", name=said.words["submit"]).click()
    page.wait_for_url("**/critiques/*")
    card = _opened(page.locator("[data-card]").first)
    card.locator("details.waive > summary").click()
    card.get_by_label(said.words["reason"]).fill(HOSTILE)
    card.get_by_role("button", name=said.words["record"]).click()
    expect(card).to_contain_text("onerror")
    page.reload()
    expect(page.locator("#rows")).to_contain_text("onerror")
    assert page.locator("main img, main svg, main script").count() == 0
    assert "owned" not in page.title()
    page.goto("/critique")
    expect(page.locator(".months")).to_contain_text("草稿.md")
    assert page.locator("main img, main svg, main script").count() == 0


def test_a_draft_of_two_thousand_sentences_comes_in_parts(visit: Visit) -> None:
    """The first page bears a part of the cards; scrolling, and the keyboard, bring the next ones."""
    said = PLANTED["zh"]
    page = visit("zh")
    lines = [
        f"- 后续将尽快完成第{n}个接口联调工作。进一步提升第{n}个接口的质量。" for n in range(1000)
    ]
    _submit(page, said, "# 下月计划\n" + "\n".join(lines) + "\n")
    weight = len(page.request.get(page.url).body())
    assert weight < 250_000
    first = page.locator("[data-card]").count()
    assert 0 < first < 120
    page.locator("[data-next-part]").scroll_into_view_if_needed()
    expect(page.locator(f"[data-card] >> nth={first}")).to_be_attached()
    ids = page.locator("[data-card]").evaluate_all("cards => cards.map(card => card.id)")
    assert len(ids) == len(set(ids))
