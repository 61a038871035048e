"""Make every kind of output to look at: python scripts/gallery.py FOLDER [--data TABLES] [CASE...]

Writes the datasets (small, long names in three scripts, 40 x 40; with --data also large tables that are not
part of the project), what the commands print of each (terminal, Markdown), and pictures as PNG of terminals,
pages at three widths in light, dark and print, drawings, Word files and workbooks. Needs Chromium and
Playwright; Word files and workbooks also LibreOffice and Poppler, and are left out without them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from terminal_picture import picture

ROOT = Path(__file__).parents[1]
PROGRAM = (sys.executable, "-m", "positions")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDTHS = {"phone": 390, "tablet": 768, "desk": 1440}
COMMANDS = {
    "compare": ["compare"],
    "issues": ["issues"],
    "blocs": ["blocs"],
    "common-ground": ["common-ground"],
    "network": ["network"],
    "map": ["map"],
}
MOST = 6000
"""No picture has more pixels on a side."""
LAID_OUT = "* { content-visibility: visible !important; }"
STANCES = ("strongly-support", "support", "neutral", "oppose", "strongly-oppose", "silent", "mixed")
LONG_ACTORS = (
    ("Bundesvereinigung der kommunalen Spitzenverbände und Landkreise", "Kommunalverbände"),
    ("Donaudampfschifffahrtsgesellschaftskapitänsvereinigung", ""),
    ("Arbeitsgemeinschaft für Straßenverkehrsinfrastrukturfinanzierung", ""),
    ("جمعية البلديات الكبرى للتنمية الإقليمية", "جمعية البلديات"),
    ("اتحاد الغرف التجارية والصناعية (الفرع الشمالي)", ""),
    ("وزارة الحكم المحلي", "الوزارة"),
    ("中华人民共和国地方政府协会联合会", "地方政府协会"),
    ("全國工商業聯合總會", ""),
    ("地方創生推進協議会", "協議会"),
    ("Green Future 🌱", "Green 🌱"),
    ("Families 👨‍👩‍👧‍👦 First", ""),
    ("LGA", ""),
)
LONG_ISSUES = (
    (
        "Verwaltungsstrukturreformbeschleunigungsgesetz",
        "Die Verwaltungsstrukturreform soll beschleunigt werden.",
    ),
    ("Grundstücksverkehrsgenehmigungszuständigkeitsübertragung", "Die Zuständigkeit soll übertragen werden."),
    (
        "Öffentlicher Nahverkehr im ländlichen Raum",
        "Der Nahverkehr im ländlichen Raum soll ausgebaut werden.",
    ),
    ("تمويل البنية التحتية للنقل العام في المناطق الريفية", "ينبغي تمويل النقل العام من ميزانية الدولة."),
    ("الحكم المحلي", "ينبغي منح البلديات صلاحيات أوسع."),
    ("地方财政自主权", "地方政府应当拥有更多的财政自主权。"),
    ("公共交通基础设施投资计划", "国家应当增加对公共交通的投资。"),
    ("空き家対策", "空き家に課税すべきである。"),
    ("Cycling 🚲 lanes", "Every main road should have a cycle lane."),
    ("New structures", "New authorities should be set up where places have none."),
    (
        "A single national framework for growth, skills, housing and transport",
        "There should be one framework.",
    ),
    ("Tax", "Councils should set their own taxes."),
    ("Sonderabfallentsorgungsgebühren", "Die Gebühren sollen steigen."),
    ("Wohnraumförderung", "Der Staat soll mehr Wohnraum fördern."),
    ("الشفافية", "ينبغي نشر جميع العقود العامة."),
)


def main() -> None:
    """Make the gallery that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, help="folder of large tables")
    parser.add_argument(
        "--only", default="", help="kinds, by comma: terminal,markdown,page,svg,png,docx,xlsx"
    )
    parser.add_argument("cases", nargs="*")
    asked = parser.parse_args()
    folder = asked.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    kinds = set(filter(None, asked.only.split(",")))
    with chromium() as browser:
        for name, data in cases(folder, asked.data).items():
            if not asked.cases or name in asked.cases:
                Gallery(folder / name, data, browser, kinds).make()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def cases(folder: Path, tables: Path | None) -> dict[str, list[str]]:
    """Return each dataset's name with the options that read it; small ones are written to the folder."""
    found = {"example": ["-d", str(ROOT / "data" / "stakeholders.yaml")]}
    for name, data in (("two", made(2, 2)), ("names", named()), ("forty", made(40, 40))):
        path = folder / f"{name}.yaml"
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        found[name] = ["-d", str(path)]
    if tables is not None:
        votes = ["--stance", "yes=1,no=-1"]
        polis = ["--stance", "agree=1,pass=0,disagree=-1"]
        senate = ["-d", str(tables / "us_senate_109.csv.gz"), *votes]
        found |= {
            "senate": senate,
            "senate-by-party": [*senate, *grouped(tables, "us_senate_109")],
            "polis-by-group": [
                "-d",
                str(tables / "polis_brexit.csv.gz"),
                *polis,
                *grouped(tables, "polis_brexit"),
            ],
            "dna-sample": ["-d", str(tables / "dna-sample.dna")],
        }
    return found


