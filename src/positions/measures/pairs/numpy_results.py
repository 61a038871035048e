"""Every pair of many actors from blocks, where these give the core's numbers to the last digit."""

from __future__ import annotations

from positions.grid import StanceGrid
from positions.measures.pairs.numpy_blocks import BulkPairs, has_numpy, offers
from positions.measures.pairs.results import Comparison, PairCounts, PairResult, Tick, no_tick
from positions.measures.pairs.scores import signed

_ROWS = 128
"""Actors of a block, so that the numbers of one take little memory."""


def are_the_same(grid: StanceGrid, how: Comparison) -> bool:
    """Return whether there are blocks that give all that a result has, and exactly so.

    They do not tell opposition on a condition. Sums of whole numbers, and of fractions with a power of two
    below, are exact in whatever order they are added up; other sums may differ in their last digit.
    """
    if not has_numpy() or not offers(grid, how) or any(row.conditional for row in grid.rows):
        return False
    if how.weighted and len(grid.weight_classes) > 1:
        return False
    match how.measure_for(grid):
        case "side" | "exact":
            return True
        case "proximity":
            return all(value.is_integer() for value in (*grid.values, grid.scale.range))
        case "directional":
            return all((signed(value, grid) * 1024).is_integer() for value in grid.values)


def bulk_results(grid: StanceGrid, how: Comparison, tick: Tick = no_tick) -> list[PairResult]:
    """Return what `compare_pairs` does; `are_the_same` says when."""
    results: list[PairResult] = []
    for block in BulkPairs(grid, how).blocks(triangle=True, rows=_ROWS):
        first, second = (indices.tolist() for indices in block.pairs())
        counts = (block.shared, block.same, block.agree, block.differ, block.oppose)
        shares = (block.agreement, block.disagreement)
        found = [
            PairCounts(*numbers)
            for numbers in zip(*(block.above(one).tolist() for one in counts), strict=True)
        ]
        defined = [
            [None if share != share else share for share in block.above(one).tolist()] for one in shares
        ]
        results.extend(map(PairResult, first, second, found, *defined))
        tick(len(found))
    return results
