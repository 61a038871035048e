"""Agreement and disagreement of pairs of actors, as counts of set bits.

Formulas and their sources stand in docs/method/agreement.md. Here J is the set of issues on which both
actors hold a value ("shared"), w the issues' weights, M the distance from neutral, R the scale's range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from positions.grid import StanceGrid, bits

Measure = Literal["side", "exact", "proximity", "directional"]
MEASURES: tuple[Measure, ...] = ("side", "exact", "proximity", "directional")
UNKNOWN = ("silent", "not-researched", "excluded")
"""States behind which there may be a position that is not known; the others say that there is none."""

WeightClasses = Sequence[tuple[float, int]]
"""(weight, plane of the issues that carry it); an issue in no plane does not count at all."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How pairs are compared.

    Attributes:
        measure: None takes `side`, and `exact` on a nominal scale.
        min_shared: a share over fewer shared issues is undefined.
        weighted: whether the issues' weights count.
        by_salience: whether an issue also counts by the mean salience that the two give it; issues on
            which one of them gives none do not count.
        bounds: whether to work out the lowest and highest agreement that is possible.
    """

    measure: Measure | None = None
    min_shared: int = 1
    weighted: bool = True
    by_salience: bool = False
    bounds: bool = False

    def measure_for(self, grid: StanceGrid) -> Measure:
        """Return the measure to use on a grid.

        Raises:
            ValueError: if the measure needs an order that a nominal scale has not.
        """
        if self.measure is None:
            return "exact" if grid.scale.is_nominal else "side"
        if grid.scale.is_nominal and self.measure != "exact":
            raise ValueError(f"the measure {self.measure!r} needs a scale with sides; a nominal one allows 'exact' only")
        return self.measure


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Unweighted numbers of issues.

    `shared`: both hold a value; `same`: equal values; `agree`: the same side; `oppose`: opposite sides;
    `differ`: one neutral and one not; `conditional`: agreeing, and at least one of the two on a condition.
    agree + differ + oppose = shared. On a nominal scale, which has no sides, the same label is agreement
    and any other opposes.
    """

    shared: int
    same: int
    agree: int
    differ: int
    oppose: int
    conditional: int


@dataclass(frozen=True, slots=True)
class PairResult:
    """What two actors (by index, a before b) have in common; shares 0..1, None where undefined."""

    a: int
    b: int
    counts: PairCounts
    agreement: float | None
    disagreement: float | None
    low: float | None = None
    high: float | None = None


def compare_pairs(grid: StanceGrid, how: Comparison | None = None) -> list[PairResult]:
    """Return the result of every pair of actors, in the order of the file.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    how = how or Comparison()
    return [compare_pair(grid, a, b, how) for a, b in combinations(range(len(grid.actors)), 2)]


def compare_pair(grid: StanceGrid, a: int, b: int, how: Comparison) -> PairResult:
    """Return the result of two actors, given by index.

    Shares are None where the two share fewer than `how.min_shared` issues (at least one), or the weights
    of the shared issues add up to 0.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    measure = how.measure_for(grid)
    classes = weight_classes(grid, a, b, how)
    counted = 0
    for _, plane in classes:
        counted |= plane
    shared = grid.held[a] & grid.held[b] & counted
    counts = count_pair(grid, a, b, shared)
    agreement = disagreement = low = high = None
    if counts.shared >= max(how.min_shared, 1):
        agreement, disagreement = _shares(grid, a, b, measure, shared, classes)
    if how.bounds:
        low, high = agreement_bounds(grid, a, b, measure, classes)
    return PairResult(a, b, counts, agreement, disagreement, low, high)


def count_pair(grid: StanceGrid, a: int, b: int, shared: int) -> PairCounts:
    """Return the unweighted counts of two actors over the shared issues of a plane."""
    same, agree = same_plane(grid, a, b) & shared, agree_plane(grid, a, b) & shared
    oppose = oppose_plane(grid, a, b) & shared
    conditional = agree & (grid.rows[a].conditional | grid.rows[b].conditional)
    n, agreeing, opposing = shared.bit_count(), agree.bit_count(), oppose.bit_count()
    return PairCounts(n, same.bit_count(), agreeing, n - agreeing - opposing, opposing, conditional.bit_count())


def same_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors hold the same value."""
    plane = 0
    for left, right in zip(grid.rows[a].levels, grid.rows[b].levels, strict=True):
        plane |= left & right
    return plane


def agree_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on the same side; on a nominal scale, of equal labels."""
    if grid.scale.is_nominal:
        return same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    return left.favour & right.favour | left.against & right.against | left.neutral & right.neutral


def oppose_plane(grid: StanceGrid, a: int, b: int) -> int:
    """Plane of the issues on which two actors stand on opposite sides; on a nominal scale, of unequal labels."""
    if grid.scale.is_nominal:
        return grid.held[a] & grid.held[b] & ~same_plane(grid, a, b)
    left, right = grid.sides[a], grid.sides[b]
    return left.favour & right.against | left.against & right.favour


