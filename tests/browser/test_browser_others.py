"""A file that is lost, a workbench that is started again, another tab: what was typed stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra edit is not installed")

from helpers.meanwhile import Held, add_note, change_text, look_at_entry, type_into_form
from helpers.open_workbench import find, opened, served
from helpers.workbench import DATASET, write_market
from positions.dataset.load import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORDS = "Streets should be for people"


def replace(file: Path, old: str, new: str) -> None:
    """Change words of the dataset's file as an editor would."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def code_night_buses(page: Page) -> None:
    """Make an edit that can be undone, on the grid."""
    page.click("#tab-grid")
    page.focus("button.cell[data-actor=forum][data-issue=night-buses]")
    page.keyboard.press("2")
    page.wait_for_selector("#said:has-text('Saved')")
    page.click("#tab-text")


@pytest.mark.slow
@pytest.mark.parametrize("button", ["#undo", "#others"])
@pytest.mark.parametrize("form", ["fields", "silent"])
def test_a_change_elsewhere_leaves_the_fields(
    browser: Browser, tmp_path: Path, button: str, form: str
) -> None:
    file = write_market(tmp_path / "market")
    with served(file, "--coder", "ann") as address, opened(browser, address) as page:
        code_night_buses(page)
        if form == "fields":
            look_at_entry(page)
            page.click("#side button.change")
            page.fill("#e-note", "typed")
        else:
            page.click("#silent")
            page.uncheck("#side form input")
        with page.expect_response("**/view/look/**"):
            page.click(button)
        page.wait_for_timeout(200)
        if form == "fields":
            assert page.input_value("#e-note") == "typed"
        else:
            assert not page.is_checked("#side form input")


