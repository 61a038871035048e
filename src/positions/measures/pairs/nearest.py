"""Of very many pairs, those that are looked for: each actor's nearest and furthest, and pairs that agree."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappush, heappushpop

from positions.grid import StanceGrid
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.engines import BULK_FROM
from positions.measures.pairs.nearness import Key, Neighbours, far_key, near_key, passes
from positions.measures.pairs.numpy_blocks import has_numpy, offers
from positions.measures.pairs.numpy_nearest import bulk_agreeing, bulk_neighbours
from positions.measures.pairs.results import Comparison, PairResult, Tick, no_tick


def neighbours(
    grid: StanceGrid, how: Comparison, most: int, least: float | None = None, tick: Tick = no_tick
) -> list[Neighbours]:
    """Return the `most` nearest and furthest of each actor, by agreement.

    Of equal agreement, those with more shared issues come first, then the order of the file. Pairs without a
    share, and those below `least` (0..1) where that is given, are passed over.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    if _in_bulk(grid, how):
        return bulk_neighbours(grid, how, most, least, tick)
    near: list[list[tuple[Key, PairResult]]] = [[] for _ in grid.actors]
    far: list[list[tuple[Key, PairResult]]] = [[] for _ in grid.actors]
    for pair in iterate_pairs(grid, how, tick):
        if not passes(pair, least):
            continue
        for actor, other in ((pair.a, pair.b), (pair.b, pair.a)):
            for heap, key in ((near[actor], near_key(pair, other)), (far[actor], far_key(pair, other))):
                if len(heap) < most:
                    heappush(heap, (key, pair))
                else:
                    heappushpop(heap, (key, pair))
    return [Neighbours(actor, _best(near[actor]), _best(far[actor])) for actor in range(len(grid.actors))]


def agreeing_pairs(
    grid: StanceGrid, how: Comparison, least: float, tick: Tick = no_tick
) -> Iterator[PairResult]:
    """Yield the pairs whose agreement is at least `least` (0..1), in the order of the file.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    if _in_bulk(grid, how):
        return bulk_agreeing(grid, how, least, tick)
    return (pair for pair in iterate_pairs(grid, how, tick) if passes(pair, least))


def _best(heap: list[tuple[Key, PairResult]]) -> tuple[PairResult, ...]:
    return tuple(pair for _, pair in sorted(heap, key=lambda entry: entry[0], reverse=True))


def _in_bulk(grid: StanceGrid, how: Comparison) -> bool:
    return len(grid.actors) >= BULK_FROM and offers(grid, how) and has_numpy()
