"""Take pictures of a report's page: python scripts/page_pictures.py REPORT.html FOLDER

Writes PNGs of the page at three widths, light and dark, of an opened cell, and of the stance grid with the
matrices (docs/images/report.png is that of the example); and the page as it is printed, as PDF. Needs
Chromium and Playwright (pip install playwright).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (390, 820, 1440)
SCHEMES = ("light", "dark")
TALLEST = 9000
LAID_OUT = "* { content-visibility: visible !important; }"
"""What is not on the screen is else laid out only when it comes near it."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main(report: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                tab = browser.new_page(
                    viewport={"width": width, "height": 1000}, color_scheme=scheme, bypass_csp=True
                )
                tab.goto(report.absolute().as_uri())
                tab.add_style_tag(content=LAID_OUT)
                height = min(TALLEST, tab.evaluate("document.documentElement.scrollHeight"))
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                tab.screenshot(path=folder / f"page-{width}-{scheme}.png", full_page=True, clip=clip)
                if tab.locator("td a").count():  # the page of groups has none
                    tab.locator("td a").first.click()
                    tab.screenshot(path=folder / f"cell-{width}-{scheme}.png")
                tab.close()
        tab = browser.new_page(viewport={"width": 1100, "height": 1000}, bypass_csp=True)
        tab.goto(report.absolute().as_uri())
        tab.add_style_tag(content=LAID_OUT)
        if tab.locator("#stances").count():
            boxes = [tab.locator(name).bounding_box() for name in ("#stances", "#pairs")]
            top, bottom = boxes[0]["y"] - 24, boxes[1]["y"] + boxes[1]["height"] + 24
            clip = {"x": 0, "y": top, "width": 1100, "height": bottom - top}
            tab.screenshot(path=folder / "matrices.png", full_page=True, clip=clip)
        tab = browser.new_page()
        tab.goto(report.absolute().as_uri())
        tab.pdf(path=folder / "page.pdf", prefer_css_page_size=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
