"""What another program or another click does meanwhile takes nothing away from who codes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.meanwhile import (
    add_note,
    add_second_source,
    change_text,
    hold_back,
    look_at_entry,
    type_into_form,
)
from helpers.open_workbench import find, opened, served
from helpers.workbench import write_market
from positions.dataset.load import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOOKS = 1.5
"""Seconds in which the workbench looks at its files at least twice."""


@pytest.mark.slow
def test_what_is_looked_at_stays_where_the_text_changes(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        change_text(file)
        page.wait_for_selector("#text :text('Corrected.')")
        time.sleep(LOOKS)
        assert page.locator("#side article.card").count() == 1
        page.click("#side button.change")
        page.fill("#e-note", "typed")
        change_text(file)
        page.wait_for_selector("#text .block:nth-of-type(2):has-text('Corrected.')")
        time.sleep(LOOKS)
        assert page.input_value("#e-note") == "typed"


@pytest.mark.slow
def test_an_entry_that_is_looked_at_is_shown_as_it_is_now(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        page.focus("#side button.change")
        add_note(file, "from an editor")
        page.wait_for_selector("#side article.card :text('from an editor')")
        assert page.evaluate("document.activeElement.className") == "change"
        text = file.read_text(encoding="utf-8")
        start = text.index("    positions:\n      parking:")
        end = text.index("  forum:")
        file.write_text(text[:start] + text[end:], encoding="utf-8")
        page.wait_for_selector("#side h2:has-text('Coding')")  # there is no such entry any more


@pytest.mark.slow
@pytest.mark.parametrize("held_back", [False, True])
def test_the_last_word_is_what_to_do_where_the_text_changed(
    browser: Browser, tmp_path: Path, held_back: bool
) -> None:
    """Whether the page hears of the change by its own request or by the stream, and in which order."""
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, "Streets should be for people", "kept")
        if held_back:
            hold_back(page, "**/view/text/gazette", LOOKS)
        change_text(file)
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('choose the passage again')")
        time.sleep(LOOKS)
        assert "choose the passage again" in page.inner_text("#said")
        find(page, "Streets should be for people")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "kept"


@pytest.mark.slow
def test_a_form_that_gives_way_is_there_again(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        find(page, "Streets should be for people")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        page.click("#text button.label")  # nothing was typed: nothing is kept
        page.wait_for_selector("#side article.card")
        assert "kept" not in page.inner_text("#said")
        type_into_form(page, "Streets should be for people", "typed before")
        page.click("#text button.label")
        page.wait_for_selector("#said:has-text('What you typed is kept')")
        page.wait_for_selector("#side article.card")
        find(page, "Streets should be for people")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "typed before"
        page.keyboard.press("Escape")  # who leaves it by will has done with it
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == ""


@pytest.mark.slow
def test_fields_of_an_entry_that_give_way_are_there_again(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        page.click("#side button.change")
        page.fill("#e-note", "typed before")
        page.fill("#e-speaker", "A. Hill")
        page.click("#text button.label")
        page.wait_for_selector("#side article.card")
        page.wait_for_selector("#said:has-text('What you typed is kept')")
        page.click("#side button.change")
        page.wait_for_selector("#e-note")
        assert (page.input_value("#e-note"), page.input_value("#e-speaker")) == ("typed before", "A. Hill")
        page.click("#side button.main")
        page.wait_for_selector("#said:has-text('Changed')")
        page.wait_for_selector("#text:focus")
        page.keyboard.press("o")
        page.click("#side button.change")
        page.fill("#e-note", "not this")
        page.click("#side button:has-text('Cancel')")
        page.click("#side button.change")
        page.wait_for_selector("#e-note")
        assert page.input_value("#e-note") == "typed before"
    (entry,) = load(file).require().stakeholders["traders"].positions["parking"]
    assert (entry.note, entry.evidence[0].speaker) == ("typed before", "A. Hill")


@pytest.mark.slow
def test_a_form_saves_into_its_own_text_while_another_is_open(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    add_second_source(file)
    with served(file) as address, opened(browser, address) as page:
        page.click("#sources button[data-source=gazette]")
        page.wait_for_selector("#text .label")
        type_into_form(page, "Streets should be for people", "seen")
        page.click("#sources button[data-source=letter]")
        page.wait_for_selector("#text :text('Buses are slow.')")
        before = page.inner_text("#text")
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
        assert page.inner_text("#text") == before
        page.click("#sources button[data-source=gazette]")
        page.wait_for_selector("#text .label:has-text('Night buses')")
    (entry,) = load(file).require().stakeholders["forum"].positions["night-buses"]
    assert (entry.evidence[0].source, entry.note) == ("gazette", "seen")


@pytest.mark.slow
def test_undo_leaves_a_form_that_is_open(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.click("#tab-grid")
        page.focus("button.cell[data-actor=forum][data-issue=night-buses]")
        page.keyboard.press("2")
        page.wait_for_selector("#said:has-text('Saved')")
        page.click("#tab-text")
        type_into_form(page, "Streets should be for people", "not lost")
        page.click("#undo")
        page.wait_for_selector("#said:has-text('Undone')")
        time.sleep(LOOKS)
        assert page.input_value("#f-note") == "not lost"
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
    (entry,) = load(file).require().stakeholders["forum"].positions["night-buses"]
    assert (entry.stance, entry.note) == ("support", "not lost")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "first", "then", "shown", "not_shown"),
    [
        ("**/view/grid*", "#tab-grid", "#tab-problems", "#screen-other h2", "#screen-other button.cell"),
        (
            "**/view/text/gazette",
            "[data-source=gazette]",
            "[data-source=letter]",
            "#text :text('Buses')",
            "#text mark",
        ),
    ],
    ids=["screens", "texts"],
)
def test_what_was_asked_for_last_is_what_is_shown(
    browser: Browser, tmp_path: Path, pattern: str, first: str, then: str, shown: str, not_shown: str
) -> None:
    """Even where the answer to the earlier question comes later."""
    file = write_market(tmp_path / "market")
    add_second_source(file)
    with served(file) as address, opened(browser, address) as page:
        came = hold_back(page, pattern, LOOKS)
        page.click(first)
        page.click(then)
        page.wait_for_timeout(3 * LOOKS * 1000)
        assert len(came) == 1
        assert page.locator(shown).count() > 0
        assert page.locator(not_shown).count() == 0
