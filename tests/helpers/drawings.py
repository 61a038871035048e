"""What a picture shows, read back from its SVG."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from positions.render.common.text_width import SPARE, Face, width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Shown:
    """A line of text with the box that it takes in a font as wide as ours, without what is to spare."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Shown) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def size(svg: str) -> tuple[float, float]:
    root = parsed(svg)
    return float(root.attrib["width"]), float(root.attrib["height"])


def texts(svg: str, wider: float = 1.0) -> list[Shown]:
    """Return every line of text, in a font so much wider than ours."""
    found = []
    for element in parsed(svg).iter(f"{SVG}text"):
        text, high = element.text or "", float(element.attrib["font-size"])
        serif = element.get("font-family") is not None
        bold, italic = element.get("font-weight") == "700", element.get("font-style") == "italic"
        face: Face = "serif" if serif else "bold" if bold else "italic" if italic else "regular"
        wide = wider * width(text, high, face) / SPARE[face]
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        before = {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", "start"), 0.0)
        if element.get("transform"):  # turned to run upwards
            found.append(Shown(text, x - 0.7 * high, y - wide, x + 0.1 * high, y))
        else:
            found.append(Shown(text, x - before, y - 0.7 * high, x - before + wide, y + 0.15 * high))
    return found


def check_room(svg: str, wider: float = 1.0) -> None:
    """Fail where a text is cut by the edge, or covers another, in a font so much wider than ours."""
    wide, high = size(svg)
    shown = texts(svg, wider)
    for index, text in enumerate(shown):
        assert text.left >= 0, text
        assert text.right <= wide, text
        assert text.top >= 0, text
        assert text.bottom <= high, text
        for other in shown[:index]:
            assert not text.covers(other), (text, other)
