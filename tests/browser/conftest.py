"""Debian's Chromium against the real server. A page that complains in silence fails its test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.fakes.server_process import ServerProcess

Visit = Callable[..., Page]
_LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A running server with an empty archive."""
    process = ServerProcess(tmp_path / "data")
    process.start()
    yield process
    process.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = shutil.which("chromium")
    assert path, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        # Without a user of its own in a container, Chromium cannot build its sandbox.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, server: ServerProcess) -> Iterator[Visit]:
    """Opens pages as a person with a language and a screen; fails on what only the console says."""
    complaints: list[str] = []

    def open_page(
        language: str = "zh",
        width: int = 1280,
        *,
        scripts: bool = True,
        dark: bool = False,
        forgive: str = "status of 4",
    ) -> Page:
        context = browser.new_context(
            base_url=server.address,
            locale=_LOCALES[language],
            viewport={"width": width, "height": 820},
            java_script_enabled=scripts,
            accept_downloads=True,
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        page.on(
            "console", lambda message: _console(message.type, message.text, forgive, complaints)
        )
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on("request", lambda request: _foreign(request, server.address, complaints))
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert not complaints


def _console(kind: str, text: str, forgive: str, complaints: list[str]) -> None:
    # A form that is refused on purpose answers 4xx, which Chromium reports as an error.
    if kind in {"error", "warning"} and forgive not in text:
        complaints.append(f"console: {text}")


def _foreign(request: Request, own: str, complaints: list[str]) -> None:
    if not request.url.startswith((own + "/", "data:", "blob:" + own)):
        complaints.append(f"request to another place: {request.url}")


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Keeps a picture of a page in the folder FUPAN_SCREENSHOTS, when it is set."""
    folder = os.environ.get("FUPAN_SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
