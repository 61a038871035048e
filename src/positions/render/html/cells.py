"""Cells of the page: marks and numbers with their colours, and the addresses of what is behind them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import cast
from urllib.parse import quote

from positions.page_model import Page
from positions.render.common.marks import in_words, is_weak, marked, with_frequency
from positions.render.common.palette import share_class, stance_class
from positions.render.common.text import extent_text, is_thin, share_text, visible
from positions.render.html.build import Markup, el, join
from positions.rounding import percent
from positions.tables import Share, StanceCell
from positions.vocabulary import state_entry


def stance_words(cell: StanceCell) -> str:
    """Return a stance with what qualifies it in words: "oppose, on a condition, weak evidence"."""
    words = [with_frequency(cell)]
    if state_entry(cell.state).spoken:
        words += ["on a condition"] if cell.condition else []
        words += ["weak evidence"] if is_weak(cell) else []
    words += [cell.moved_words] if cell.moved_words else []
    return ", ".join(words)


def stance_said(cell: StanceCell, *, strong: bool = False) -> Markup:
    """Return a stance as a mark on its colour and in words; who cannot see the mark hears what it adds."""
    words, rest = in_words(cell), stance_words(cell).removeprefix(in_words(cell))
    return join(
        (
            el("span", marked(cell), class_=f"m {stance_class(cell)}", aria_hidden="true"),
            " ",
            el("strong", words) if strong else words,
            el("span", rest, class_="vh") if rest else None,
        )
    )


def stance_td(cell: StanceCell, address: str | None, whose: str = "") -> str:
    """Return a cell of the stance grid; with an address it is a link to what is behind it.

    Who cannot see the mark hears `whose` it is, "LGA on New structures: ", and the words. There may be
    thousands of cells, so each has few elements.
    """
    heard, mark = stance_words(cell), marked(cell)
    if mark[:1].isalnum() and mark not in heard:  # voice control needs the visible sign in the name
        heard += f", {mark}"
    shown, words = escape(mark), escape(visible(whose + heard))
    if address is None:
        inner = f'<span role="img" aria-label="{words}">{shown}</span>'
    else:
        inner = f'<a href="#{escape(address)}" aria-label="{words}">{shown}</a>'
    return f'<td class="c {stance_class(cell)}">{inner}</td>'


def share_td(share: Share | None, address: str | None, whose: str = "") -> str:
    """Return a cell of a matrix of shares: the share with its n; thin ones in parentheses and unshaded.

    `whose` is heard before it where it is a link: "LGA and CCN: ".
    """
    if share is None:
        return '<td class="c self"></td>'
    value = "–" if share.value is None else percent(share.value)
    value = f"({value})" if is_thin(share) else value
    shown = f"{escape(value)}<small>of {extent_text(share)}</small>"
    heard = escape(visible(f"{whose}{value} of {extent_text(share)}"))
    inner = shown if address is None else f'<a href="#{escape(address)}" aria-label="{heard}">{shown}</a>'
    return f'<td class="c {share_class(share)}">{inner}</td>'


def short_td(cell: StanceCell | Share | None) -> str:
    """Return a cell of a large table in as few letters as will do, without its end tag: "67%·31"."""
    if cell is None:
        return "<td class=self>"
    if isinstance(cell, StanceCell):
        return f"<td class={stance_class(cell)}>{escape(marked(cell))}"
    return f"<td class={share_class(cell)}>{escape(share_text(cell, compact=True))}"


MOST_TOLD = 5_000
"""Of more stances than this only words, notes and conditions stand behind a cell: the page stays smaller."""


@dataclass(frozen=True)
class Addresses:
    """Where in the page things are: `actor/issue` for a stance, `actor/actor` for a pair."""

    page: Page

    @cached_property
    def is_brief(self) -> bool:
        """Whether there are so many stances that only words are told, and no bare source or date."""
        return len(self.page.entries) > MOST_TOLD

    def stance(self, actor: int, issue: int) -> str | None:
        """Return the address of a stance; None where there is nothing behind it but itself."""
        entries = self.page.entries.get((actor, issue), ())
        told = any(
            entry.note or entry.cell.condition or any(item.words for item in entry.evidence)
            if self.is_brief
            else entry.evidence or entry.date or entry.note or entry.cell.condition or entry.coder
            for entry in entries
        )
        cell = cast("StanceCell", self.page.stances.cells[actor][issue])
        if cell.state == "excluded" or not (told or len(entries) > 1):
            return None
        return f"{self.actors[actor]}/{self.issues[issue]}"

    def pair(self, a: int, b: int) -> str:
        """Return the address of a pair, the one that is first in the file first."""
        return f"{self.actors[min(a, b)]}/{self.actors[max(a, b)]}"

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Each actor's part of an address: its id, what is no letter of ASCII written as in any address."""
        return tuple(_part(actor.ref.id) for actor in self.page.actors)

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Each issue's part of an address: its id, with `issue:` before it if an actor has the same."""
        names = (_part(issue.ref.id) for issue in self.page.issues)
        return tuple(f"issue:{name}" if name in self.actors else name for name in names)


def _part(name: str) -> str:
    return quote(name.encode("utf-8", "surrogatepass"), safe="")
