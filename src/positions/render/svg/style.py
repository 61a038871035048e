"""The look of the pictures, that of the page of a report: its colours, its type and its spacing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from positions.render.common.text import visible
from positions.render.common.text_width import Face, widest, width, wrapped
from positions.render.html.cells import share_class, stance_class
from positions.tables import Share, StanceCell


class Tone(NamedTuple):
    """The colour of an area and of the text on it; None is no colour."""

    fill: str | None
    ink: str


PAPER, INK, SOFT, RULE, WASH = "#fffdfa", "#1b1b1d", "#55565c", "#d9d5cd", "#f5f2ec"
ACCENT = "#d75f00"
FOR, AGREE, OPPOSE, PLAIN = "#a84a00", "#1f5c99", "#5b2a86", "#55565c"

TONES = {
    "f2": Tone("#d75f00", "#000000"),
    "f1": Tone("#ffd2a3", "#2b1600"),
    "z": Tone("#e3e1dc", "#222222"),
    "a1": Tone("#d9d2ea", "#21143a"),
    "a2": Tone("#5b2a86", "#ffffff"),
    "n": Tone("#e8ecef", "#222222"),
    "no": Tone(None, SOFT),
    "un": Tone(None, SOFT),
    "thin": Tone(None, SOFT),
    "g0": Tone(None, INK),
    "g1": Tone("#e1ecf6", "#0d1b2a"),
    "g2": Tone("#bdd7ec", "#0d1b2a"),
    "g3": Tone("#86b8dd", "#0d1b2a"),
    "g4": Tone("#1f5c99", "#ffffff"),
    "d0": Tone(None, INK),
    "d1": Tone("#ece5f2", "#1f1030"),
    "d2": Tone("#d3c5e3", "#1f1030"),
    "d3": Tone("#b39ccd", "#1f1030"),
    "d4": Tone("#5b2a86", "#ffffff"),
}
"""The page's colours by its classes: stances from for to against, shares of agreement and of disagreement."""

SANS = (
    "Helvetica Neue, Helvetica, Arial, Liberation Sans, Arimo, Positions Sans, "
    "DejaVu Sans Condensed, sans-serif"
)
SERIF = (
    "Charter, Bitstream Charter, Georgia, Cambria, Liberation Serif, Positions Serif, "
    "DejaVu Serif Condensed, serif"
)

HEAD, SUBHEAD, LEDE, BODY, SMALL, TINY = 27.0, 16.5, 15.0, 13.0, 11.5, 10.5
"""Sizes of type."""

LEADING = 1.32
"""The distance of lines, in sizes of type."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Lettering:
    """How words look.

    Attributes:
        anchor: which part of a line stands at its place.
        halo: the colour of a rim that parts it from what is below.
    """

    size: float = BODY
    face: Face = "regular"
    colour: str = INK
    anchor: Anchor = "start"
    halo: str | None = None

    @property
    def leading(self) -> float:
        """The distance of its lines."""
        return self.size * LEADING

    def coloured(self, colour: str) -> Lettering:
        """Return the same in another colour."""
        return replace(self, colour=colour)

    def anchored(self, anchor: Anchor) -> Lettering:
        """Return the same with another part of each line at its place."""
        return replace(self, anchor=anchor)

    def width(self, text: str) -> float:
        """Return how wide a text is in one line."""
        return width(text, self.size, self.face)

    def widest(self, lines: Sequence[str]) -> float:
        """Return the width of the widest of some lines; 0 of none."""
        return widest(lines, self.size, self.face)

    def wrapped(self, text: str, room: float, *, most: int | None = None) -> list[str]:
        """Return a text of the data in lines no wider than `room`, in which nothing acts."""
        return wrapped(visible(text), room, self.size, self.face, most=most)


NAME = Lettering(BODY, "bold")
"""Names of actors and issues beside what is drawn of them."""

HEADING = Lettering(SMALL, "bold")
"""Headings of columns."""

NOTE = Lettering(SMALL, colour=SOFT)
"""What is said below a picture, and in its margin."""


def stance_tone(cell: StanceCell) -> Tone:
    """Return the colours of a stance."""
    return TONES[stance_class(cell)]


def share_tone(share: Share, *, opposed: bool = False) -> Tone:
    """Return the colours of a share by its size: blues for agreement, purples for disagreement."""
    name = share_class(share)
    return TONES[name.replace("g", "d") if opposed and name.startswith("g") else name]


def number_tone(value: float, largest: float) -> Tone:
    """Return the colours of a number by its size beside the largest: blues above 0, purples below."""
    if not largest or not value:
        return TONES["g0"]
    step = min(int(5 * abs(value) / largest), 4)
    return TONES[f"{'g' if value > 0 else 'd'}{step}"]


def tie_tone(value: float, largest: float) -> Tone:
    """Return the colours of a tie to an issue beside the strongest: as stances for and against have them."""
    return TONES[f"{'f' if value > 0 else 'a'}{2 if abs(value) > largest / 2 else 1}"]
