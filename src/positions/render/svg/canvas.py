"""Drawing to SVG: what is drawn is escaped, has no script, and refers to nothing outside itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from positions.one_line import isolated
from positions.render.common.palette import INK
from positions.render.common.text_xml import plain_text
from positions.render.svg.style import SANS, SERIF, Lettering

_FACES = {
    "regular": "",
    "bold": ' font-weight="700"',
    "italic": ' font-style="italic"',
    "serif": f' font-family="{SERIF}" font-weight="700"',
}


def number(value: float) -> str:
    """Return a length with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_of(value: str) -> str:
    """Return text as XML shows it, with nothing in it that acts."""
    return escape(isolated(plain_text(value)), quote=True)


class Canvas:
    """Marks in the order in which they are drawn; lengths in pixels, y downwards."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def rect(
        self,
        place: tuple[float, float, float, float],
        fill: str | None,
        *,
        line: str | None = None,
        dashed: bool = False,
        round: float = 0,
    ) -> None:
        """Draw a rectangle: x, y, width and height; a line is drawn within it."""
        x, y, wide, high = place
        if line:
            x, y, wide, high = x + 0.5, y + 0.5, wide - 1, high - 1
        self._add(
            "rect",
            x=x,
            y=y,
            width=wide,
            height=high,
            rx=round or None,
            fill=fill or "none",
            stroke=line,
            dash="3 2.5" if dashed else None,
        )

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = INK,
        *,
        thick: float = 1,
        dash: str | None = None,
    ) -> None:
        """Draw a straight line."""
        self._add(
            "line",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke=colour,
            stroke_width=thick,
            dash=dash,
        )

    def circle(
        self, centre: tuple[float, float], radius: float, fill: str | None, *, line: str | None = None
    ) -> None:
        """Draw a circle."""
        self._add("circle", cx=centre[0], cy=centre[1], r=radius, fill=fill or "none", stroke=line)

    def text(self, place: tuple[float, float], words: str, look: Lettering, *, turned: bool = False) -> None:
        """Write a line of text: its baseline begins (or has its middle or end) at a place.

        `turned` writes upwards.
        """
        shown = text_of(words)
        if not shown:
            return
        x, y = map(number, place)
        parts = [f'<text x="{x}" y="{y}" font-size="{number(look.size)}"{_FACES[look.face]}']
        if look.colour != INK:
            parts.append(f' fill="{look.colour}"')
        if look.anchor != "start":
            parts.append(f' text-anchor="{look.anchor}"')
        if look.halo:
            parts.append(
                f' stroke="{look.halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
            )
        if turned:
            parts.append(f' transform="rotate(-90 {x} {y})"')
        self._parts.append(f"{''.join(parts)}>{shown}</text>")

    def lines(self, place: tuple[float, float], words: Sequence[str], look: Lettering) -> float:
        """Write lines below one another, the first one's top at a place; return the height that they take."""
        for index, line in enumerate(words):
            self.text((place[0], place[1] + 0.95 * look.size + look.leading * index), line, look)
        return look.leading * len(words)

    def _add(self, name: str, **values: float | str | None) -> None:
        parts = []
        for key, value in values.items():
            if value is None:
                continue
            shown = value if isinstance(value, str) else number(value)
            key = {"dash": "stroke-dasharray"}.get(key, key.replace("_", "-"))
            parts.append(f' {key}="{shown}"')
        self._parts.append(f"<{name}{''.join(parts)}/>")

    def document(self, size: tuple[float, float], title: str, description: str) -> str:
        """Return what was drawn as an SVG file, with a title and a description for who cannot see it."""
        wide, high = map(number, size)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
                f'viewBox="0 0 {wide} {high}" role="img" aria-labelledby="title desc" '
                f'font-family="{SANS}" fill="{INK}">',
                f'<title id="title">{text_of(title)}</title>',
                f'<desc id="desc">{text_of(description)}</desc>',
                *self._parts,
                "</svg>\n",
            ]
        )
