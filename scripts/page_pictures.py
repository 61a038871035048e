"""Take pictures of a report's page: python scripts/page_pictures.py REPORT.html FOLDER

Writes PNGs of the page's beginning at three widths, light and dark, one of an opened cell, and the page as
it is printed, as PDF. Needs Chromium and Playwright (pip install playwright).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (390, 820, 1440)
SCHEMES = ("light", "dark")
TALLEST = 9000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main(report: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                tab = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme)
                tab.goto(report.absolute().as_uri())
                height = min(TALLEST, tab.evaluate("document.documentElement.scrollHeight"))
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                tab.screenshot(path=folder / f"page-{width}-{scheme}.png", full_page=True, clip=clip)
                tab.locator("td a").first.click()
                tab.screenshot(path=folder / f"cell-{width}-{scheme}.png")
                tab.close()
        tab = browser.new_page()
        tab.goto(report.absolute().as_uri())
        tab.pdf(path=folder / "page.pdf", prefer_css_page_size=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
