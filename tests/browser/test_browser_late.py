"""Answers that come late, and keys that are pressed twice, take nothing from who codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.meanwhile import Held, add_second_source, look_at_entry, type_into_form
from helpers.open_workbench import find, opened, served
from helpers.workbench import write_market
from positions.dataset.load import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WORDS = "Streets should be for people"


def noted(file: Path, actor: str, issue: str) -> list[str | None]:
    """Return the notes of a cell's entries."""
    return [entry.note for entry in load(file).require().stakeholders[actor].positions.get(issue, ())]


def change_it(page: Page) -> str:
    look_at_entry(page)
    page.click("#side button.change")
    page.fill("#e-note", "typed")
    return "#side button.main"


def delete_it(page: Page) -> str:
    look_at_entry(page)
    return "#side button.delete"


def mark_silent(page: Page) -> str:
    page.click("#silent")
    page.wait_for_selector("#side form input")
    return "#side button.main"


def rename_actor(page: Page) -> str:
    page.click("#tab-grid")
    page.click("button.part[data-id=forum]")
    page.fill("#e-name", "The forum")
    return "#dialog button.main"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prepare", "method", "said"),
    [
        (change_it, "PUT", "Changed"),
        (delete_it, "DELETE", "Removed"),
        (mark_silent, "POST", "Saved"),
        (rename_actor, "PUT", "Changed"),
    ],
)
def test_what_is_pressed_twice_is_done_once(
    browser: Browser, tmp_path: Path, prepare: object, method: str, said: str
) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        button = prepare(page)  # type: ignore[operator]  # one of those above
        held = Held(page, "**/*", method)
        page.click(button)
        held.wait()
        page.dispatch_event(button, "click")
        page.wait_for_timeout(200)
        assert len(held.waiting) == 1
        held.let_go()
        page.wait_for_selector(f"#said:has-text('{said}')")


@pytest.mark.slow
def test_a_form_that_is_being_saved_takes_nothing_that_would_be_lost(
    browser: Browser, tmp_path: Path
) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "before")
        held = Held(page, "**/statements", "POST")
        page.focus("#pad")
        page.keyboard.press("Enter")
        held.wait()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+z")
        page.focus("#f-note")
        page.keyboard.type(" after")
        assert page.input_value("#f-note") == "before"
        held.let_go()
        page.wait_for_selector("#said:has-text('Saved')")
        assert len(held.waiting) == 1
    assert noted(file, "forum", "night-buses") == ["before"]


@pytest.mark.slow
def test_what_is_looked_at_while_a_form_is_saved_stays(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "once")
        held = Held(page, "**/statements", "POST")
        page.click("#form button.main")
        held.wait()
        page.click("#text button.label")
        page.wait_for_selector("#side article.card")
        held.let_go()
        page.wait_for_selector("#said:has-text('Saved')")
        assert page.locator("#side article.card").count() == 1
        find(page, "It was raining")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == ""  # it is saved, and no draft any more


@pytest.mark.slow
def test_what_is_refused_after_a_form_gave_way_is_kept(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "kept")
        page.focus("#pad")
        page.keyboard.press("n")
        page.fill("#f-date", "no date")
        held = Held(page, "**/statements", "POST")
        page.click("#form button.main")
        held.wait()
        page.click("#text button.label")
        page.wait_for_selector("#side article.card")
        held.let_go()
        page.wait_for_selector("#said:has-text('Not saved')")
        find(page, WORDS)
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "kept"


