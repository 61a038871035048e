"""What each issue counts for in a pair: its weight, and the salience that the two give it."""

from __future__ import annotations

from positions.grid import StanceGrid, bits
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import WeightClasses


def issue_weights(grid: StanceGrid, how: Comparison) -> WeightClasses:
    """Return what each issue counts for, the same for all pairs."""
    return grid.whole_weights if how.weighted else ((1, grid.every_issue),)


def salience_weights(grid: StanceGrid, a: int, b: int, how: Comparison) -> WeightClasses:
    """Return what each issue counts for by the mean salience that two actors give it, and by its weight.

    An issue to which one of the two gives no salience, or both give 0, is in no class.
    """
    planes: dict[int, int] = {}
    saliences = grid.whole_saliences
    for weight, plane in issue_weights(grid, how):
        for issue in bits(plane & grid.held[a] & grid.held[b]):
            left, right = saliences.get((a, issue)), saliences.get((b, issue))
            if left is not None and right is not None and left + right > 0:
                product = weight * (left + right)  # twice the mean: only proportions count
                planes[product] = planes.get(product, 0) | 1 << issue
    return tuple(sorted(planes.items()))


def union(classes: WeightClasses) -> int:
    """Return the issues of all classes as one bitset."""
    union = 0
    for _, plane in classes:
        union |= plane
    return union
