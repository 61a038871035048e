"""Colours that the colour-blind tell apart: orange for support, purple for opposition, blues for shares.

After the schemes PuOr and Blues of ColorBrewer (Cynthia Brewer, Mark Harrower and The Pennsylvania State
University), each the nearest that a terminal of 256 colours shows. Formats repeat with them what a mark or a
number says already.
"""

from __future__ import annotations

from positions.render.common.tones import STEPS, share_step, stance_class
from positions.tables import StanceCell

STRONG_SUPPORT, SUPPORT, NEUTRAL, OPPOSE, STRONG_OPPOSE = (
    "#d75f00",
    "#ffaf5f",
    "#d0d0d0",
    "#afafd7",
    "#5f0087",
)
"""Backgrounds, from for to against."""

SHADES = (None, "#afd7ff", "#87d7ff", "#5fafd7", "#005faf")
"""Backgrounds of shares, from none (no background) to all."""

DARK, LIGHT = "#000000", "#ffffff"
"""Text on those backgrounds: the contrast is at least 4.5 to 1."""

_BY_CLASS = {
    "f2": (DARK, STRONG_SUPPORT),
    "f1": (DARK, SUPPORT),
    "z": (DARK, NEUTRAL),
    "a1": (DARK, OPPOSE),
    "a2": (LIGHT, STRONG_OPPOSE),
}
"""By the classes of `tones`; no others have a colour."""


def colours(cell: StanceCell) -> tuple[str, str] | None:
    """Return the text colour and the background of a stance; None for what is on no side and not neutral."""
    return _BY_CLASS.get(stance_class(cell))


def shade(share: float) -> tuple[str, str] | None:
    """Return the text colour and the background of a share from 0 to 1 in five steps, None for the lowest."""
    step = share_step(share)
    background = SHADES[step]
    return None if background is None else (LIGHT if step == STEPS - 1 else DARK, background)
