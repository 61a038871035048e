"""Keys that are held, or pressed one after the other before the first is answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.meanwhile import Held, type_into_form
from helpers.open_workbench import find, opened, served
from helpers.workbench import write_market
from positions.dataset.load import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = "Streets should be for people"


@pytest.mark.slow
def test_a_key_that_is_held_does_not_go_on_where_it_leads(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "once")
        page.focus("#pad")
        page.keyboard.down("Enter")
        page.wait_for_selector("#said:has-text('Saved')")
        page.wait_for_selector("#text:focus")
        page.keyboard.down("Enter")  # without being up: it is held
        page.wait_for_timeout(200)
        assert page.locator("#form").count() == 0
        page.keyboard.up("Enter")
        page.keyboard.down("4")
        page.wait_for_selector("#form[data-ready=yes]")
        page.focus("#form .combo input")
        page.keyboard.down("4")
        assert page.input_value("#form .combo input") in ("", "Forum", "Residents' Forum")
        page.keyboard.up("4")
        page.keyboard.press("Escape")
        page.click("#tab-grid")
        page.focus("button.cell[data-actor=forum][data-issue=parking]")
        page.keyboard.down("2")
        page.wait_for_selector("#said:has-text('Saved')")
        page.keyboard.down("2")
        page.wait_for_timeout(300)
        assert "Saved" in page.inner_text("#said")


@pytest.mark.slow
def test_the_second_of_two_stances_finds_the_first(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.click("#tab-grid")
        page.focus("button.cell[data-actor=forum][data-issue=night-buses]")
        held = Held(page, "**/statements", "POST")
        with page.expect_request("**/statements"):
            page.keyboard.press("2")
        page.keyboard.press("4")
        held.wait()
        page.wait_for_timeout(200)
        held.let_go()
        page.wait_for_selector("#said:has-text('Changed')")
    (entry,) = load(file).require().stakeholders["forum"].positions["night-buses"]
    assert entry.stance == "support"


@pytest.mark.slow
def test_what_becomes_of_a_cell_is_asked_each_time_and_takes_no_focus(
    browser: Browser, tmp_path: Path
) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        find(page, "A night bus is needed too")
        page.keyboard.press("4")
        page.wait_for_selector("#form[data-ready=yes]")
        for name, of_list in (("Traders", 0), ("Parking", 1)):
            page.locator("#form .combo input").nth(of_list).focus()
            page.keyboard.press("Control+a")
            page.keyboard.type(name)
            page.keyboard.press("Enter")
        held = Held(page, "**/statements", "POST")
        page.click("#form button.main")
        held.wait()
        page.focus("#text")
        page.keyboard.press("/")
        page.wait_for_selector("#find:focus")
        held.let_go()
        page.wait_for_selector("#form .cell-said button")
        assert page.evaluate("document.activeElement.id") == "find"
        page.unroute("**/statements")
        page.route("**/statements", lambda route: route.fulfill(status=400, json={"message": "no"}))
        with page.expect_request("**/statements") as first:
            page.locator("#form .cell-said button").last.click()
        assert '"how":""' not in (first.value.post_data or "")
        page.wait_for_selector("#form [role=alert]:has-text('no')")
        with page.expect_request("**/statements") as second:
            page.click("#form button.main")
        assert '"how":""' in (second.value.post_data or "")
