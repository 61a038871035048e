"""The one palette: what each colour means, and how paper, dark screens and terminals show it.

Orange is for, purple against, and darker, so that a print without colours shows the sides too. Agreement is
blue, disagreement purple; an undefined share, a thin one and a missing position have no colour. Marks and
numbers say the same, so no format depends on the colours. A new colour is a line in `TONES`: the page's style
sheet, pictures, Word, workbooks and terminals follow. After the schemes PuOr, Blues and Purples of
ColorBrewer (Cynthia Brewer, Mark Harrower and The Pennsylvania State University).
"""

from __future__ import annotations

from typing import NamedTuple

from positions.render.common.text import is_thin
from positions.tables import Share, StanceCell

STEPS = 5
"""Shares are shaded in so many steps, the lowest not at all."""

_STRONG = 0.75


class Tone(NamedTuple):
    """The colours of an area and of the text on it; None is no colour.

    Attributes:
        fill: background on paper and light screens.
        ink: text on it.
        night: background and text on dark screens.
        terminal: background on terminals, one of the 256 that all of them show; text on it is black or white.
    """

    fill: str | None
    ink: str
    night: tuple[str, str] | None = None
    terminal: str | None = None


class Pair(NamedTuple):
    """A colour on light screens and paper, and on dark screens."""

    light: str
    dark: str


BASE = {
    "paper": Pair("#fffdfa", "#141517"),
    "ink": Pair("#1b1b1d", "#ececea"),
    "soft": Pair("#55565c", "#b0b0b2"),
    "rule": Pair("#d9d5cd", "#3a3b3f"),
    "wash": Pair("#f5f2ec", "#1e2023"),
    "link": Pair("#1f4f82", "#9cc7f2"),
}
"""Colours without a meaning: background, text, quiet text, lines, tinted background, links."""

PAPER, INK, SOFT, RULE, WASH = (BASE[name].light for name in ("paper", "ink", "soft", "rule", "wash"))

TONES = {
    "f2": Tone("#d75f00", "#000000", ("#f4933f", "#140800"), "#d75f00"),
    "f1": Tone("#ffd2a3", "#2b1600", ("#7a4f22", "#ffe9d2"), "#ffaf5f"),
    "z": Tone("#e3e1dc", "#222222", ("#3b3d41", "#f2f2f2"), "#d0d0d0"),
    "a1": Tone("#b9a8d9", "#180c2e", ("#332a4d", "#ebe3ff"), "#af87d7"),
    "a2": Tone("#5b2a86", "#ffffff", ("#9a78e0", "#0c0415"), "#5f0087"),
    "n": Tone("#e8ecef", "#222222", ("#33373b", "#f2f2f2"), "#e4e4e4"),
    "no": Tone(None, SOFT),
    "un": Tone(None, SOFT),
    "thin": Tone(None, SOFT),
    "g0": Tone(None, INK),
    "g1": Tone("#e1ecf6", "#0d1b2a", ("#1d2a38", "#f0f6fc"), "#afd7ff"),
    "g2": Tone("#bdd7ec", "#0d1b2a", ("#23405c", "#f0f6fc"), "#87d7ff"),
    "g3": Tone("#86b8dd", "#0d1b2a", ("#2d5f8b", "#f0f6fc"), "#5fafd7"),
    "g4": Tone("#1f5c99", "#ffffff", ("#8fc3f3", "#06121d"), "#005faf"),
    "d0": Tone(None, INK),
    "d1": Tone("#ece5f2", "#1f1030", ("#2a2433", "#f5effc"), "#d7afff"),
    "d2": Tone("#d3c5e3", "#1f1030", ("#3d3150", "#f5effc"), "#af87d7"),
    "d3": Tone("#b39ccd", "#1f1030", ("#5a4579", "#f5effc"), "#875faf"),
    "d4": Tone("#5b2a86", "#ffffff", ("#c3a8f3", "#14081f"), "#5f0087"),
}
"""Stances from for to against (f2 f1 z a1 a2), nominal (n) and missing ones (no); shares undefined (un) or
resting on too few issues (thin), of agreement (g0 to g4) and of disagreement (d0 to d4)."""

ACCENT = TONES["f2"].fill or INK
FOR, AGREE, OPPOSE, PLAIN = "#a84a00", TONES["g4"].fill or INK, TONES["a2"].fill or INK, SOFT
"""Lines and letters on paper: for, agreement, opposition or disagreement, neither."""

GROUP_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#5b2a86")
"""Groups of points on a map, the largest first; more of them are hollow in the same colours.

After Okabe and Ito, "Color universal design" (2008), the yellow darkened so that it shows on paper.
"""


def stance_class(cell: StanceCell) -> str:
    """Return the name of a stance's tone: f2 f1 z a1 a2 from for to against, n nominal, else no."""
    if cell.state != "position":
        return "no"
    if cell.side is None:
        return "n"
    if cell.side == 0:
        return "z"
    strong = (cell.strength or 0) > _STRONG and cell.grades != 1
    return ("f" if cell.side > 0 else "a") + ("2" if strong else "1")


def label_class(place: int) -> str:
    """Return the name of a nominal stance's colour in a picture without words, by its place on the scale."""
    return f"k{place % len(GROUP_COLOURS)}"


def share_class(share: Share) -> str:
    """Return the name of a share's tone: g0 to g4 by size, thin on too few issues, un if undefined."""
    if share.value is None:
        return "un"
    if is_thin(share):
        return "thin"
    return f"g{share_step(share.value)}"


def share_step(value: float) -> int:
    """Return which of the steps a share from 0 to 1 falls on, 0 the lowest."""
    return max(0, min(int(value * STEPS), STEPS - 1))


def share_tones(*, opposed: bool) -> list[Tone]:
    """Return the tones of the steps from the lowest, of agreement or of disagreement."""
    return [TONES[f"{'d' if opposed else 'g'}{step}"] for step in range(STEPS)]


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


def is_of_disagreement(identity: str) -> bool:
    """Return whether the shares of a table or column with this id are of disagreement."""
    return identity in ("disagreement", "opposed_share", "share")


def terminal_colours(tone: Tone) -> tuple[str, str] | None:
    """Return text colour and background of a tone on a terminal; None if it has no background there."""
    if tone.terminal is None:
        return None
    return ("#000000" if luminance(tone.terminal) > 0.179 else "#ffffff"), tone.terminal


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as "#5b2a86", from 0 (black) to 1, after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def css_variables() -> str:
    """Return the custom properties of a style sheet, on light and on dark screens."""
    light = {name: pair.light for name, pair in BASE.items()}
    dark = {name: pair.dark for name, pair in BASE.items()}
    for name, tone in TONES.items():
        if tone.fill and tone.night:
            light |= {name: tone.fill, f"{name}-ink": tone.ink}
            dark |= {name: tone.night[0], f"{name}-ink": tone.night[1]}
    return (
        f":root {{ color-scheme: light dark; {_declared(light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declared(dark)} }} }}\n"
    )


def css_rules() -> str:
    """Return a rule for the class of each tone with a background; disagreement has its own tables."""
    tones = (
        f"{_selector(name)} {{ background: var(--{name}); color: var(--{name}-ink); }}\n"
        for name, tone in TONES.items()
        if tone.fill
    )
    groups = (f".k{number} {{ background: {colour}; }}\n" for number, colour in enumerate(GROUP_COLOURS))
    return "".join((*tones, *groups))


def _declared(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _selector(name: str) -> str:
    return f".disagreement .g{name[1:]}" if name.startswith("d") else f".{name}"
