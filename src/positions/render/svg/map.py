"""A map of actors: points to scale, each with its name, no name on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.render.common.palette import INK, SOFT, WASH
from positions.render.common.text import visible
from positions.render.svg.canvas import Canvas
from positions.render.svg.crowd import (
    DENSE,
    GAP,
    density_key,
    draw_density,
    draw_dot,
    group_key,
    group_signs,
    roomy_names,
)
from positions.render.svg.crowd import DOT as CROWD_DOT
from positions.render.svg.frame import Block, Panel
from positions.render.svg.geometry import Box, Point, apart, middle_of, nearest
from positions.render.svg.labels import DOT, LED, Spot, are_clear, place_names
from positions.render.svg.style import NAME, NOTE, Anchor, Lettering
from positions.rounding import half_up_whole
from positions.tables import MapPicture

_WIDE, _LOWEST, _HIGHEST = 900.0, 340.0, 640.0
_ZOOMS = (1.0, 1.3, 1.7)
"""Where names have no room, the map is drawn larger, with letters of the same size."""

_FEW = 60
"""Of more points than this not all can have their names, or numbers, beside them."""

_TITLE = "A map of agreement"

_EDGE_X, _EDGE_Y = 150.0, 60.0
_NAME, _SAME = 150.0, 1.5
_FEW_DOTS = 200
"""Of so many points the dots are as large as on a small map."""

_FOOT = 30.0
_BARS = (0.05, 0.1, 0.2, 0.25, 0.5)
_LOOK = Lettering(NAME.size, NAME.face, halo=WASH)


@dataclass(frozen=True)
class _Map:
    """A map with the places of its points and of their names; `scale` is pixels by unit of distance."""

    size: Point
    scale: float
    spots: list[Spot]
    boxes: list[Box]

    @property
    def is_clear(self) -> bool:
        """Whether every name can be read."""
        return are_clear(self.spots, self.boxes, (0, 0, *self.size))


def map_panel(picture: MapPicture) -> Panel:
    """Return the map; a bar tells how far apart so much less agreement is.

    Where the names have no room even on a large map, points have numbers, and the names stand below; of very
    many points only some have names.
    """
    if len(picture.points) > _FEW:
        return _crowd_panel(picture)
    names = tuple((ref.label, ref.name) for ref, _, _ in picture.points if ref.name != ref.label)
    made = _roomy(picture, [visible(ref.label) for ref, _, _ in picture.points])
    if not made.is_clear:
        numbers = [str(number) for number in range(1, len(picture.points) + 1)]
        made = _roomy(picture, numbers)
        names = tuple((number, ref.name) for number, (ref, _, _) in zip(numbers, picture.points, strict=True))
    wide, high = made.size
    signs = group_signs(picture.groups)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y, wide, high), WASH)
        _ruler(canvas, (x, y + high + 14), wide, made.scale)
        for spot, box in zip(made.spots, made.boxes, strict=True):
            _leader(canvas, spot, box, (x, y))
        for spot in made.spots:
            centre = x + spot.place[0], y + spot.place[1]
            radius = DOT + (2 if spot.number > 1 else 0)
            draw_dot(canvas, centre, radius, _sign_of(picture, signs, spot), INK)
        for spot, box in zip(made.spots, made.boxes, strict=True):
            _name(canvas, spot, box, (x, y))

    return Panel(_TITLE, Block(wide, high + _FOOT, paint), group_key(picture.groups), names)


def _sign_of(
    picture: MapPicture, signs: Mapping[str, tuple[str, bool]], spot: Spot
) -> tuple[str, bool] | None:
    """Return the sign of the group that all on a point are in; None where there is none."""
    groups = {picture.groups[index] for index in spot.members} if picture.groups else set()
    (name,) = groups if len(groups) == 1 else (None,)
    return signs.get(name) if name is not None else None


def _crowd_panel(picture: MapPicture) -> Panel:
    """Return a map of many points: dots by group with the names that have room, or how many stand where."""
    places, size, scale = _to_scale(picture, _ZOOMS[-1])
    wide, high = size
    dense = len(places) > DENSE
    labels = [visible(ref.label) for ref, _, _ in picture.points]
    radius = DOT if len(places) <= _FEW_DOTS else CROWD_DOT
    boxes = {} if dense else roomy_names(places, labels, (0, 0, wide, high), radius, picture.headed)
    signs = group_signs(picture.groups)

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y, wide, high), WASH)
        _ruler(canvas, (x, y + high + 14), wide, scale)
        shifted = [(x + px, y + py) for px, py in places]
        if dense:
            draw_density(canvas, places, (x, y))
        else:
            for index, centre in enumerate(shifted):
                group = picture.groups[index] if picture.groups else None
                draw_dot(canvas, centre, radius, signs.get(group) if group is not None else None)
        for index, box in boxes.items():
            spot = Spot(places[index], [labels[index]], (index,))
            _leader(canvas, spot, box, (x, y), beyond=radius + GAP)
            _name(canvas, spot, box, (x, y))
        for name, (px, py) in _middles(picture, places).items() if dense else ():
            canvas.text((x + px, y + py), visible(name), _LOOK.anchored("middle"))

    said = (
        "Each square is as dark as actors stand in it; --table points lists where each stands."
        if dense
        else f"{len(boxes):,} of {len(places):,} names have room; --table points lists where each stands."
    )
    key = density_key(places) if dense else group_key(picture.groups)
    return Panel(_TITLE, Block(wide, high + _FOOT, paint), key, (), (said,))


def _middles(picture: MapPicture, places: Sequence[Point]) -> Mapping[str, Point]:
    """Return the mean place of each of the groups that have a sign."""
    members: dict[str, list[Point]] = {name: [] for name in group_signs(picture.groups)}
    for place, name in zip(places, picture.groups, strict=False):
        if name in members:
            members[name].append(place)
    return {name: middle_of(found) for name, found in members.items()}


def _roomy(picture: MapPicture, names: Sequence[str]) -> _Map:
    """Return the smallest map on which all names have room; the largest where they have none."""
    for zoom in _ZOOMS:
        made = _map(picture, names, zoom)
        if made.is_clear:
            break
    return made


def _map(picture: MapPicture, names: Sequence[str], zoom: float) -> _Map:
    places, size, scale = _to_scale(picture, zoom)
    spots = _spots(places, names)
    return _Map(size, scale, spots, place_names(spots, (0, 0, *size)))


def _to_scale(picture: MapPicture, zoom: float) -> tuple[list[Point], Point, float]:
    """Return where points stand in a picture, its size, and how many pixels a unit of distance has."""
    xs, ys = [x for _, x, _ in picture.points], [y for _, _, y in picture.points]
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    wide, highest = zoom * _WIDE, zoom * _HIGHEST
    options = [(wide - 2 * _EDGE_X) / across] if across else []
    options += [(highest - 2 * _EDGE_Y) / up] if up else []
    scale = min(options, default=1.0)
    high = max(_LOWEST, up * scale + 2 * _EDGE_Y)
    left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    places = [(wide / 2 + (x - left) * scale, high / 2 - (y - top) * scale) for _, x, y in picture.points]
    return places, (wide, high), scale


def _spots(places: Sequence[Point], names: Sequence[str]) -> list[Spot]:
    """Return the points with their names, those on one another as one."""
    groups: list[tuple[Point, list[int]]] = []
    for index, place in enumerate(places):
        group = next((group for group in groups if apart(group[0], place) <= _SAME), None)
        if group:
            group[1].append(index)
        else:
            groups.append((place, [index]))
    return [
        Spot(place, NAME.wrapped(", ".join(names[index] for index in found), _NAME), tuple(found))
        for place, found in groups
    ]


def _leader(canvas: Canvas, spot: Spot, box: Box, corner: Point, *, beyond: float = LED) -> None:
    """Draw a line to a name that does not stand at its point: one that is further from it than `beyond`."""
    end = nearest(box, spot.place)
    if apart(end, spot.place) > beyond:
        x, y = corner
        canvas.line((x + spot.place[0], y + spot.place[1]), (x + end[0], y + end[1]), SOFT)


def _name(canvas: Canvas, spot: Spot, box: Box, corner: Point) -> None:
    """Write a name against the side of its box that is towards its point."""
    share = 0.0 if box[0] >= spot.place[0] else 1.0 if box[2] <= spot.place[0] else 0.5
    anchor: Anchor = "start" if share == 0 else "end" if share == 1 else "middle"
    place = corner[0] + box[0] + share * (box[2] - box[0]), corner[1] + box[1]
    canvas.lines(place, spot.lines, _LOOK.anchored(anchor))


def _ruler(canvas: Canvas, place: Point, wide: float, scale: float) -> None:
    """Draw the bar that tells the scale, below the map."""
    x, foot = place
    bar = max((bar for bar in _BARS if bar * scale <= wide / 3), default=_BARS[0])
    end = x + bar * scale
    canvas.line((x, foot), (end, foot), INK, thick=2)
    for tick in (x, end):
        canvas.line((tick, foot - 5), (tick, foot + 5), INK, thick=2)
    words = f"so far apart: {half_up_whole(bar, 100)} percentage points less agreement"
    canvas.text((end + 10, foot + 4), words, NOTE)
