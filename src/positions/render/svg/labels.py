"""Where the names of points stand: near their own, on nothing else, and taken for no other's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.render.svg.geometry import (
    Box,
    Point,
    apart,
    around,
    away,
    covered,
    crosses,
    nearest,
    outside,
    within,
)
from positions.render.svg.style import NAME

DOT = 6.0
"""Half the width of a point's mark."""

LED = 15.0
"""From how far away a line leads to a name."""

_RADII = (12.0, 22.0, 36.0, 54.0, 76.0, 100.0, 130.0)
_DIRECTIONS = (
    *((1, 0), (-1, 0), (0, -1), (0, 1)),
    *((1, -1), (-1, -1), (1, 1), (-1, 1)),
    *((1, -0.4), (-1, -0.4), (1, 0.4), (-1, 0.4)),
)
_MARGIN = 6.0
"""A name so little nearer to its own point than to another could be taken for the other's."""

_COVERED, _ASTRAY, _NEARER, _ON_LINE = 4.0, 500.0, 60.0, 40.0
"""How a covered area counts; and as what area a name does that could be taken for another's, without a line
to its own point and with one; and one that lies on a line."""

_PASSES = 2


@dataclass(frozen=True)
class Spot:
    """A point with its name in lines; `members` are on it, by index; `radius` is half its mark's width."""

    place: Point
    lines: list[str]
    members: tuple[int, ...]
    radius: float = DOT

    @property
    def number(self) -> int:
        """How many are on it."""
        return len(self.members)

    @cached_property
    def dot(self) -> Box:
        """What its mark takes."""
        return around(self.place, 2 * self.radius + 4, 2 * self.radius + 4)


def place_names(spots: Sequence[Spot], field: Box, lines: Sequence[tuple[Point, Point]] = ()) -> list[Box]:
    """Return a box for each spot's name: the nearest to it that has the least amiss, off `lines` if it can.

    A name that is still in the way once all have their place looks for another one.
    """
    boxes: list[Box | None] = [None] * len(spots)
    for _ in range(_PASSES):
        before = list(boxes)
        for index in range(len(spots)):
            own = boxes[index]
            if own is None or _amiss(own, index, spots, boxes, field):
                boxes[index] = _best(index, spots, boxes, field, lines)
        if boxes == before:
            break
    return [box for box in boxes if box]


def are_clear(spots: Sequence[Spot], boxes: Sequence[Box], field: Box) -> bool:
    """Whether every name is on the map, and none on another or on a point."""
    return all(
        not outside(box, field)
        and not any(covered(box, spot.dot) for spot in spots)
        and not any(covered(box, other) for other in boxes[:index])
        for index, box in enumerate(boxes)
    )


def _best(
    index: int,
    spots: Sequence[Spot],
    boxes: Sequence[Box | None],
    field: Box,
    lines: Sequence[tuple[Point, Point]],
) -> Box | None:
    best, least = None, float("inf")
    for box in _candidates(spots[index]):
        amiss = _amiss(box, index, spots, boxes, field, most=least)
        if amiss < least:
            amiss += _ON_LINE * sum(crosses(box, *line) for line in lines)
        if amiss < least:
            best, least = box, amiss
        if not least:
            break
    return best


def _candidates(spot: Spot) -> Iterator[Box]:
    """Yield where a name may stand, the nearest first."""
    (x, y), wide, high = spot.place, NAME.widest(spot.lines), NAME.leading * len(spot.lines)
    for radius in _RADII:
        for dx, dy in _DIRECTIONS:
            reach = (radius + spot.radius - DOT) * (0.75 if dx and dy else 1.0)
            left = x + dx * reach - (0 if dx > 0 else wide if dx < 0 else wide / 2)
            top = y + dy * reach - (0 if dy > 0 else high if dy < 0 else high / 2)
            yield left, top, left + wide, top + high


def _amiss(
    box: Box,
    index: int,
    spots: Sequence[Spot],
    boxes: Sequence[Box | None],
    field: Box,
    *,
    most: float = float("inf"),
) -> float:
    """Return how much a box is in the way: the area that it covers, and where it or its line leads astray.

    Counting ends above `most`.
    """
    own = spots[index]
    end = nearest(box, own.place)
    reach = apart(end, own.place)
    led = reach > LED + own.radius - DOT
    total = outside(box, field) + _COVERED * covered(box, own.dot)
    for other, (spot, taken) in enumerate(zip(spots, boxes, strict=True)):
        if total >= most:
            break
        if other == index:
            continue
        total += _COVERED * covered(box, spot.dot)
        if within(box, spot.place, reach + _MARGIN):
            total += _NEARER if led else _ASTRAY
        if led and away(spot.place, own.place, end) <= DOT:
            total += _ASTRAY
        if taken:
            total += _COVERED * covered(box, taken)
            if led and crosses(taken, own.place, end):
                total += _ASTRAY
            if not within(taken, spot.place, LED) and crosses(box, spot.place, nearest(taken, spot.place)):
                total += _ASTRAY
    return total
