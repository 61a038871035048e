"""Planes of two actors, and the score of each measure over the issues of a plane.

A score is a sum over issues: an issue's weight times 0..1, in whole multiples of one unit, and so exact
whatever the order of the issues. Divided by its highest possible value it is agreement.

`unit_of` and `issue_score` define a measure. Everything else follows from them, slowly; where a measure can
be computed faster, a table beside the slow form names the fast one, and tests hold that both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, assert_never

from positions.dataset.whole_scale import WholeScale
from positions.grid import StanceGrid, bits
from positions.vocabulary import Measure

WeightClasses = Sequence[tuple[int, int]]
"""(weight above 0, plane of the issues that carry it); an issue in no plane does not count at all.

Weights are whole multiples of a unit that is the same for all: only their proportions count.
"""


class WholeScaled(Protocol):
    """What has its scale in whole numbers: a grid, or counts made of one."""

    @property
    def whole_scale(self) -> WholeScale:
        """The scale and the values in whole multiples of one unit."""


def same_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors (by index) hold the same value."""
    left, right = grid.planes[a], grid.planes[b]
    plane = 0
    for value, members in left.items():
        if value in right:
            plane |= members & right[value]
    return plane


def agree_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on the same side; without sides: of equal values."""
    if not grid.sided:
        return same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    on_sides = left.favour & right.favour | left.against & right.against | left.neutral & right.neutral
    if grid.sided == grid.every_issue:
        return on_sides
    return on_sides | same_plane(grid, a, b) & ~grid.sided


def oppose_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on opposite sides; nominal: of unequal labels.

    Amounts are never opposed.
    """
    if grid.scale.is_nominal:
        return grid.held[a] & grid.held[b] & ~same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    return left.favour & right.against | left.against & right.favour


def weigh(plane: int, classes: WeightClasses) -> int:
    """Return the sum of the weights of a plane's issues."""
    if not plane:
        return 0
    return sum(weight * (plane & members).bit_count() for weight, members in classes)


def unit_of(grid: WholeScaled, measure: Measure) -> int:
    """Return what full agreement on an issue of weight 1 adds to a score."""
    match measure:
        case "side" | "exact":
            return 1
        case "proximity":
            return grid.whole_scale.range
        case "directional":
            return 2 * grid.whole_scale.largest_deviation**2
        case _:
            assert_never(measure)


def issue_score(scale: WholeScale, measure: Measure, x: int, y: int) -> int:
    """Return what two stances, in units of the whole scale, add to a score: 0 to `unit_of`.

    On a nominal scale `exact` alone is defined.
    """
    match measure:
        case "side":
            return int(_sign(x - scale.neutral) == _sign(y - scale.neutral))
        case "exact":
            return int(x == y)
        case "proximity":
            return scale.range - abs(x - y)
        case "directional":
            return scale.largest_deviation**2 + (x - scale.neutral) * (y - scale.neutral)
        case _:
            assert_never(measure)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def score(grid: StanceGrid, a: int, b: int, measure: Measure, over: tuple[int, WeightClasses]) -> int:
    """Return a measure's sum for two actors (by index) over the issues of a plane, which both must hold.

    `over` is that plane and the weights. The sum lies between 0 and the sum of the weights times `unit_of`;
    divided by that it is agreement.
    """
    fast = FAST_SCORES.get(measure)
    return score_by_issue(grid, a, b, measure, over) if fast is None else fast(grid, a, b, *over)


def score_by_issue(
    grid: StanceGrid, a: int, b: int, measure: Measure, over: tuple[int, WeightClasses]
) -> int:
    """Return the score of any measure, issue by issue."""
    pairs = _weighted_values(grid, a, b, *over)
    return sum(weight * issue_score(grid.whole_scale, measure, x, y) for weight, x, y in pairs)


def _side(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    return weigh(agree_plane(grid, a, b) & plane, classes)


def _exact(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    return weigh(same_plane(grid, a, b) & plane, classes)


def _proximity(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    return grid.whole_scale.range * weigh(plane, classes) - _distance(grid, a, b, plane, classes)


def _directional(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    full = grid.whole_scale.largest_deviation**2
    return full * weigh(plane, classes) + _product(grid, a, b, plane, classes)


FAST_SCORES: Mapping[Measure, Callable[[StanceGrid, int, int, int, WeightClasses], int]] = MappingProxyType(
    {"side": _side, "exact": _exact, "proximity": _proximity, "directional": _directional}
)
"""Scores computed for many issues at once: from grid, two actors, plane and weights."""


def signed(value: float, grid: StanceGrid) -> float:
    """Return a value's distance from neutral as a share of the largest possible, -1..1."""
    return (value - grid.scale.neutral) / grid.scale.largest_deviation


def _distance(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    """Return the weighted sum of absolute differences.

    A step of the scale counts where just one of the two is above it; where the scale has more steps than
    there are issues, it is shorter to go by the issues.
    """
    whole = grid.whole_scale.values
    if len(grid.values) > plane.bit_count():
        pairs = _weighted_values(grid, a, b, plane, classes)
        return sum(weight * abs(left - right) for weight, left, right in pairs)
    distance = above_a = above_b = 0
    left, right = grid.rows[a].levels, grid.rows[b].levels
    for index in range(len(grid.values) - 1, 0, -1):
        above_a |= left[index]
        above_b |= right[index]
        step = whole[grid.values[index]] - whole[grid.values[index - 1]]
        distance += step * weigh((above_a ^ above_b) & plane, classes)
    return distance


def _product(grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses) -> int:
    """Return the weighted sum of the products of the two distances from neutral."""
    whole = grid.whole_scale
    if len(grid.values) > plane.bit_count():
        pairs = _weighted_values(grid, a, b, plane, classes)
        return sum(weight * (left - whole.neutral) * (right - whole.neutral) for weight, left, right in pairs)
    products: dict[int, int] = {}
    right = [(whole.values[value] - whole.neutral, held & plane) for value, held in grid.planes[b].items()]
    for value, members in grid.planes[a].items():
        x = whole.values[value] - whole.neutral
        for y, others in right:
            if x * y:
                products[x * y] = products.get(x * y, 0) | members & others
    return sum(product * weigh(members, classes) for product, members in products.items())


def _weighted_values(
    grid: StanceGrid, a: int, b: int, plane: int, classes: WeightClasses
) -> list[tuple[int, int, int]]:
    """Return (weight, value of a, value of b), all whole, for each issue of a plane that has a weight."""
    left, right, whole = grid.values_by_issue[a], grid.values_by_issue[b], grid.whole_scale.values
    return [
        (weight, whole[left[issue]], whole[right[issue]])
        for weight, members in classes
        for issue in bits(plane & members)
    ]