@pytest.mark.slow
def test_an_answer_that_was_lost_is_asked_for_again(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        lost: list[str] = []

        def lose(route: Route) -> None:
            if lost:
                route.continue_()
                return
            lost.append(route.request.url)
            route.fetch()
            route.abort()

        page.route("**/statements", lose)
        type_into_form(page, WORDS, "once")
        page.click("#form button.main")
        page.wait_for_selector("#form :text('does not answer')")
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
    assert noted(file, "forum", "night-buses") == ["once"]


@pytest.mark.slow
def test_an_entry_that_comes_late_leaves_a_form_and_its_focus(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        held = Held(page, "**/view/entry/**")
        page.click("#text button.label")
        held.wait()
        type_into_form(page, WORDS, "ab")
        held.let_go()
        page.wait_for_timeout(200)
        page.keyboard.type("cd")
        assert page.input_value("#f-note") == "abcd"


@pytest.mark.slow
def test_a_text_that_comes_late_leaves_the_focus(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    add_second_source(file)
    with served(file) as address, opened(browser, address) as page:
        page.click("#sources button[data-source=gazette]")
        page.wait_for_selector("#text .label")
        type_into_form(page, WORDS, "")
        held = Held(page, "**/view/text/letter")
        page.click("#sources button[data-source=letter]")
        held.wait()
        page.click("#f-note")
        held.let_go()
        page.wait_for_selector("#text :text('Buses')")
        page.wait_for_timeout(200)
        page.keyboard.type("none o2")
        assert page.input_value("#f-note") == "none o2"


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["cell", "delete"])
def test_a_late_answer_leaves_another_dialog(browser: Browser, tmp_path: Path, answer: str) -> None:
    file = write_market(tmp_path / "market")
    cell = "button.cell[data-actor=traders][data-issue=parking]"
    with served(file) as address, opened(browser, address) as page:
        page.click("#tab-grid")
        page.wait_for_selector(cell)
        if answer == "cell":
            held = Held(page, "**/view/cell/**")
            page.click(cell)
        else:
            page.click(cell)
            held = Held(page, "**/entries/**", "DELETE")
            page.click("#dialog button.delete")
        held.wait()
        page.keyboard.press("Escape")
        page.click("button.part[data-id=forum]")
        page.fill("#e-name", "typed")
        held.let_go()
        page.wait_for_timeout(300)
        assert page.evaluate("document.getElementById('dialog').open")
        assert page.input_value("#e-name") == "typed"


@pytest.mark.slow
def test_an_older_state_that_comes_late_is_not_shown(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "saved")
        held = Held(page, "**/view/frame")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("title: Market street", "title: Market place"), encoding="utf-8")
        held.wait()
        page.focus("#pad")
        page.keyboard.press("Enter")
        page.wait_for_selector("#said:has-text('Saved')")
        page.wait_for_selector("#undo:enabled")
        held.let_go()
        page.wait_for_timeout(300)
        assert page.is_enabled("#undo")
        page.click("#undo")
        page.wait_for_selector("#said:has-text('Undone')")


@pytest.mark.slow
def test_a_name_that_is_typed_before_the_guess_stays(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        held = Held(page, "**/text/gazette/at*")
        find(page, WORDS)
        page.keyboard.press("4")
        held.wait()
        page.click("#form .combo:has-text('Speaker') input")
        page.keyboard.type("Somebody")
        held.let_go()
        page.wait_for_selector("#form[data-ready=yes]")
        page.focus("#pad")
        page.keyboard.press("r")
        assert page.input_value("#form .combo:has-text('Speaker') input") == "Somebody"


@pytest.mark.slow
def test_a_refusal_of_a_new_source_is_not_overwritten(browser: Browser, tmp_path: Path) -> None:
    """What a file says of itself is waited for, and gives way to what the next one says."""
    file = write_market(tmp_path / "market")
    for name in ("First", "Second"):
        page_of = f"<title>{name} title</title><p>The words of the {name}."
        (tmp_path / f"{name}.html").write_text(page_of, encoding="utf-8")
    with served(file) as address, opened(browser, address) as page:
        page.click("#add-source")
        page.set_input_files("#s-file", str(tmp_path / "First.html"))
        page.wait_for_selector("#dialog :text('characters of text')")
        assert page.input_value("#e-title") == "First title"
        held = Held(page, "**/sources/read", "POST")
        page.set_input_files("#s-file", str(tmp_path / "Second.html"))
        held.wait()
        page.click("#dialog button.main")
        held.let_go()
        page.wait_for_selector("#said:has-text('Added')")
    titles = {source.title for source in load(file).require().sources.values()}
    assert "Second title" in titles
    assert "First title" not in titles
