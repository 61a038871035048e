"""The pairs that are looked for, found in blocks; their results are then the core's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from positions.grid import StanceGrid
from positions.measures.pairs.bitset import compare_pair
from positions.measures.pairs.nearness import Neighbours, far_key, near_key, passes
from positions.measures.pairs.numpy_blocks import BulkPairs
from positions.measures.pairs.results import Comparison, PairResult, Tick, no_tick

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARGIN = 1e-9
"""By how much a share of a block may be off that of the core: candidates are looked at again."""


def bulk_neighbours(
    grid: StanceGrid, how: Comparison, most: int, least: float | None = None, tick: Tick = no_tick
) -> list[Neighbours]:
    """Return what `neighbours` does."""
    import numpy as np

    found = []
    for block in BulkPairs(grid, how).blocks(triangle=False):
        for row in range(block.shared.shape[0]):
            actor = block.first + row
            shares = block.agreement[row]
            shares[actor] = np.nan
            if least is not None:
                shares[shares < least - _MARGIN] = np.nan
            near = _candidates(shares, block.shared[row], most)
            far = _candidates(-shares, block.shared[row], most)
            pairs = {other: _pair(grid, actor, other, how) for other in {*near, *far}}
            kept = {other: pair for other, pair in pairs.items() if passes(pair, least)}
            nearest = sorted(kept, key=lambda other: near_key(kept[other], other), reverse=True)
            furthest = sorted(kept, key=lambda other: far_key(kept[other], other), reverse=True)
            found.append(
                Neighbours(
                    actor,
                    tuple(kept[other] for other in nearest[:most]),
                    tuple(kept[other] for other in furthest[:most]),
                )
            )
        tick(block.shared.size // 2)
    return found


def bulk_agreeing(
    grid: StanceGrid, how: Comparison, least: float, tick: Tick = no_tick
) -> Iterator[PairResult]:
    """Yield what `agreeing_pairs` does."""
    for block in BulkPairs(grid, how).blocks(triangle=True):
        kept = block.above(block.agreement) >= least - _MARGIN
        first, second = block.pairs()
        for a, b in zip(first[kept].tolist(), second[kept].tolist(), strict=True):
            pair = compare_pair(grid, a, b, how)
            if passes(pair, least):
                yield pair
        tick(len(kept))


def _candidates(shares: NDArray[np.float64], shared: NDArray[np.int32], most: int) -> list[int]:
    """Return the columns of the greatest shares, more than `most` where the last of them may be equal.

    Of equal ones, those of more shared issues come first and then the earlier columns.
    """
    import numpy as np

    defined = np.flatnonzero(~np.isnan(shares))
    if len(defined) <= most:
        return [int(column) for column in defined]
    values = shares[defined]
    last = np.partition(values, len(values) - most)[len(values) - most]
    above = defined[values > last + _MARGIN]
    equal = defined[np.abs(values - last) <= _MARGIN]
    order = np.lexsort((equal, -shared[equal], -np.round(shares[equal], 8)))
    return [int(column) for column in (*above, *equal[order][: most - len(above)])]


def _pair(grid: StanceGrid, actor: int, other: int, how: Comparison) -> PairResult:
    return compare_pair(grid, min(actor, other), max(actor, other), how)
