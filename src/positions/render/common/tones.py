"""Colours of stances and shares by class, the same on the page, in pictures and in Word."""

from __future__ import annotations

from typing import NamedTuple

from positions.render.common.text import is_thin
from positions.tables import Share, StanceCell

STEPS = 5
"""Shares are shaded in so many steps, the lowest not at all."""

_STRONG = 0.75


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


def stance_class(cell: StanceCell) -> str:
    """Return the class of a stance: f2 f1 z a1 a2 from for to against, n nominal, no for any other state."""
    if cell.state != "position":
        return "no"
    if cell.side is None:
        return "n"
    if cell.side == 0:
        return "z"
    strong = (cell.strength or 0) > _STRONG and cell.grades != 1
    return ("f" if cell.side > 0 else "a") + ("2" if strong else "1")


def share_class(share: Share) -> str:
    """Return the class of a share: g0 to g4 by its size, thin on too few issues, un if undefined."""
    if share.value is None:
        return "un"
    if is_thin(share):
        return "thin"
    return f"g{share_step(share.value)}"


def share_step(value: float) -> int:
    """Return which of the steps a share from 0 to 1 falls on, 0 the lowest."""
    return max(0, min(int(value * STEPS), STEPS - 1))


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