@pytest.mark.slow
def test_what_was_typed_goes_into_the_entry_as_it_is_now(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        page.click("#side button.change")
        page.fill("#e-condition", "if it rains")
        add_note(file, "from an editor")
        page.click("#side button.main")
        page.wait_for_selector("#said:has-text('Another program has changed this entry')")
        assert page.input_value("#e-note") == "from an editor"
        assert page.input_value("#e-condition") == "if it rains"
        page.click("#side button.main")
        page.wait_for_selector("#said:has-text('Changed')")
    (entry,) = load(file).require().stakeholders["traders"].positions["parking"]
    assert entry.condition is not None
    assert (entry.note, entry.condition.text) == ("from an editor", "if it rains")


@pytest.mark.slow
def test_the_key_changes_the_entry_that_is_shown(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        add_note(file, "from an editor")
        page.wait_for_selector("#side article.card :text('from an editor')")
        page.focus("#text")
        page.keyboard.press("e")
        page.wait_for_selector("#e-note")
        assert page.input_value("#e-note") == "from an editor"
        page.keyboard.press("Escape")
        page.wait_for_selector("#side h2:has-text('Coding')")
        find(page, "It was raining")
        page.keyboard.press("e")  # nothing is coded there
        page.wait_for_timeout(200)
        assert page.locator("#e-note").count() == 0


@pytest.mark.slow
def test_what_was_typed_into_an_entry_that_is_gone_can_be_copied(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        page.click("#side button.change")
        page.fill("#e-note", "typed")
        replace(file, "  traders:\n", "  shops:\n")
        page.click("#side button.main")
        page.wait_for_selector("#side [role=alert]:has-text('to be copied')")
        assert page.input_value("#e-note") == "typed"
        page.click("#side button:has-text('Cancel')")
        page.wait_for_selector("#side h2:has-text('Coding')")


@pytest.mark.slow
def test_a_part_that_was_renamed_is_said_in_its_dialog(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.click("#tab-grid")
        page.click("button.part[data-id=forum]")
        page.fill("#e-name", "typed")
        held = Held(page, "**/view/grid")
        replace(file, "  forum:\n", "  friends:\n")
        held.wait()
        page.click("#dialog button.main")
        page.wait_for_selector("#dialog [role=alert]:has-text('renamed or removed')")
        assert page.input_value("#e-name") == "typed"
        page.click("#dialog button:has-text('Cancel')")
        page.click("button.part[data-id=forum]")  # the grid is not drawn anew yet
        page.wait_for_selector("#said:has-text('renamed or removed meanwhile')")
        held.let_go()


@pytest.mark.slow
def test_the_focus_stays_where_others_change_the_data(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.focus("#sources button.source")
        replace(file, "title: Market street", "title: Market place")
        page.wait_for_selector("#title:has-text('place')")
        assert page.evaluate("document.activeElement.dataset.source") == "gazette"
        page.click("#tab-grid")
        page.focus("button.part[data-id=forum]")
        replace(file, "title: Parking", "title: Car parks")
        page.wait_for_selector("#screen-other :text('Car parks')")
        assert page.evaluate("document.activeElement.dataset.id") == "forum"


@pytest.mark.slow
def test_chosen_words_are_found_again_where_the_text_changed(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        find(page, WORDS)
        page.keyboard.press(",")  # a word is being named
        change_text(file)
        page.wait_for_selector("#text :text('Corrected.')")
        page.wait_for_selector("#text .here")
        page.keyboard.press("x")
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.inner_text("#form blockquote") == WORDS
        page.keyboard.press("Escape")
        page.wait_for_selector("#text:focus")
        words = (file.parent / "sources" / "gazette.txt").read_text(encoding="utf-8")
        (file.parent / "sources" / "gazette.txt").write_text(
            words.replace("Streets", "Roads"), encoding="utf-8"
        )
        page.wait_for_selector("#text :text('Roads')")
        page.keyboard.press("Enter")
        page.wait_for_selector("#said:has-text('Nothing was chosen')")
        assert page.locator("#form").count() == 0


@pytest.mark.slow
def test_keys_in_a_text_that_is_gone_do_nothing(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        (file.parent / "sources" / "gazette.txt").unlink()
        page.wait_for_selector("#text :text('there is no file')")
        page.focus("#text")
        for key in [
            ",",
            "a",
            ".",
            "a",
            "+",
            "4",
            "Enter",
            "o",
            "n",
            "l",
            "e",
            "Delete",
            "ArrowDown",
            "ArrowLeft",
            "Escape",
        ]:
            page.keyboard.press(key)
        find(page, "Streets")
        page.wait_for_selector("#said:has-text('no text to find')")
        assert page.locator("#side form").count() == 0


@pytest.mark.slow
def test_a_dataset_that_is_taken_away_comes_back(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        type_into_form(page, WORDS, "typed")
        file.unlink()
        page.wait_for_selector("#banner:has-text('not there any more')")
        page.click("#form button.main")
        page.wait_for_selector("#form :text('no dataset')")
        file.write_text(DATASET, encoding="utf-8")
        page.wait_for_selector("#banner", state="hidden")
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
    (entry,) = load(file).require().stakeholders["forum"].positions["night-buses"]
    assert entry.note == "typed"


@pytest.mark.slow
@pytest.mark.parametrize("noticed", [True, False])
def test_a_screen_that_could_not_be_drawn_is_drawn_again(
    browser: Browser, tmp_path: Path, noticed: bool
) -> None:
    """Whether or not the server has noticed that the file was away for a moment."""
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        file.unlink()
        if noticed:
            page.wait_for_selector("#banner:has-text('not there any more')")
        page.click("#tab-grid")
        page.wait_for_selector("#screen-other :text('no dataset')")
        file.write_text(DATASET, encoding="utf-8")
        page.wait_for_selector("#screen-other button.cell")
        page.wait_for_selector("#banner", state="hidden")


@pytest.mark.slow
def test_a_dataset_that_others_begin_is_shown(browser: Browser, tmp_path: Path) -> None:
    folder = write_market(tmp_path / "market").parent
    (folder / "stakeholders.yaml").unlink()
    with served(folder) as address, opened(browser, address) as page:
        page.fill("#begin #e-title", "Mine")
        (folder / "stakeholders.yaml").write_text(DATASET, encoding="utf-8")
        page.wait_for_selector("#begin [role=alert]:has-text('Another program')")
        assert page.input_value("#begin #e-title") == "Mine"
        page.keyboard.press("Escape")
        page.wait_for_selector("#text .label")
        page.click("#add-source")
        page.wait_for_selector("#source-form")


@pytest.mark.slow
def test_a_dataset_that_is_mended_after_the_page_was_opened_is_shown(
    browser: Browser, tmp_path: Path
) -> None:
    file = write_market(tmp_path / "market")
    replace(file, "issues:\n", "issues: [\n")
    with served(file) as address, opened(browser, address) as page:
        page.wait_for_selector("#banner:has-text('must be a group')")
        replace(file, "issues: [\n", "issues:\n")
        page.wait_for_selector("#text .label")
        page.wait_for_selector("#banner", state="hidden")


@pytest.mark.slow
def test_the_page_goes_on_with_a_workbench_that_is_started_again(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    command = [sys.executable, "-m", "positions", "edit", str(file), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        address = killed.stdout.readline().strip()
        port = address.partition("/#")[0].rpartition(":")[2]
        with opened(browser, address) as page:
            type_into_form(page, WORDS, "not lost")
            killed.kill()
            page.wait_for_selector("#banner:has-text('does not answer')")
            page.click("#form button.main")
            page.wait_for_selector("#form :text('does not answer')")
            with served(file, "--port", port) as again:
                page.wait_for_selector("#banner:has-text('was started again')")
                page.goto(again)  # in the same tab: the page is not loaded anew
                page.wait_for_selector("#banner", state="hidden")
                assert page.input_value("#f-note") == "not lost"
                page.click("#form button.main")
                page.wait_for_selector("#said:has-text('Saved')")


@pytest.mark.slow
def test_a_button_says_that_nobody_answers(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file, "--coder", "ann") as address, opened(browser, address) as page:
        page.click("#tab-grid")
        page.wait_for_selector("button.cell")
        for pattern in ("**/others", "**/view/cell/**"):
            page.route(pattern, lambda route: route.abort())
        page.click("#others")
        page.wait_for_selector("#said:has-text('does not answer')")
        page.evaluate("document.getElementById('said').textContent = ''")
        page.press("button.cell", "2")
        page.wait_for_selector("#said:has-text('does not answer')")


@pytest.mark.slow
def test_others_are_hidden_in_every_tab(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    replace(file, "        stance: oppose\n", "        stance: oppose\n        coder: bob\n")
    with served(file, "--coder", "ann") as address, opened(browser, address) as page:
        page.click("#others")
        page.wait_for_selector("#text button.label")
        other = page.context.new_page()
        other.goto(address.partition("#")[0])
        other.wait_for_selector("#text button.label")
        page.click("#others")
        other.wait_for_selector("#others:has-text('Show others')")
        other.wait_for_selector("#text button.label", state="detached")


@pytest.mark.slow
def test_a_draft_of_another_tab_takes_no_place(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        other = page.context.new_page()
        other.goto(address.partition("#")[0])
        other.wait_for_selector("body[data-ready]")
        type_into_form(page, WORDS, "of the first")
        type_into_form(other, "A night bus is needed too", "of the second")
        other.click("#form button.main")
        other.wait_for_selector("#said:has-text('Saved')")
        page.reload()
        page.wait_for_selector("#form[data-ready=yes]")
        assert page.input_value("#f-note") == "of the first"


@pytest.mark.slow
def test_fields_outlast_the_page_and_a_saved_draft_does_not(browser: Browser, tmp_path: Path) -> None:
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        look_at_entry(page)
        page.click("#side button.change")
        page.fill("#e-note", "typed")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        look_at_entry(page)
        page.click("#side button.change")
        page.wait_for_selector("#e-note")
        assert page.input_value("#e-note") == "typed"
        page.click("#side button:has-text('Cancel')")
        type_into_form(page, WORDS, "put away")
        page.click("#text button.label")
        page.wait_for_selector("#side article.card")
        find(page, WORDS)
        page.keyboard.press("Enter")
        page.wait_for_selector("#form[data-ready=yes]")
        page.click("#form button.main")
        page.wait_for_selector("#said:has-text('Saved')")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.locator("#form").count() == 0


@pytest.mark.slow
def test_a_file_that_is_dropped_leaves_what_was_typed(browser: Browser, tmp_path: Path) -> None:
    drop = """() => {
        const data = new DataTransfer();
        data.items.add(new File(["Some words of it."], "a.txt"));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    }"""
    file = write_market(tmp_path / "market")
    with served(file) as address, opened(browser, address) as page:
        page.click("#add-source")
        page.fill("#e-title", "Typed")
        page.evaluate(drop)
        page.wait_for_selector("#dialog :text('characters of text')")
        assert page.input_value("#e-title") == "Typed"
        page.keyboard.press("Escape")
        page.click("#tab-grid")
        page.click("button.part[data-id=forum]")
        page.fill("#e-name", "Typed")
        page.evaluate(drop)
        assert page.input_value("#e-name") == "Typed"
