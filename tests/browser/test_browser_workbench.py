"""The workbench in a real browser, by keyboard alone, from an empty folder to a dataset in order."""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.coding_by_keyboard import Coding, Driver
from helpers.meanwhile import change_text, choose_forum_on_buses, type_into_form
from helpers.open_workbench import find, opened, served
from helpers.paths import REPOSITORY
from helpers.workbench import ARTICLE, write_market
from helpers.workbench import Page as Coder
from positions.dataset.load import load
from positions.dataset.quotations.search import Found, SourceText, find_quotation
from positions.dataset.quotations.source_text import read_source_text
from positions.library.commands.check import check
from positions.workbench.state.bench import Bench

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEEDS = REPOSITORY.parent / "shared" / "seeds"
AXE = REPOSITORY / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"


def begin(page: Page, title: str, issues: str, text: str, facts: dict[str, str]) -> Driver:
    """Begin a dataset and add its first source, with the keyboard alone."""
    driver = Driver(page)
    page.wait_for_selector("#begin")
    driver.letters(title, "text")
    driver.press("Tab", "new")
    driver.press("Tab", "new")
    page.keyboard.insert_text(issues)
    driver.press("Tab", "new")
    driver.press("Enter", "new")
    page.wait_for_selector("#source-form")
    page.focus("#s-text")
    page.keyboard.insert_text(text)
    for name, value in facts.items():
        page.focus(f"#e-{name}")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(value)
    driver.press("Enter", "new")
    page.wait_for_selector("#text .block")
    page.wait_for_selector("#text:focus")
    return driver


@pytest.mark.slow
def test_a_small_text_is_coded_from_an_empty_folder(browser: Browser, tmp_path: Path) -> None:
    issues = "Parking: Parking in the centre should cost more\nNight buses: A bus should run at night"
    with served(tmp_path) as address, opened(browser, address) as page:
        driver = begin(page, "Market street", issues, ARTICLE, {"title": "Gazette", "date": "2026-02"})
        wanted = [
            (
                "Higher charges would empty the high street",
                "Traders' Association",
                "Traders",
                "Parking",
                "oppose",
            ),
            ("Streets should be for people", "Residents' Forum", "Forum", "Parking", "strongly-support"),
            ("A night bus is needed too", "Residents' Forum", "Forum", "Night buses", "support"),
        ]
        known: set[str] = set()
        for words, actor, short, issue, stance in wanted:
            start = ARTICLE.index(words)
            speaker = "Ann Hill" if short == "Traders" else "Omar Reed"
            span = (start, start + len(words))
            driver.code(ARTICLE, Coding(span, actor, short, issue, stance, "stated", "high", speaker), known)
        page.keyboard.press("Control+z")
        page.wait_for_selector("#said:has-text('Undone')")
        page.keyboard.press("Control+Shift+Z")
        page.wait_for_selector("#said:has-text('Made again')")
    file = tmp_path / "stakeholders.yaml"
    assert check(file).passed
    found = {
        (actor.short, issue, entry.stance, entry.evidence[0].quote, entry.evidence[0].speaker)
        for actor in load(file).require().stakeholders.values()
        for issue, entries in actor.positions.items()
        for entry in entries
    }
    assert found == {
        (
            short,
            issue.lower().replace(" ", "-"),
            stance,
            words,
            "Ann Hill" if short == "Traders" else "Omar Reed",
        )
        for words, _, short, issue, stance in wanted
    }


