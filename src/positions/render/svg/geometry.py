"""Places, boxes and lines of a picture: what covers what, and how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


def around(place: Point, wide: float, high: float) -> Box:
    """Return the box of a size about a place."""
    x, y = place
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def covered(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    if a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]:
        return 0.0
    return (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))


def outside(box: Box, field: Box) -> float:
    """Return the area of a box that is not in a field."""
    return (box[2] - box[0]) * (box[3] - box[1]) - covered(box, field)


def nearest(box: Box, place: Point) -> Point:
    """Return the point of a box that is nearest to a place."""
    return min(max(place[0], box[0]), box[2]), min(max(place[1], box[1]), box[3])


def within(box: Box, place: Point, reach: float) -> bool:
    """Whether a place is no further than `reach` from a box."""
    x, y = place
    if not (box[0] - reach <= x <= box[2] + reach and box[1] - reach <= y <= box[3] + reach):
        return False
    return apart(nearest(box, place), place) <= reach


def apart(a: Point, b: Point) -> float:
    """Return the distance of two places."""
    return hypot(a[0] - b[0], a[1] - b[1])


def middle_of(places: Sequence[Point]) -> Point:
    """Return the mean of places."""
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def away(place: Point, start: Point, end: Point) -> float:
    """Return the distance of a place from a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = (place[0] - start[0]) * dx + (place[1] - start[1]) * dy
    share = min(max(along / length, 0.0), 1.0) if length else 0.0
    return apart(place, (start[0] + share * dx, start[1] + share * dy))


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a line between two places has a part in a box (Liang and Barsky's way of clipping)."""
    enters, leaves = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        low, high = box[axis] - start[axis], box[axis + 2] - start[axis]
        if not step:
            if low > 0 or high < 0:
                return False
            continue
        first, last = sorted((low / step, high / step))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters <= leaves


def scaled(points: Sequence[Point], size: Point, edges: Point) -> list[Point]:
    """Return points in a picture of a size, each axis stretched to what is between the edges; y upwards."""
    found: list[list[float]] = []
    for axis in (0, 1):
        values = [point[axis] for point in points]
        low, high = min(values), max(values)
        room = size[axis] - 2 * edges[axis]
        shares = [(value - low) / (high - low) if high > low else 0.5 for value in values]
        found.append([edges[axis] + room * (share if axis == 0 else 1 - share) for share in shares])
    return list(zip(*found, strict=True))
