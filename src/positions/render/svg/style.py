"""The look of the pictures, that of the page of a report: its colours, its type and its spacing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from positions.render.common.palette import INK, SOFT
from positions.render.common.text import visible
from positions.render.common.text_width import Face, widest, width, wrapped

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