@pytest.mark.slow
def test_the_article_is_coded_to_its_24_positions(browser: Browser, tmp_path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the article is not here")
    reading = read_source_text(next(SEEDS.glob("*.txt")))
    assert isinstance(reading, SourceText)
    text = reading.text
    with (SEEDS / "article-issues.csv").open(encoding="utf-8") as file:
        issues = {row["issue"]: row for row in csv.DictReader(file)}
    with (SEEDS / "article-positions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {
        "localis": ("Localis", None),
        "lga": ("Local Government Association", "LGA"),
        "ccn": ("County Councils Network", "CCN"),
        "government": ("UK Government", "Government"),
    }
    codings = []
    for row in rows:
        place = find_quotation(row["quote"], reading)
        assert isinstance(place, Found)
        actor, short = names[row["stakeholder"]]
        issue = issues[row["issue"]]["title"]
        fields = (row["stance"], row["basis"], row["confidence"], row["speaker"], row["condition"])
        codings.append(Coding((place.start, place.end), actor, short, issue, *fields))
    codings.sort(key=lambda one: one.span)
    lines = "\n".join(f"{row['title']}: {row['proposition']}" for row in issues.values())
    with served(tmp_path) as address, opened(browser, address) as page:
        facts = {"title": "Industrial reform", "date": "2017-03"}
        driver = begin(page, "Devolution", lines, text, facts)
        known: set[str] = set()
        for coding in codings:
            driver.code(text, coding, known)
    counts = [one["form"] for one in driver.codings]
    print("keys beside selecting, free text and new parts:", sorted(counts), "select", driver.keys["select"])
    written = tmp_path / "stakeholders.yaml"
    assert check(written).passed
    dataset = load(written).require()
    ids = {(short or name): one for one, (name, short) in names.items()}
    titles = {issue["title"]: name for name, issue in issues.items()}
    found = {}
    for holder in dataset.stakeholders.values():
        for name, entries in holder.positions.items():
            (entry,) = entries
            (item,) = entry.evidence
            key = (ids[holder.label], titles[dataset.issues[name].title])
            condition = entry.condition.text if entry.condition else ""
            words = (item.quote or "").rstrip(".,")
            found[key] = (
                entry.stance,
                item.effective_basis,
                entry.confidence,
                condition,
                item.speaker or "",
                words,
            )
    expected = {
        (row["stakeholder"], row["issue"]): (
            *(row[name] for name in ("stance", "basis", "confidence", "condition", "speaker")),
            row["quote"].rstrip(".,"),
        )
        for row in rows
    }
    assert found == expected
    assert statistics.median(counts) <= 8
    assert max(counts) <= 14


SCREENS = (
    "text",
    "form",
    "entry",
    "grid",
    "stands",
    "problems",
    "history",
    "help",
    "silent",
    "change",
    "reconcile",
)


def go(page: Page, screen: str) -> None:
    """Show a screen, from whatever is shown."""
    page.keyboard.press("Escape")
    page.click("#tab-text")
    page.focus("#text")
    if screen == "form":
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
    elif screen == "entry":
        page.keyboard.press("n")
        page.wait_for_selector("#side article.card")
    elif screen == "change":
        page.keyboard.press("n")
        page.wait_for_selector("#side article.card")
        page.keyboard.press("e")
        page.wait_for_selector("#side fieldset")
    elif screen == "silent":
        page.click("#silent")
        page.wait_for_selector("#side form")
    elif screen == "help":
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open]")
    elif screen != "text":
        page.click(f"#tab-{screen}")
        page.wait_for_selector("#screen-other h2")


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 640)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/node")
    file = write_market(tmp_path / "market")
    for coder, stance in (("ann", "support"), ("ben", "neutral")):
        Coder(Bench(file, coder)).code(
            "Streets should be for people", actors=["forum"], issue="parking", stance=stance
        )
    script = AXE.read_text(encoding="utf-8")
    with (
        served(file, "--coder", "ed") as address,
        opened(browser, address, width, color_scheme=scheme, bypass_csp=True) as page,
    ):
        page.click("#others")
        page.wait_for_selector("#tab-reconcile:visible")
        for screen in SCREENS:
            go(page, screen)
            page.evaluate(script)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found = [
                (one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in result["violations"]
            ]
            assert found == [], screen
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, screen


@pytest.mark.slow
def test_what_was_typed_and_not_saved_is_there_again(browser: Browser, tmp_path: Path) -> None:
    """After a reload in the same form; after a change of the text in the next one."""
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, "Streets should be for people", "seen on the day")
        page.reload()
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "seen on the day"
        assert page.locator("#form .combo input").first.input_value() == "Residents' Forum"
        assert page.locator("#pad [aria-checked=true]").first.inner_text().endswith("support")
        change_text(file)
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('What you typed is kept')")
        find(page, "Streets should be for people")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "seen on the day"
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
        page.keyboard.press("o")
        page.wait_for_selector("#side button.change")
        page.click("#side button.change")
        page.wait_for_selector("#e-actor")
        page.select_option("#e-actor", "traders")
        page.click("#side button.main")
        page.wait_for_selector("#said:has-text('Moved')")
        page.click("#tab-grid")
        page.focus("button.cell[data-actor=traders][data-issue=night-buses]")
        page.keyboard.press("2")
        page.wait_for_selector("#said:has-text('Changed')")
        page.click("#tab-text")  # which shows what was changed on the other screen
        page.wait_for_selector("#text .label:has-text('Traders: Night buses, oppose')")
        page.click("#tab-grid")
        page.keyboard.press("Control+z")
        page.wait_for_selector("#said:has-text('Undone')")
    actors = load(file).require().stakeholders
    (entry,) = actors["traders"].positions["night-buses"]
    assert (entry.stance, entry.note) == ("support", "seen on the day")
    assert not actors["forum"].positions


