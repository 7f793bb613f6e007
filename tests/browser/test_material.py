"""What is handed in, followed in Chromium: read with a progress bar, put right, found, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.web.texts import text
from tests.browser.conftest import Visit
from tests.browser.test_a_month import Screenshot
from tests.browser.test_access import _is_sound

pytestmark = pytest.mark.browser

PROJECT, MONTH = "青云", "2026-10"
BOARD = "单号,事项,目前情况,跟进人\nA-1,医保接口返回慢,挂起,王敏\nA-2,打印模板错位,搞定,李岩\n"
CALL = "WEBVTT\n\n" + "\n".join(
    f"{n}\n00:00:{n:02d}.000 --> 00:00:{n:02d}.900\n说话人 {n % 2 + 1}: 嗯，医保接口第{n}次超时了\n"
    for n in range(1, 7)
)


def _tickets(rows: int) -> str:
    lines = ["Issue key,Summary,Status,Labels,Labels,Description"]
    lines += [
        f"QY-{n},打印机 {n} 号没有反应,To Do,门诊,二期,{'窗口打印发票时卡住，重启后恢复。' * 12}"
        for n in range(1, rows + 1)
    ]
    return "\n".join(lines)


def _hand_in(page: Page, *files: Path) -> None:
    page.locator("#project").fill(PROJECT)
    page.locator("#month").fill(MONTH)
    page.locator("#files").set_input_files(list(files))


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 375)])
def test_what_is_handed_in_is_read_put_right_found_and_deleted(
    visit: Visit, screenshot: Screenshot, tmp_path: Path, language: str, width: int
) -> None:
    """Every page on the way is sound; each step shows its effect on the next."""
    shown = "zh" if language == "zh" else "en"
    for name, content in (("看板.csv", BOARD), ("周会.vtt", CALL), ("工单.csv", _tickets(1500))):
        (tmp_path / name).write_text(content, encoding="utf-8")
    page = visit(language, width)

    def say(key: str) -> str:
        return text(key, "zh" if shown == "zh" else "en")

    page.goto("/search")
    _is_sound(page)
    page.goto("/material")
    _is_sound(page)
    _hand_in(page, *(tmp_path / name for name in ("看板.csv", "周会.vtt", "工单.csv")))
    page.get_by_role("button", name=say("material.submit")).click()
    page.wait_for_url("**/intakes/*")
    expect(page.locator("progress").first).to_be_visible()
    screenshot(page, f"intake-reading-{language}-{width}")
    _is_sound(page)
    expect(page.get_by_role("heading", name=say("intake.done"))).to_be_visible(timeout=120_000)
    expect(page.locator(".thing-stored")).to_have_count(3)
    _is_sound(page)
    screenshot(page, f"intake-done-{language}-{width}")

    page.get_by_role("link", name="看板.csv").click()
    _is_sound(page)
    page.get_by_label("目前情况").select_option("state_raw")
    page.get_by_role("button", name=say("mapping.submit")).click()
    page.get_by_label("搞定").select_option("closed")
    screenshot(page, f"mapping-{language}-{width}")
    _is_sound(page)
    page.get_by_role("button", name=say("mapping.submit")).click()
    expect(page.get_by_label("搞定")).to_have_value("closed")

    page.locator(".eyebrow a").click()
    page.wait_for_url("**/material?*")
    _is_sound(page)
    screenshot(page, f"material-{language}-{width}")
    page.get_by_role("link", name="周会.vtt").click()
    page.get_by_label("说话人 1").fill("王敏")
    page.get_by_role("button", name=say("speakers.submit")).click()
    page.get_by_text(say("speakers.title")).click()
    expect(page.get_by_label("说话人 1")).to_have_value("王敏")
    _is_sound(page)
    screenshot(page, f"transcript-{language}-{width}")

    page.goto("/search")
    page.locator("#q").fill("医保接口第3次超时")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    _is_sound(page)
    screenshot(page, f"search-{language}-{width}")
    page.locator(".hit a").first.click()
    expect(page.locator("#cited")).to_be_visible()

    page.get_by_text(say("delete.title")).click()
    page.get_by_role("button", name=say("delete.submit"), exact=True).click()
    page.wait_for_url("**/material?*")
    expect(page.get_by_role("link", name="周会.vtt")).to_have_count(0)


def test_reading_can_be_stopped_and_gone_on_with(visit: Visit, tmp_path: Path) -> None:
    """The button stops it, nothing of it is kept; the other one reads it after all."""
    (tmp_path / "工单.csv").write_text(_tickets(6000), encoding="utf-8")
    page = visit("zh")
    page.goto("/material")
    _hand_in(page, tmp_path / "工单.csv")
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("button", name="停止读取").click()
    expect(page.get_by_role("heading", name="已停止读取")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="查看本月资料").click()
    expect(page.get_by_role("link", name="工单.csv")).to_have_count(0)
    page.go_back()
    page.get_by_role("button", name="继续读取").click()
    expect(page.get_by_role("heading", name="资料读完了")).to_be_visible(timeout=120_000)
    expect(page.locator(".thing-stored")).to_have_count(1)
