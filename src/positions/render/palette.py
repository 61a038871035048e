"""Colours that the colour-blind tell apart: orange for support, purple for opposition, grey for neither.

From ColorBrewer's PuOr (Cynthia Brewer, Mark Harrower and The Pennsylvania State University). Formats repeat
with them what a mark says already.
"""

from __future__ import annotations

from positions.tables import StanceCell

STRONG_SUPPORT, SUPPORT, NEUTRAL, OPPOSE, STRONG_OPPOSE = (
    "#e66101",
    "#fdb863",
    "#d9d9d9",
    "#b2abd2",
    "#5e3c99",
)
"""Backgrounds, from for to against."""

DARK, LIGHT = "#000000", "#ffffff"
"""Text on those backgrounds: the contrast is at least 4.5 to 1."""

_STRONG = 0.75


def colours(cell: StanceCell) -> tuple[str, str] | None:
    """Return the text colour and the background of a stance; None for what is on no side and not neutral."""
    if cell.state != "position" or cell.side is None:
        return None
    if cell.side == 0:
        return DARK, NEUTRAL
    strong = (cell.strength or 0) > _STRONG and cell.grades != 1
    if cell.side > 0:
        return DARK, STRONG_SUPPORT if strong else SUPPORT
    return (LIGHT, STRONG_OPPOSE) if strong else (DARK, OPPOSE)
