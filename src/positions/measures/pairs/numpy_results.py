"""Every pair of many actors from blocks, where these give the core's numbers to the last digit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

from positions.grid import StanceGrid
from positions.measures.blas import one_thread
from positions.measures.pairs.numpy_block import PairBlock
from positions.measures.pairs.numpy_blocks import BulkPairs, has_numpy, offers
from positions.measures.pairs.results import Comparison, PairCounts, PairResult, Tick, no_tick
from positions.measures.pairs.weights import issue_weights

_ROWS = 128
"""Actors of a block, so that the numbers of one take little memory."""


def are_the_same(grid: StanceGrid, how: Comparison) -> bool:
    """Return whether there are blocks that give all that a result has, and exactly so.

    They do not tell opposition on a condition, and are exact as long as float64 holds every sum.
    """
    if not has_numpy() or not offers(grid, how) or any(row.conditional for row in grid.rows):
        return False
    return BulkPairs(grid, how).is_exact


def _kish(grid: StanceGrid, how: Comparison, block: PairBlock) -> Iterable[float | None]:
    """Return each pair's effective number of issues, None where all of them weigh the same."""
    if len(issue_weights(grid, how)) == 1:
        return repeat(None)
    numbers = zip(block.above(block.shared).tolist(), block.above(block.effective).tolist(), strict=True)
    return [None if effective == shared else effective for shared, effective in numbers]


@one_thread()
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
        unbounded = repeat(None)
        results.extend(
            map(PairResult, first, second, found, *defined, unbounded, unbounded, _kish(grid, how, block))
        )
        tick(len(found))
    return results
