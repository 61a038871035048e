"""Planes of two actors, and what each measure adds up over the issues of a plane.

A score is a sum over issues: an issue's weight times 0..1. Divided by the issues' weights it is agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from positions.grid import StanceGrid, bits

Measure = Literal["side", "exact", "proximity", "directional"]
MEASURES: tuple[Measure, ...] = ("side", "exact", "proximity", "directional")

WeightClasses = Sequence[tuple[float, int]]
"""(weight, plane of the issues that carry it); an issue in no plane does not count at all."""


def same_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors (by index) hold the same value."""
    left, right = grid.planes[a], grid.planes[b]
    plane = 0
    for value, members in left.items():
        if value in right:
            plane |= members & right[value]
    return plane


def agree_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on the same side; nominal: of equal labels."""
    if grid.scale.is_nominal:
        return same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    return left.favour & right.favour | left.against & right.against | left.neutral & right.neutral


def oppose_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on opposite sides; nominal: of unequal labels."""
    if grid.scale.is_nominal:
        return grid.held[a] & grid.held[b] & ~same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    return left.favour & right.against | left.against & right.favour


def weigh(plane: int, classes: WeightClasses) -> float:
    """Return the sum of the weights of a plane's issues."""
    if not plane:
        return 0.0
    return sum(weight * (plane & members).bit_count() for weight, members in classes)


def score(grid: StanceGrid, a: int, b: int, measure: Measure, over: tuple[int, WeightClasses]) -> float:
    """Return a measure's sum for two actors (by index) over the issues of a plane, which both must hold.

    `over` is that plane and the weights; the sum lies between 0 and the sum of the weights.
    """
    plane, classes = over
    if measure == "side":
        return weigh(agree_plane(grid, a, b) & plane, classes)
    if measure == "exact":
        return weigh(same_plane(grid, a, b) & plane, classes)
    total = weigh(plane, classes)
    if measure == "proximity":
        found = total - _distance(grid, a, b, plane, classes) / grid.scale.range
    else:
        found = (total + _product(grid, a, b, plane, classes)) / 2
    return min(max(found, 0.0), total)


def signed(value: float, grid: StanceGrid) -> float:
    """Return a value's distance from neutral as a share of the largest possible, -1..1."""
    return (value - grid.scale.neutral) / grid.scale.largest_deviation


def _distance(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> float:
    """Return the weighted sum of absolute differences.

    A step of the scale counts where just one of the two is above it; where the scale has more steps than
    there are issues, it is shorter to go by the issues.
    """
    if len(grid.values) > plane.bit_count():
        pairs = _weighted_values(grid, a, b, plane, classes)
        return sum(weight * abs(left - right) for weight, left, right in pairs)
    distance = 0.0
    above_a = above_b = 0
    left, right = grid.rows[a].levels, grid.rows[b].levels
    for index in range(len(grid.values) - 1, 0, -1):
        above_a |= left[index]
        above_b |= right[index]
        step = grid.values[index] - grid.values[index - 1]
        distance += step * weigh((above_a ^ above_b) & plane, classes)
    return distance


def _product(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> float:
    """Return the weighted sum of the products of the two signed values."""
    if len(grid.values) > plane.bit_count():
        pairs = _weighted_values(grid, a, b, plane, classes)
        return sum(weight * signed(left, grid) * signed(right, grid) for weight, left, right in pairs)
    products: dict[float, int] = {}
    right = [(signed(value, grid), members & plane) for value, members in grid.planes[b].items()]
    for value, members in grid.planes[a].items():
        x = signed(value, grid)
        for y, others in right:
            if x * y:
                products[x * y] = products.get(x * y, 0) | members & others
    return sum(product * weigh(products[product], classes) for product in sorted(products))


def _weighted_values(
    grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses
) -> list[tuple[float, float, float]]:
    """Return (weight, value of a, value of b) for each issue of a plane that has a weight."""
    left, right = grid.values_by_issue[a], grid.values_by_issue[b]
    return [
        (weight, left[issue], right[issue]) for weight, members in classes for issue in bits(plane & members)
    ]
