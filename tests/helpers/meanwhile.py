"""What goes on while somebody codes in the workbench: other programs, late answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.open_workbench import find

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page, Route

FRESH = "Corrected.\n\n"
"""What an editor puts before a text."""


def change_text(file: Path) -> None:
    """Change the text of the market's source."""
    text = file.parent / "sources" / "gazette.txt"
    text.write_text(FRESH + text.read_text(encoding="utf-8"), encoding="utf-8")


def add_note(file: Path, note: str) -> None:
    """Change an entry in the file as an editor would."""
    old = "        stance: oppose\n"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, f"{old}        note: {note}\n"), encoding="utf-8")


def add_second_source(file: Path) -> None:
    """Add a source before the market's, with a text."""
    letter = "To the council.\n\nBuses are slow.\n\nThey are dear.\n\nThey are few.\n"
    (file.parent / "sources" / "letter.txt").write_text(letter, encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    entry = "sources:\n  letter:\n    title: A letter\n    text: sources/letter.txt\n"
    file.write_text(text.replace("sources:\n", entry, 1), encoding="utf-8")


def look_at_entry(page: Page) -> None:
    """Show the market's entry in the right column."""
    find(page, "Higher charges would empty")
    page.keyboard.press("o")
    page.wait_for_selector("#side article.card")


def type_into_form(page: Page, words: str, note: str) -> None:
    """Code words of the forum on night buses, with a note, and do not save."""
    find(page, words)
    page.keyboard.press("4")
    page.wait_for_selector("#form[data-ready=yes]")
    choose_forum_on_buses(page)
    page.keyboard.press("n")
    page.keyboard.type(note)


def choose_forum_on_buses(page: Page) -> None:
    """Choose the forum and night buses in the form that is open, in place of what it guessed."""
    page.focus("#form .combo input")
    page.keyboard.press("Control+a")
    page.keyboard.type("Forum")
    page.keyboard.press("Enter")
    page.keyboard.type("Night")
    page.keyboard.press("Enter")


def hold_back(page: Page, pattern: str, seconds: float) -> list[str]:
    """Let the first answer for an address come late; return the list of those that came."""
    came: list[str] = []

    def late(route: Route) -> None:
        answer = route.fetch()
        if not came:
            came.append(route.request.url)
            page.wait_for_timeout(seconds * 1000)
        route.fulfill(response=answer)

    page.route(pattern, late)
    return came


class Held:
    """Answers of the server that wait until they are let go."""

    def __init__(self, page: Page, pattern: str, method: str = "GET") -> None:
        self._page, self._method, self._gone = page, method, False
        self.waiting: list[tuple[Route, APIResponse]] = []
        page.route(pattern, self._take)

    def _take(self, route: Route) -> None:
        if self._gone or route.request.method != self._method:
            route.continue_()
        else:
            self.waiting.append((route, route.fetch()))

    def wait(self) -> None:
        """Wait for the first of them."""
        for _ in range(1500):
            if self.waiting:
                return
            self._page.wait_for_timeout(20)
        raise AssertionError("nothing was asked")

    def let_go(self) -> None:
        """Let them go, and hold back no other."""
        self._gone = True
        for route, answer in self.waiting:
            route.fulfill(response=answer)
