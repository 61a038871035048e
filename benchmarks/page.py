"""How large the page of a report is, and how fast in headless Chromium: the example, 30 x 30 and 200 x 200.

    python benchmarks/page.py [--runs N]

Prints the size, the time to the first paint, and for each interaction the time from the event to the frame
after it, the median and the least of N runs. Needs Chromium and Playwright (pip install playwright).
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

from positions.library.loading import load
from positions.render.html.page import render_page
from positions.reports.page.report import page

EXAMPLE = Path(__file__).parent.parent / "data" / "stakeholders.yaml"
LABELS = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

PAINT = """() => new Promise(done => {
    const told = () => performance.getEntriesByName("first-contentful-paint")[0];
    const wait = () => told() ? done(told().startTime) : requestAnimationFrame(wait);
    wait();
})"""

# from the event until the frame after the one that shows its effect
TIMED = """([selector, value]) => new Promise(done => {
    const target = document.querySelector(selector), began = performance.now();
    if (value === null) target.click();
    else { target.value = value; target.dispatchEvent(new Event("change")); }
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""

INTERACTIONS = {
    "sort by name": ("select[name=sort]", "name"),
    "sort by bloc": ("select[name=sort]", "bloc"),
    "at least 3 shared": ("input[name=minShared]", "3"),
    "open a pair": ("#agreement-matrix td a", None),
    "close it": ("dialog .close", None),
}


def made_up(folder: Path, number: int) -> Path:
    """Return a file of as many actors as issues, with a position in seven of ten cells."""
    chance = random.Random(7)
    data = {
        "format": 1,
        "title": f"{number} actors, {number} issues",
        "issues": {
            f"i{issue}": {"title": f"Issue {issue}", "tags": [f"t{issue % 5}"]} for issue in range(number)
        },
        "stakeholders": {
            f"a{actor}": {
                "name": f"Actor {actor}",
                "positions": {
                    f"i{issue}": chance.choice(LABELS) for issue in range(number) if chance.random() < 0.7
                },
            }
            for actor in range(number)
        },
    }
    file = folder / f"{number}.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return file


def measure(browser: Browser, file: Path, runs: int) -> None:
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(file.as_uri())
        times.setdefault("first paint", []).append(tab.evaluate(PAINT))
        tab.evaluate("document.querySelectorAll('details.fold').forEach(fold => { fold.open = true; })")
        interactions = {**INTERACTIONS, "filter by tag": ("input[name=tags]", None)}
        for name, (selector, value) in interactions.items():
            tab.locator("body:not([data-busy])").wait_for(state="attached")
            times.setdefault(name, []).append(tab.evaluate(TIMED, [selector, value]))
        tab.close()
    for name, found in times.items():
        print(f"  {name:20}{statistics.median(found):8.0f} ms, the least {min(found):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for source in (EXAMPLE, made_up(Path(folder), 30), made_up(Path(folder), 200)):
            written = Path(folder) / f"{source.stem}.html"
            written.write_text(render_page(page(load(source))), encoding="utf-8")
            print(f"{source.stem}: {written.stat().st_size / 1000:,.0f} kB")
            measure(browser, written, runs)
        browser.close()


if __name__ == "__main__":
    main()
