"""One palette: legible, the same meaning in every format, legible in greyscale and to the colour-blind."""

import math
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from positions.render.common.palette import (
    AGREE,
    BASE,
    FOR,
    INK,
    OPPOSE,
    PAPER,
    PLAIN,
    SOFT,
    TONES,
    WASH,
    Tone,
    css_rules,
    css_variables,
    luminance,
    share_tone,
    share_tones,
    terminal_colours,
)
from positions.tables import Share

SCREENS: dict[str, Callable[[Tone], str | None]] = {
    "light": lambda tone: tone.fill,
    "dark": lambda tone: tone.night[0] if tone.night else None,
    "terminal": lambda tone: tone.terminal,
}

# Machado, Oliveira and Fernandes (2009), severity 1, on linear red, green and blue
BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
EVERYBODY = {"usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)), **BLIND}


def lab(colour: str, eye: str) -> tuple[float, float, float]:
    """A colour in OKLab, as an eye sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in EVERYBODY[eye]]
    r, g, b = seen
    cones = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    x, y, z = (max(cone, 0) ** (1 / 3) for cone in cones)
    return (
        0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z,
    )


def distance(one: str, other: str, eye: str) -> float:
    """How different two colours look: 0.02 is just noticeable."""
    return math.dist(lab(one, eye), lab(other, eye))


def contrast(one: str, other: str) -> float:
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def filled() -> dict[str, Tone]:
    return {name: tone for name, tone in TONES.items() if tone.fill}


@pytest.mark.parametrize("name", TONES)
def test_text_is_legible_on_every_colour(name: str) -> None:
    tone = TONES[name]
    assert contrast(tone.fill or PAPER, tone.ink) >= 4.5
    if tone.fill:
        assert tone.night is not None
        assert contrast(*tone.night) >= 4.5
        shown = terminal_colours(tone)
        assert shown is not None
        assert contrast(*shown) >= 4.5
    else:
        assert tone.night is None
        assert terminal_colours(tone) is None


def test_lines_and_letters_are_legible_on_paper() -> None:
    pairs = [(PAPER, line) for line in (FOR, AGREE, OPPOSE, PLAIN, SOFT, INK)] + [(WASH, INK), (WASH, SOFT)]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)
    assert contrast(BASE["paper"].dark, BASE["ink"].dark) >= 4.5


@pytest.mark.parametrize("name", filled())
def test_a_terminal_of_256_colours_has_the_colour(name: str) -> None:
    cube, colour = (0, 95, 135, 175, 215, 255), TONES[name].terminal or ""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert all(part in cube for part in parts) or (len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("eye", EVERYBODY)
def test_everybody_tells_the_sides_apart(screen: str, eye: str) -> None:
    shown = SCREENS[screen]
    for support, oppose in (("f2", "a2"), ("f1", "a1"), ("f2", "z"), ("a2", "z"), ("f1", "f2"), ("a1", "a2")):
        one, other = shown(TONES[support]), shown(TONES[oppose])
        assert one is not None
        assert other is not None
        assert distance(one, other, eye) >= 0.04, (support, oppose)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_print_without_colours_shows_the_sides(screen: str) -> None:
    shown = SCREENS[screen]
    for support, oppose in (("f2", "a2"), ("f1", "a1")):
        one, other = shown(TONES[support]), shown(TONES[oppose])
        assert one is not None
        assert other is not None
        assert contrast(one, other) >= 1.4
        assert luminance(one) > luminance(other)


@pytest.mark.parametrize("screen", SCREENS)
def test_agreement_is_blue_and_disagreement_purple_like_opposition(screen: str) -> None:
    shown = SCREENS[screen]
    for step in range(1, 5):
        one, other = (shown(share_tones(opposed=opposed)[step]) for opposed in (False, True))
        assert one is not None
        assert other is not None
        assert distance(one, other, "usual") >= 0.02
        assert lab(other, "usual")[1] > lab(one, "usual")[1]  # redder
    assert share_tones(opposed=True)[4].fill == TONES["a2"].fill
    assert share_tones(opposed=True)[4].terminal == TONES["a2"].terminal


@pytest.mark.parametrize("opposed", [False, True])
def test_larger_shares_are_darker_in_grey_too(opposed: bool) -> None:
    for shown in (SCREENS["light"], SCREENS["terminal"]):
        fills = [shown(tone) or PAPER for tone in share_tones(opposed=opposed)]
        assert all(luminance(one) > 1.05 * luminance(other) for one, other in pairwise(fills))


def test_what_is_thin_or_undefined_has_no_colour() -> None:
    for share in (Share(None, 0), Share(1.0, 2), Share(0.1, 30)):
        assert share_tone(share).fill is None
        assert share_tone(share, opposed=True).fill is None


def test_the_style_sheet_has_every_tone_and_no_other_colour() -> None:
    variables, rules = css_variables(), css_rules()
    for name in filled():
        assert variables.count(f"--{name}: ") == variables.count(f"--{name}-ink: ") == 2
        assert f"var(--{name});" in rules
    assets = Path(__file__).parents[3] / "src/positions/render/html/assets"
    sheet = (assets / "report.css").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet)) == {"#fff", "#0005", "#0008"}  # paper, shadows
    assert "/* the rules of TONES */\n" in sheet
    known = set(re.findall(r"--([\w-]+):", variables + sheet))
    assert set(re.findall(r"var\(--([\w-]+)\)", variables + rules + sheet)) <= known
