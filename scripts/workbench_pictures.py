"""Code the tutorial's article in the workbench, and take the pictures of the tutorial's second way.

    python scripts/workbench_pictures.py [FOLDER]

Drives Chromium through Playwright, by keyboard, from an empty folder; writes docs/images/workbench-*.png.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from helpers.coding_by_keyboard import Coding, Driver  # noqa: E402  # tests/ must be found first

TEXT = (ROOT / "docs" / "tutorial-files" / "night-buses.txt").read_text(encoding="utf-8")
ISSUES = """Night buses: Buses should run through the night on Fridays and Saturdays
Evening parking: Parking in the centre should cost more in the evening
Second member of staff: Every night bus should have a second member of staff
Free travel: Young people should travel free after midnight"""
STATEMENTS = (
    ("A town that is open at night", "Town Council", "Council", "Night buses", "strongly-support", "stated"),
    (
        "Dearer parking in the evening",
        "Traders’ Association",
        "Traders",
        "Evening parking",
        "oppose",
        "stated",
    ),
    (
        "wants young people to travel free",
        "Transport Workers’ Union",
        "Union",
        "Free travel",
        "support",
        "reported",
    ),
)


def code(page: Page, folder: Path) -> None:
    """Go through the tutorial's second way, and take a picture at each stop."""

    def picture(name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=str(folder / f"workbench-{name}.png"))

    driver = Driver(page)
    page.wait_for_selector("#begin")
    driver.letters("Night buses", "text")
    page.focus("#b-issues")
    page.keyboard.insert_text(ISSUES)
    picture("begin")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#source-form")
    page.focus("#s-text")
    page.keyboard.insert_text(TEXT)
    for name, value in {"title": "Night buses: decision in June", "date": "2026-03-14"}.items():
        page.fill(f"#e-{name}", value)
    page.keyboard.press("Enter")
    page.wait_for_selector("#text:focus")
    known: set[str] = set()
    for number, (words, actor, short, issue, stance, basis) in enumerate(STATEMENTS):
        start = TEXT.index(words)
        wanted = Coding((start, start + len(words)), actor, short, issue, stance, basis)
        if number == 1:
            driver.choose(TEXT, wanted.span)
            page.keyboard.press("Enter")
            page.wait_for_selector("#form[data-ready=yes]")
            picture("form")
            page.keyboard.press("Escape")
        driver.code(TEXT, wanted, known)
    page.evaluate("document.querySelector('#said').classList.remove('shown')")
    picture("text")
    page.click("#tab-grid")
    page.wait_for_selector("#screen-other table")
    picture("grid")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    command = [sys.executable, "-m", "positions", "edit", "--no-browser"]
    with (
        tempfile.TemporaryDirectory() as place,
        subprocess.Popen([*command, place], stdout=subprocess.PIPE, text=True) as server,
        sync_playwright() as playwright,
    ):
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        ).new_page()
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        try:
            code(page, folder)
        finally:
            browser.close()
            server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
