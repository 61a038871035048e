"""Reports as PNG: the SVG drawn with the fonts that are shipped, so that it is the same on every machine."""

from __future__ import annotations

import os
import re
from html import unescape
from importlib.resources import as_file, files
from math import sqrt

from positions.problems import MissingExtraError, UsageError
from positions.render.common.text_width import FONT_FILES, missing
from positions.render.registry import RenderOptions
from positions.render.svg.report import render as render_svg
from positions.suggest import first_of
from positions.tables import Report

MOST_PIXELS = 36e6
"""A larger picture is drawn with fewer pixels to one of the SVG."""

_ZOOM = 2.0
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_TEXT = re.compile(r"<text[^>]*>([^<]*)<")


def render(report: Report, options: RenderOptions) -> bytes:
    """Return a report as a PNG file, two pixels to one of the SVG (fewer where it would be very large).

    Raises:
        MissingExtraError: if resvg_py is not installed.
        UsageError: if there is nothing to draw, or a text has letters that the shipped fonts lack, unless
            POSITIONS_FONTS=system asks for those of the machine (then pictures differ between machines).
    """
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("png", "writing .png") from None
    svg, system = render_svg(report, options), os.environ.get("POSITIONS_FONTS") == "system"
    if not system:
        _require_letters(svg)
    folder = files("positions.render").joinpath("fonts")
    with as_file(folder) as fonts:
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=_zoom(svg),
            skip_system_fonts=not system,
            font_files=[str(fonts / name) for name in FONT_FILES.values()],
            sans_serif_family="Positions Sans",
            serif_family="Positions Serif",
        )
    return bytes(drawn)


def _require_letters(svg: str) -> None:
    lacking = missing(unescape("".join(_TEXT.findall(svg))))
    if lacking:
        some = first_of(lacking, 5)
        raise UsageError(
            f"the fonts for PNG have Latin, Greek and Cyrillic letters, and none for {some}",
            "write an .svg: programs that show it use the fonts of their machine; or set "
            "POSITIONS_FONTS=system, and the PNG takes this machine's fonts for them",
        )


def _zoom(svg: str) -> float:
    size = _SIZE.search(svg)
    assert size  # every SVG of ours begins so
    pixels = float(size[1]) * float(size[2])
    return min(_ZOOM, sqrt(MOST_PIXELS / pixels))