def weight_classes(grid: StanceGrid, a: int, b: int, how: Comparison) -> WeightClasses:
    """Return what each issue counts for in the comparison of two actors."""
    classes: WeightClasses = grid.weight_classes if how.weighted else ((1.0, grid.every_issue),)
    if not how.by_salience:
        return classes
    by_issue = []
    for weight, plane in classes:
        for issue in bits(plane & grid.held[a] & grid.held[b]):
            left, right = grid.details.get((a, issue)), grid.details.get((b, issue))
            if left and right and left.salience is not None and right.salience is not None:
                by_issue.append((weight * (left.salience + right.salience) / 2, 1 << issue))
    return by_issue


def weigh(plane: int, classes: WeightClasses) -> float:
    """Return the sum of the weights of a plane's issues."""
    return sum(weight * (plane & members).bit_count() for weight, members in classes)


def _shares(
    grid: StanceGrid, a: int, b: int, measure: Measure, shared: int, classes: WeightClasses
) -> tuple[float | None, float | None]:
    total = weigh(shared, classes)
    if total == 0:
        return None, None
    if measure == "side":
        agree, oppose = agree_plane(grid, a, b) & shared, oppose_plane(grid, a, b) & shared
        return weigh(agree, classes) / total, weigh(oppose, classes) / total
    if measure == "exact":
        agreement = weigh(same_plane(grid, a, b) & shared, classes) / total
    elif measure == "proximity":
        agreement = 1 - _distance(grid, a, b, shared, classes) / (grid.scale.range * total)
    else:
        agreement = (1 + _scalar_product(grid, a, b, shared, classes) / total) / 2
    return agreement, 1 - agreement


def _distance(grid: StanceGrid, a: int, b: int, shared: int, classes: WeightClasses) -> float:
    """Return the weighted sum of absolute differences: a step of the scale counts where just one is above it."""
    distance = 0.0
    above_a = above_b = 0
    rows = grid.rows[a].levels, grid.rows[b].levels
    for index in range(len(grid.values) - 1, 0, -1):
        above_a |= rows[0][index]
        above_b |= rows[1][index]
        step = grid.values[index] - grid.values[index - 1]
        distance += step * weigh((above_a ^ above_b) & shared, classes)
    return distance


def _scalar_product(grid: StanceGrid, a: int, b: int, shared: int, classes: WeightClasses) -> float:
    """Return the weighted sum of x_a x_b, x the signed distance from neutral as a share of the largest."""
    scale = grid.scale
    held_by_b = [
        (_signed(value, grid), plane)
        for value, plane in zip(grid.values, grid.rows[b].levels, strict=True)
        if plane & shared and value != scale.neutral
    ]
    total = 0.0
    for value, plane in zip(grid.values, grid.rows[a].levels, strict=True):
        if plane & shared and value != scale.neutral:
            total += _signed(value, grid) * sum(
                other * weigh(plane & plane_b & shared, classes) for other, plane_b in held_by_b
            )
    return total


def _signed(value: float, grid: StanceGrid) -> float:
    return (value - grid.scale.neutral) / grid.scale.largest_deviation


def agreement_bounds(
    grid: StanceGrid, a: int, b: int, measure: Measure, classes: WeightClasses
) -> tuple[float | None, float | None]:
    """Return the lowest and highest agreement possible, whatever the unknown positions are.

    Over the issues on which each of the two holds a value or is silent, not researched or excluded. One
    unknown contributes 0..1 to `side` and `exact`; beside a known v it contributes
    1 - max(v - min, max - v)/R .. 1 to `proximity` and (1 - |x|)/2 .. (1 + |x|)/2 to `directional`; two
    unknowns contribute 0..1. (None, None) where there is no such issue or its weights add up to 0.
    """
    held_a, held_b = grid.held[a], grid.held[b]
    eligible = (held_a | unknown_plane(grid, a)) & (held_b | unknown_plane(grid, b))
    total = weigh(eligible, classes)
    if total == 0:
        return None, None
    shared = held_a & held_b & eligible
    known = weigh(shared, classes)
    share, _ = _shares(grid, a, b, measure, shared, classes) if known else (0.0, 0.0)
    low = high = (share or 0.0) * known
    for actor, only in ((a, held_a & ~held_b & eligible), (b, held_b & ~held_a & eligible)):
        for value, plane in zip(grid.values, grid.rows[actor].levels, strict=True):
            if plane & only:
                least, most = _unknown_against(value, grid, measure)
                low += least * weigh(plane & only, classes)
                high += most * weigh(plane & only, classes)
    high += weigh(eligible & ~held_a & ~held_b, classes)
    return low / total, high / total


def unknown_plane(grid: StanceGrid, actor: int) -> int:
    """Plane of the issues on which an actor's position is not known (but may exist)."""
    states = grid.rows[actor].states
    known = grid.held[actor]
    for state, plane in states.items():
        if state not in UNKNOWN:
            known |= plane
    return grid.every_issue & ~known


def _unknown_against(value: float, grid: StanceGrid, measure: Measure) -> tuple[float, float]:
    scale = grid.scale
    if measure == "proximity":
        return 1 - max(value - scale.minimum, scale.maximum - value) / scale.range, 1.0
    if measure == "directional":
        x = abs(_signed(value, grid))
        return (1 - x) / 2, (1 + x) / 2
    return 0.0, 1.0