def grouped(tables: Path, name: str) -> list[str]:
    """Return the options that compare the groups of a table's actors."""
    return ["--actors", str(tables / f"{name}.groups.csv"), "--group-by", "group"]


def made(actors: int, issues: int) -> dict[str, Any]:
    """Return a dataset of two camps, as plain values."""
    return dataset(
        f"Two camps, {actors} by {issues}",
        [(f"Actor {number:02}", "") for number in range(1, actors + 1)],
        [(f"Issue {number:02}", f"Measure {number:02} should be taken.") for number in range(1, issues + 1)],
    )


def named() -> dict[str, Any]:
    """Return a dataset of long names in several scripts, as plain values."""
    return dataset("Namen, 名称, أسماء 🌍", LONG_ACTORS, LONG_ISSUES)


def dataset(
    title: str, actors: Sequence[tuple[str, str]], issues: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return a dataset in which the first and the second half of the actors mostly disagree."""
    chance = random.Random(17)
    holders: dict[str, Any] = {}
    for at, (name, short) in enumerate(actors):
        camp = 0 if at < len(actors) / 2 else 1
        positions: dict[str, Any] = {}
        for number in range(len(issues)):
            drawn = chance.random()
            agreed = number % 4 == 0 or camp == 0
            stance = (
                chance.choice(STANCES[:2] if agreed else STANCES[3:5])
                if drawn < 0.75
                else chance.choice(STANCES)
            )
            if drawn < 0.95:
                cited = [{"source": "s1", "quote": f"We {stance} this: {issues[number][1]}"}]
                positions[f"i{number + 1}"] = {
                    "stance": stance,
                    "evidence": cited if stance != "silent" else [{"source": "s1"}],
                }
        holders[f"a{at + 1}"] = {"name": name, **({"short": short} if short else {}), "positions": positions}
    return {
        "format": 1,
        "title": title,
        "issues": {
            f"i{number + 1}": {"title": name, "proposition": said}
            for number, (name, said) in enumerate(issues)
        },
        "sources": {
            "s1": {
                "title": "Hearing of the committee",
                "publisher": "Parliament",
                "date": "2026-03-04",
                "url": "https://example.org/hearing",
            }
        },
        "stakeholders": holders,
    }


class Gallery:
    """The pictures of one dataset."""

    def __init__(self, folder: Path, data: list[str], browser: Browser, kinds: set[str]) -> None:
        """Make pictures in a folder of what `data` (options) reads, of all kinds if there are none."""
        self.folder, self.data, self.browser, self.kinds = folder, data, browser, kinds
        self.grouped = "--group-by" in data
        folder.mkdir(exist_ok=True)

    def make(self) -> None:
        """Make all pictures, the quick ones first."""
        for kind, make in (
            ("terminal", self.terminals),
            ("markdown", self.texts),
            ("page", self.pages),
            ("svg", self.drawings),
            ("png", self.pngs),
            ("docx", self.words),
            ("xlsx", self.workbooks),
        ):
            if not self.kinds or kind in self.kinds:
                make()
                print(self.folder.name, kind, flush=True)

    def commands(self) -> dict[str, list[str]]:
        """Return the commands that can be run on the dataset."""
        names = ("compare", "issues") if self.grouped else COMMANDS
        return {name: COMMANDS[name] for name in names}

    def run(self, command: list[str], *more: str) -> bytes:
        """Return what a command prints; a failure is printed and leaves nothing."""
        done = subprocess.run([*PROGRAM, *command, *self.data, *more], capture_output=True, check=False)
        if done.returncode:
            print(" ".join(command), done.stderr.decode()[:500])
        return done.stdout

    def terminals(self) -> None:
        """Write pictures of terminals at three widths."""
        for name, command in self.commands().items():
            for width in (60, 100, 200):
                svg = picture([*PROGRAM, *command, *self.data], width)
                self.shot(svg, self.folder / f"terminal-{name}-{width}.png")

    def texts(self) -> None:
        """Write Markdown."""
        for name, command in self.commands().items():
            (self.folder / f"{name}.md").write_bytes(self.run(command, "-f", "markdown"))

    def pages(self) -> None:
        """Write the page, with pictures of its first screen and its whole length, and of paper."""
        path = self.folder / "page.html"
        self.run(["report"], "-o", str(path))
        if not path.exists():
            return
        for label, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                tab = self.browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
                )
                tab.goto(path.as_uri())
                tab.screenshot(path=self.folder / f"page-{label}-{scheme}-first.png")
                tab.add_style_tag(content=LAID_OUT)
                wide, high = tab.evaluate(
                    "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
                )
                print(f"{self.folder.name} page {label}: {wide} x {high}")
                clip = {"x": 0, "y": 0, "width": width, "height": min(high, 12000)}
                tab.screenshot(path=self.folder / f"page-{label}-{scheme}.png", full_page=True, clip=clip)
                tab.close()
        tab = self.browser.new_page()
        tab.goto(path.as_uri())
        tab.pdf(path=self.folder / "page.pdf", prefer_css_page_size=True)
        tab.close()
        self.sheets(self.folder / "page.pdf")

    def drawings(self) -> None:
        """Write drawings as SVG, and what a browser makes of them."""
        for name, command in self.commands().items():
            path = self.folder / f"{name}.svg"
            self.run(command, "-o", str(path))
            if path.exists():
                self.shot(path.read_text(encoding="utf-8"), self.folder / f"svg-{name}.png")

    def pngs(self) -> None:
        """Write pictures as PNG."""
        for name, command in self.commands().items():
            self.run(command, "-o", str(self.folder / f"png-{name}.png"))

    def words(self) -> None:
        """Write Word files, and their sheets."""
        commands = {"compare": ["compare"]} if self.grouped else {"compare": ["compare"], "brief": ["brief"]}
        for name, command in commands.items():
            path = self.folder / f"{name}.docx"
            self.run(command, "-o", str(path))
            self.office(path)

    def workbooks(self) -> None:
        """Write a workbook, and its sheets."""
        path = self.folder / "compare.xlsx"
        self.run(["compare"], "-o", str(path))
        self.office(path)

    def office(self, path: Path) -> None:
        """Write what LibreOffice makes of a file."""
        if path.exists() and (office := shutil.which("soffice")):
            command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(self.folder), str(path)]
            subprocess.run(command, capture_output=True, check=False)
            pdf = path.with_suffix(".pdf")
            self.sheets(pdf.rename(pdf.with_name(f"{path.name}.pdf")))

    def sheets(self, pdf: Path, most: int = 6) -> None:
        """Write the first sheets of a PDF as PNG."""
        if shutil.which("pdftoppm"):
            subprocess.run(
                ["pdftoppm", "-r", "70", "-l", str(most), "-png", str(pdf), str(pdf.with_suffix(""))],
                check=False,
            )

    def shot(self, svg: str, path: Path) -> None:
        """Write a picture of an SVG, at most so much of it as a browser draws."""
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        wide, high = (min(round(float(side)), MOST) for side in found.groups()) if found else (1200, 800)
        tab = self.browser.new_page(viewport={"width": wide, "height": high})
        tab.set_content(f"<style>body {{ margin: 0 }} svg {{ width: {wide}px; display: block }}</style>{svg}")
        tab.screenshot(path=path)
        tab.close()


if __name__ == "__main__":
    main()
