"""A workbench that is served by a process of its own and open in a real browser."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def served(path: Path, *options: str) -> Iterator[str]:
    """Serve a workbench in a process of its own; it ends at once, and with exit code 0, at Ctrl-C."""
    command = [sys.executable, "-m", "positions", "edit", str(path), "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 1280, height: int = 900, **how: object
) -> Iterator[Page]:
    """Open the page; it fails the test where a script errs or another address is asked."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **how)  # type: ignore[arg-type]  # options of the context
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    own = address.partition("#")[0]
    page.on("request", lambda request: None if request.url.startswith(own) else wrong.append(request.url))
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    yield page
    context.close()
    assert wrong == []


def find(page: Page, words: str) -> None:
    """Choose words of the text by looking for them."""
    page.focus("#text")
    page.keyboard.press("/")
    page.wait_for_selector("#find:focus")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#text:focus")