@pytest.mark.slow
def test_who_leaves_the_first_dialog_can_still_begin(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as address, opened(browser, address) as page:
        page.keyboard.press("Escape")
        page.wait_for_selector("#text button:has-text('Begin a dataset')")
        page.click("#add-source")  # there is nothing yet to add one to
        page.wait_for_selector("#begin")
        page.click("#begin button.main")
        page.wait_for_selector("#begin [role=alert]:has-text('Missing: title.')")
        page.fill("#begin input", "Buses")
        page.fill("#b-issues", "Night buses")
        page.click("#begin button.main")
        page.wait_for_selector("#source-form .note:has-text('has no proposition yet')")
        assert not page.locator("#text button").count()


@pytest.mark.slow
def test_what_was_typed_outlives_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    """Started again, the workbench has the port that it had, under which the browser keeps the draft."""
    file = write_market(tmp_path / "market")
    command = [sys.executable, "-m", "positions", "edit", str(file), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            context = browser.new_context()
            page = context.new_page()
            page.goto(process.stdout.readline().strip())
            page.wait_for_selector("body[data-ready]")
            find(page, "Streets should be for people")
            page.keyboard.press("4")
            page.wait_for_selector("#form[data-ready=yes]")
            page.keyboard.press("Escape")
            page.keyboard.press("4")
            page.wait_for_selector("#form[data-ready=yes]")
            page.focus("#form .combo input")
            page.keyboard.press("Control+a")
            page.keyboard.type("Walkers")
            page.keyboard.press("Enter")
            page.wait_for_selector("#new-short:focus")
            page.keyboard.type("W")
        finally:
            process.kill()
    page.wait_for_selector("#banner:has-text('What you have typed is kept')")
    with served(file) as address:
        again = context.new_page()
        again.goto(address)
        again.wait_for_selector("#form[data-ready=yes]")
        assert again.input_value("#new-name") == "Walkers"
        assert again.input_value("#new-short") == "W"
        assert "here again" in again.inner_text("#said")
        context.close()


@pytest.mark.slow
def test_in_a_broken_file_the_page_says_why_nothing_can_be_coded(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("    name: Residents' Forum", "    name Forum"), encoding="utf-8")
        page.wait_for_selector("#banner:has-text('The file is broken')")
        page.focus("#text")
        page.keyboard.press("Enter")
        page.wait_for_selector("#said:has-text('until the file is mended')")
        assert not page.locator("#form").count()


CONTRAST = """() => {
  const light = (color) => {
    const parts = color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll('.m')].map(sign => {
    const style = getComputedStyle(sign);
    const both = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
    return [sign.className + ' ' + sign.textContent, (both[0] + 0.05) / (both[1] + 0.05)];
  });
}"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_sign_can_be_read_on_its_colour(browser: Browser, tmp_path: Path, scheme: str) -> None:
    """Signs are no letters: axe does not look at their contrast."""
    file = write_market(tmp_path / "market")
    coder = Coder(Bench(file))
    for number, stance in enumerate(("strongly-oppose", "oppose", "neutral", "support", "strongly-support")):
        coder.code(
            "Streets should be for people",
            actors=[{"name": f"Actor {number}"}],
            issue="parking",
            stance=stance,
        )
    with served(file) as address, opened(browser, address, color_scheme=scheme) as page:
        for screen in ("text", "grid"):
            go(page, screen)
            signs = [
                one for one in page.evaluate(CONTRAST) if one[0].split()[1] in ("f1", "f2", "z", "a1", "a2")
            ]
            assert len(signs) >= 5
            assert [one for one in signs if one[1] < 4.5] == []


@pytest.mark.slow
def test_an_actor_is_deleted_with_its_positions_when_that_is_asked_for(
    browser: Browser, tmp_path: Path
) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        go(page, "grid")
        page.click("button.part[data-id=traders]")
        page.click("#dialog button:text-is('Delete')")
        page.wait_for_selector("#dialog [role=alert]:has-text('is still used')")
        page.click("#dialog button:text-is('Delete it with them')")
        page.wait_for_selector("#said:has-text('Removed')")
        page.wait_for_selector("button.cell[data-actor=traders]", state="detached")
        assert page.locator("button.cell[data-actor=forum]").count()
    assert "traders" not in load(file).require().stakeholders


@pytest.mark.slow
@pytest.mark.parametrize("saves", [False, True])
def test_what_another_program_changes_under_a_form_is_seen_when_it_is_left(
    browser: Browser, tmp_path: Path, saves: bool
) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.wait_for_selector("#text button.label:has-text('Traders: Parking')")
        find(page, "Streets should be for people")
        page.keyboard.press("4")
        page.wait_for_selector("#form[data-ready=yes]")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("short: Traders", "short: Shops"), encoding="utf-8")
        for _ in range(100):
            labels = page.evaluate(
                "import('/assets/state.js').then(m => m.state.frame.actors.map(a => a.label))"
            )
            if "Shops" in labels:
                break
            page.wait_for_timeout(50)
        page.wait_for_selector("#text button.label:has-text('Traders: Parking')")  # the eyes stay in the text
        if saves:
            choose_forum_on_buses(page)
            page.keyboard.press("Enter")
            page.wait_for_selector("#said:has-text('Saved')")
        else:
            page.keyboard.press("Escape")
        page.wait_for_selector("#text button.label:has-text('Shops: Parking')")
        assert page.locator("#text button.label").count() == (2 if saves else 1)
