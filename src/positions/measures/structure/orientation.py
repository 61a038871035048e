"""How a map lies: turned and mirrored by a rule, so that the same distances give the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, fsum, hypot, sin

Point = tuple[float, float]
Points = tuple[Point, ...]

NOTHING = 1e-9
"""A number this small beside the largest of its kind is rounding."""


def oriented(points: Sequence[Point]) -> Points:
    """Return points about their mean, the longer principal axis across, each axis pointed by a rule.

    Each axis points where the sum of the cubes of its coordinates is positive; where that is 0 (within 1e-9
    of the sum of their absolute values), to the first point that is not at 0. Where both axes are as long,
    the first point that is not in the middle lies on the axis across.
    """
    if not points:
        return ()
    number = len(points)
    means = [fsum(axis) / number for axis in zip(*points, strict=True)]
    xs = [x - means[0] for x, _ in points]
    ys = [y - means[1] for _, y in points]
    angle = _angle(xs, ys)
    cosine, sine = cos(angle), sin(angle)
    across = pointed([cosine * x + sine * y for x, y in zip(xs, ys, strict=True)])
    up = pointed([cosine * y - sine * x for x, y in zip(xs, ys, strict=True)])
    return tuple(zip(across, up, strict=True))


def _angle(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return by how much the longer axis is turned from across, in radians."""
    wide, high = fsum(x * x for x in xs), fsum(y * y for y in ys)
    joint = 2 * fsum(x * y for x, y in zip(xs, ys, strict=True))
    if hypot(joint, wide - high) > NOTHING * (wide + high):
        return atan2(joint, wide - high) / 2
    largest = max(map(hypot, xs, ys), default=0.0)
    first = next(((x, y) for x, y in zip(xs, ys, strict=True) if hypot(x, y) > NOTHING * largest), (1.0, 0.0))
    return atan2(first[1], first[0])


def pointed(axis: Sequence[float]) -> list[float]:
    """Return an axis with the sign that is agreed on."""
    cubes, bound = fsum(value**3 for value in axis), NOTHING * fsum(abs(value) ** 3 for value in axis)
    if abs(cubes) <= bound:
        largest = max(map(abs, axis), default=0.0)
        cubes = next((value for value in axis if abs(value) > NOTHING * largest), 0.0)
    return [value if cubes >= 0 else -value for value in axis]
