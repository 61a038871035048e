"""Codes passages in the workbench by keyboard alone, and counts the keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STATE = "import('/assets/cursor.js').then(m => [m.cursor.start, m.cursor.end, m.words()])"
_FORM = """() => {
  const [actor, issue, speaker] = [...document.querySelectorAll('#form .combo input')].map(i => i.value);
  const on = document.activeElement;
  const pad = document.querySelector('#pad');
  const rows = [...pad.querySelectorAll('[role=radiogroup]')].map(row => [
    row.getAttribute('aria-label'), row.querySelector('[aria-checked=true]')?.textContent || '']);
  const focus = on === pad ? 'pad' : on.labels?.[0]?.textContent || on.id;
  return {actor, issue, speaker, chosen: Object.fromEntries(rows), focus};
}"""


@dataclass(frozen=True)
class Coding:
    """What is to be coded: the span of the words in the text, and what the form is to say."""

    span: tuple[int, int]
    actor: str
    short: str | None
    issue: str
    stance: str
    basis: str
    confidence: str = ""
    speaker: str = ""
    condition: str = ""


@dataclass
class Driver:
    """A hand on the keyboard."""

    tab: Page
    keys: Counter[str] = field(default_factory=Counter)
    codings: list[Counter[str]] = field(default_factory=list)

    def press(self, key: str, kind: str = "form") -> None:
        self.tab.keyboard.press(key)
        self.keys[kind] += 1

    def letters(self, text: str, kind: str = "form") -> None:
        self.tab.keyboard.type(text)
        self.keys[kind] += len(text)

    def cursor(self) -> tuple[int, int]:
        start, end, _ = self.tab.evaluate(_STATE)
        return start, end

    def form(self) -> dict[str, Any]:
        found: dict[str, Any] = self.tab.evaluate(_FORM)
        return found

    def choose(self, text: str, span: tuple[int, int]) -> None:
        """Choose words with the keys of the text."""
        start, end = span
        self.press("Escape", "select")  # the whole sentence in which the last coding was
        for _ in range(200):
            low, high = self.cursor()
            if low <= start < high:
                break
            self.press("ArrowDown" if low < start else "ArrowUp", "select")
        for _ in range(9):
            if self.cursor()[1] >= end:
                break
            self.press("Shift+ArrowDown", "select")
        self._edge(",", 0, start, text)
        while not text[end - 1].isalnum():
            end -= 1
        if self.cursor()[1] > end + 3 or self.cursor()[1] < end:
            self._edge(".", 1, end, text)

    def _edge(self, key: str, side: int, wanted: int, text: str) -> None:
        """Name the word at an edge by its first letters, then go on to the next that begins so."""
        if (side == 0 and self.cursor()[0] == wanted) or (side == 1 and self.cursor()[1] == wanted):
            return
        if side == 0:
            word = text[wanted:]
        else:
            low = wanted
            while low > 0 and (text[low - 1].isalnum() or text[low - 1] in "’'-"):
                low -= 1
            word = text[low:wanted]
        self.press(key, "select")
        for letter in word[:3]:
            self.letters(letter.lower(), "select")
            if self.cursor()[side] == wanted:
                break
        for _ in range(12):
            if self.cursor()[side] == wanted:
                return
            self.press(key, "select")
        raise AssertionError(f"the edge {wanted} was not reached: {word[:20]!r}, {self.cursor()}")

    def code(self, text: str, coding: Coding, known: set[str]) -> None:
        """Code a passage; who is not among the known is made in place."""
        before = Counter(self.keys)
        self.choose(text, coding.span)
        self.press("Enter")
        self.tab.wait_for_selector("#form[data-ready=yes]")
        label = coding.short or coding.actor
        if self.form()["actor"] != label:
            if self.form()["focus"] != "Actor":
                self.press("Shift+Tab")
            self._take_actor(coding, known)
        self._take_issue(coding)
        self._fill(coding)
        self.tab.evaluate("document.querySelector('#said').textContent = ''")
        self.press("Enter")
        self.tab.wait_for_selector("#said:has-text('Saved')")
        self.codings.append(self.keys - before)

    def _take_actor(self, coding: Coding, known: set[str]) -> None:
        label = coding.short or coding.actor
        if coding.actor in known:
            self.letters(label[:2].lower())
            self._down_to(label)
            self.press("Tab")
            return
        known.add(coding.actor)
        self.letters(coding.actor, "new")
        self._down_to(f"New actor “{coding.actor}” …", "new")
        self.press("Enter", "new")
        if coding.short:
            self.letters(coding.short, "new")
        self.press("Enter", "new")

    def _take_issue(self, coding: Coding) -> None:
        assert self.form()["focus"] == "Issue", self.form()
        first = self.tab.locator("#form .combo").nth(1).locator("li").first.locator("b").inner_text()
        if first != coding.issue:
            self.letters(coding.issue[:2].lower())
            self._down_to(coding.issue, at=1)
        self.press("Tab")

    def _down_to(self, label: str, kind: str = "form", at: int = 0) -> None:
        box = self.tab.locator("#form .combo").nth(at)
        for _ in range(12):
            if box.locator("li[aria-selected=true] b").inner_text() == label:
                return
            self.press("ArrowDown", kind)
        raise AssertionError(f"{label} is not in the list")

    def _fill(self, coding: Coding) -> None:
        assert self.form()["focus"] == "pad", self.form()
        stances = ["strongly-oppose", "oppose", "neutral", "support", "strongly-support"]
        self.press(str(stances.index(coding.stance) + 1))
        if coding.basis not in self.form()["chosen"]["Basis"]:
            self.press(coding.basis[0])
        if coding.confidence:
            self.press(coding.confidence[0])
        if self.form()["speaker"] != coding.speaker:
            self.press("p")
            if coding.speaker:
                self._speaker(coding.speaker)
            else:
                self.press("Delete")
            if self.form()["focus"] != "pad":
                self.press("Enter")
        if coding.condition:
            self.press("c")
            self.letters(coding.condition, "text")

    def _speaker(self, name: str) -> None:
        box = self.tab.locator("#form .combo").nth(2)
        listed = box.locator("li b").all_inner_texts()
        if name in listed:
            self.letters(name.split()[-1][:2].lower())
            self._down_to(name, at=2)
        else:
            self.letters(name, "text")
