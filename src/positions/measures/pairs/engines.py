"""Every pair of a grid, by the engine that is faster for its size: bitsets, or blocks in NumPy."""

from __future__ import annotations

from positions.grid import StanceGrid
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.numpy_results import are_the_same, bulk_results
from positions.measures.pairs.results import Comparison, PairResult, Tick, no_tick

BULK_FROM = 500
"""From so many actors on, blocks of pairs save more time than importing NumPy costs."""


def compare_pairs(grid: StanceGrid, how: Comparison | None = None, tick: Tick = no_tick) -> list[PairResult]:
    """Return the result of every pair of actors, in the order of the file.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    how = how or Comparison()
    if len(grid.actors) >= BULK_FROM and are_the_same(grid, how):
        return bulk_results(grid, how, tick)
    return list(iterate_pairs(grid, how, tick))
