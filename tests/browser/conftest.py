"""A real browser for the tests of the page: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

EARLY = "Rendering was performed in a subtree hidden by content-visibility."
"""Chromium says so where a test looks for a cell before the first frame is over."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window, one a file: at rest it takes a fifth of a processor from other tests."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A tab of a desk's width, one a file: another process for each test takes longer than most tests do."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(desk: Page) -> Iterator[Page]:
    """The desk's tab, empty, that fails the test where the page reports an error or asks the network.

    Nothing of the page outlasts it there: it keeps nothing in the browser. Tests that change the tab itself
    (its size, its medium) open their own.
    """
    wrong: list[str] = []

    def reported(error: Error) -> None:
        wrong.append(f"error: {error}")

    def said(message: ConsoleMessage) -> None:
        if message.text != EARLY:
            wrong.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith("file:"):
            wrong.append(request.url)

    desk.on("pageerror", reported)
    desk.on("console", said)
    desk.on("request", asked)
    yield desk
    desk.remove_listener("pageerror", reported)
    desk.remove_listener("console", said)
    desk.remove_listener("request", asked)
    desk.goto("about:blank")
    assert wrong == []
