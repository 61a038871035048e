"""Of very many pairs, those that are looked for: each actor's nearest and furthest, and pairs that agree."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappush, heappushpop
from typing import NamedTuple

from positions.grid import StanceGrid
from positions.measures.pairs.agreement import BULK_FROM, Comparison, PairResult, Tick, iterate_pairs, no_tick

_Key = tuple[float, int, int]


class Neighbours(NamedTuple):
    """An actor (by index) with those nearest to it and furthest from it, the most so first."""

    actor: int
    nearest: tuple[PairResult, ...]
    furthest: tuple[PairResult, ...]


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
        from positions.measures.pairs.numpy_nearest import bulk_neighbours

        return bulk_neighbours(grid, how, most, least, tick)
    near: list[list[tuple[_Key, PairResult]]] = [[] for _ in grid.actors]
    far: list[list[tuple[_Key, PairResult]]] = [[] for _ in grid.actors]
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
        from positions.measures.pairs.numpy_nearest import bulk_agreeing

        return bulk_agreeing(grid, how, least, tick)
    return (pair for pair in iterate_pairs(grid, how, tick) if passes(pair, least))


def passes(pair: PairResult, least: float | None) -> bool:
    """Return whether a pair has a share, and one of at least `least` where that is given."""
    return pair.agreement is not None and (least is None or pair.agreement >= least)


def near_key(pair: PairResult, other: int) -> _Key:
    """Return what is greater the nearer a pair is; `other` is the index of the other actor."""
    return pair.agreement or 0.0, pair.counts.shared, -other


def far_key(pair: PairResult, other: int) -> _Key:
    """Return what is greater the further apart a pair is."""
    return -(pair.agreement or 0.0), pair.counts.shared, -other


def _best(heap: list[tuple[_Key, PairResult]]) -> tuple[PairResult, ...]:
    return tuple(pair for _, pair in sorted(heap, key=lambda entry: entry[0], reverse=True))


def _in_bulk(grid: StanceGrid, how: Comparison) -> bool:
    from positions.measures.pairs.numpy_blocks import has_numpy, offers

    return len(grid.actors) >= BULK_FROM and offers(grid, how) and has_numpy()
