"""A map of actors: points to scale, each with its name, no name on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from positions.render.svg_canvas import Anchor, Canvas
from positions.render.svg_metrics import widest, wrapped
from positions.render.svg_page import Block, Panel
from positions.render.svg_style import BODY, INK, LEADING, OPPOSE, PAPER, SMALL, SOFT, WASH
from positions.render.text import visible
from positions.tables import MapPicture

_WIDE, _LOWEST, _HIGHEST = 900.0, 340.0, 640.0
_EDGE_X, _EDGE_Y = 150.0, 60.0
_DOT, _NAME, _SAME = 6.0, 150.0, 1.5
_RADII = (12.0, 22.0, 36.0, 54.0, 76.0, 100.0, 130.0)
_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_BARS = (0.05, 0.1, 0.2, 0.25, 0.5)

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


@dataclass(frozen=True)
class _Spot:
    """Actors on one point, with their names as lines."""

    x: float
    y: float
    lines: list[str]
    number: int


def map_panel(picture: MapPicture) -> Panel:
    """Return the map; a bar tells how far apart so much less agreement is."""
    scale, high = _fit(picture)
    spots = _spots(picture, scale, high)
    boxes = _place(spots, (0, 0, _WIDE, high))

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y, _WIDE, high), WASH)
        _rulers(canvas, (x, y, high), scale)
        for spot, box in zip(spots, boxes, strict=True):
            _leader(canvas, spot, box, (x, y))
        for spot in spots:
            canvas.circle((x + spot.x, y + spot.y), _DOT + (2 if spot.number > 1 else 0), OPPOSE, line=PAPER)
        for spot, box in zip(spots, boxes, strict=True):
            _name(canvas, spot, box, (x, y))

    shown = tuple((ref.label, ref.name) for ref, _, _ in picture.points if ref.name != ref.label)
    return Panel("A map of agreement", Block(_WIDE, high + 30, paint), (), shown)


def _fit(picture: MapPicture) -> tuple[float, float]:
    """Return pixels by unit of distance, the same across and up, and the height of the map."""
    xs, ys = [x for _, x, _ in picture.points], [y for _, _, y in picture.points]
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    options = [(_WIDE - 2 * _EDGE_X) / across] if across else []
    options += [(_HIGHEST - 2 * _EDGE_Y) / up] if up else []
    scale = min(options, default=1.0)
    return scale, max(_LOWEST, up * scale + 2 * _EDGE_Y)


def _spots(picture: MapPicture, scale: float, high: float) -> list[_Spot]:
    """Return the points in pixels, those on one another as one."""
    xs, ys = [x for _, x, _ in picture.points], [y for _, _, y in picture.points]
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    groups: list[tuple[float, float, list[str]]] = []
    for ref, x, y in picture.points:
        place = _WIDE / 2 + (x - middle[0]) * scale, high / 2 - (y - middle[1]) * scale
        name = visible(ref.label)
        group = next((g for g in groups if hypot(g[0] - place[0], g[1] - place[1]) <= _SAME), None)
        if group:
            group[2].append(name)
        else:
            groups.append((*place, [name]))
    return [_Spot(x, y, wrapped(", ".join(names), _NAME, BODY, "bold"), len(names)) for x, y, names in groups]


def _place(spots: Sequence[_Spot], field: Box) -> list[Box]:
    """Return a box for each spot's name: the nearest to it that covers no point and no other name."""
    dots = [(s.x - _DOT - 2, s.y - _DOT - 2, s.x + _DOT + 2, s.y + _DOT + 2) for s in spots]
    taken: list[Box] = []
    for spot in spots:
        best = min(
            enumerate(_candidates(spot)),
            key=lambda item: (
                round(sum(_covered(item[1], other) for other in (*taken, *dots)) + _outside(item[1], field)),
                item[0],
            ),
        )[1]
        taken.append(best)
    return taken


def _candidates(spot: _Spot) -> Iterator[Box]:
    wide, high = widest(spot.lines, BODY, "bold"), BODY * LEADING * len(spot.lines)
    for radius in _RADII:
        for dx, dy in _DIRECTIONS:
            reach = radius * (0.75 if dx and dy else 1.0)
            x = spot.x + dx * reach - (0 if dx > 0 else wide if dx < 0 else wide / 2)
            y = spot.y + dy * reach - (0 if dy > 0 else high if dy < 0 else high / 2)
            yield x, y, x + wide, y + high


def _covered(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _outside(box: Box, field: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _covered(box, field)


def _leader(canvas: Canvas, spot: _Spot, box: Box, corner: tuple[float, float]) -> None:
    """Draw a line to a name that does not stand at its point."""
    nearest = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
    if hypot(nearest[0] - spot.x, nearest[1] - spot.y) > _RADII[0] + 3:
        x, y = corner
        canvas.line((x + spot.x, y + spot.y), (x + nearest[0], y + nearest[1]), SOFT)


def _name(canvas: Canvas, spot: _Spot, box: Box, corner: tuple[float, float]) -> None:
    """Write a name against the side of its box that is towards its point."""
    share = 0.0 if box[0] >= spot.x else 1.0 if box[2] <= spot.x else 0.5
    anchor: Anchor = "start" if share == 0 else "end" if share == 1 else "middle"
    place = corner[0] + box[0] + share * (box[2] - box[0]), corner[1] + box[1]
    canvas.lines(place, spot.lines, BODY, face="bold", anchor=anchor, halo=WASH)


def _rulers(canvas: Canvas, place: tuple[float, float, float], scale: float) -> None:
    """Draw the bar that tells the scale, below the map."""
    x, y, high = place
    bar = max((bar for bar in _BARS if bar * scale <= _WIDE / 3), default=_BARS[0])
    end = x + bar * scale
    foot = y + high + 14
    canvas.line((x, foot), (end, foot), INK, thick=2)
    for tick in (x, end):
        canvas.line((tick, foot - 5), (tick, foot + 5), INK, thick=2)
    words = f"so far apart: {round(100 * bar)} points less agreement"
    canvas.text((end + 10, foot + 4), words, SMALL, colour=SOFT)
