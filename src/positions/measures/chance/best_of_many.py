"""How high the highest agreement of many pairs would be by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil
from random import Random
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from positions.grid import StanceGrid, bits
from positions.measures.chance.all_pairs import AllPairs
from positions.measures.chance.shuffles import Dealt, dealt, holders_of, shuffled
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import WeightClasses, score, unit_of, weigh
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.vocabulary import Measure

LEAST_PAIRS = 10
"""With fewer pairs than this, the best of them is not a matter of many."""

SEED = 1

_SHUFFLES, _FEW_SHUFFLES = 1_000, 100
_MOST_CELLS, _MOST_CELLS_OF_FEW = 2_000, 20_000
"""Actors times issues, up to which so many shuffles take a second or two."""

_SLOW = 8
"""How many times as long a shuffle takes where pairs cannot be counted all at once."""

_NEAR = 1e-12


class BestOfMany(NamedTuple):
    """The highest agreement among pairs, against shuffles in which each issue's values are dealt out anew.

    `middle` and `high` are the median and the 95th percentile of the shuffles' highest agreement, which
    `reached` of them do not exceed; `p` is (1 + the number of shuffles that reach the observed one) /
    (1 + their number). `shared` is on how many issues the observed one rests, `extent` on how few and how
    many those of the pairs do.
    """

    pairs: int
    shuffles: int
    observed: float
    shared: int
    extent: tuple[int, int]
    middle: float
    high: float
    reached: int
    p: float


def shuffles_for(grid: StanceGrid, how: Comparison, pairs: int) -> int:
    """Return how many shuffles to make for so many pairs of a grid's actors; 0 where it is none.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    cells = len(grid.actors) * len(grid.issues) * (1 if _is_quick(grid, how) else _SLOW)
    if pairs < LEAST_PAIRS or cells > _MOST_CELLS_OF_FEW:
        return 0
    return _SHUFFLES if cells <= _MOST_CELLS else _FEW_SHUFFLES


def _is_quick(grid: StanceGrid, how: Comparison) -> bool:
    """Return whether all pairs can be counted at once: they weigh issues alike, what they share adds up."""
    return how.measure_for(grid) in _IN_COMMON and not how.by_salience


def best_of_many(
    grid: StanceGrid, how: Comparison, pairs: Sequence[PairResult], shuffles: int
) -> BestOfMany | None:
    """Return how the highest agreement of some pairs compares with chance; None without pair or shuffle.

    Within each issue the values are permuted among those that hold one; gaps, weights and saliences stay.
    The seed is fixed. Source of p: Phipson and Smyth 2010.

    Args:
        grid: the data.
        how: how the pairs were compared.
        pairs: those among which the best is sought, each with a share.
        shuffles: how many to make.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    shares = [(pair.agreement, pair.counts.shared) for pair in pairs if pair.agreement is not None]
    if not shares or not shuffles:
        return None
    measure = how.measure_for(grid)
    counted = [_Counted.of(grid, how, pair, measure) for pair in pairs]
    holders = holders_of(grid)
    random = Random(SEED)
    make = _best_of_all_pairs if _is_quick(grid, how) else _best_by_score
    best = make(grid, how, counted)
    found = sorted(best(dealt(holders, random)) for _ in range(shuffles))
    observed, shared = max(shares)
    place = ceil(0.95 * shuffles)
    return BestOfMany(
        pairs=len(pairs),
        shuffles=shuffles,
        observed=observed,
        shared=shared,
        extent=(min(number for _, number in shares), max(number for _, number in shares)),
        middle=median(found),
        high=found[place - 1],
        reached=sum(share <= found[place - 1] for share in found),
        p=(1 + sum(share >= observed - _NEAR for share in found)) / (1 + shuffles),
    )


class _Counted(NamedTuple):
    """A pair with the issues that it shares, what they weigh, and its highest possible score."""

    a: int
    b: int
    shared: int
    classes: WeightClasses
    full: int

    @classmethod
    def of(cls, grid: StanceGrid, how: Comparison, pair: PairResult, measure: Measure) -> _Counted:
        a, b = pair.a, pair.b
        classes = salience_weights(grid, a, b, how) if how.by_salience else issue_weights(grid, how)
        shared = grid.held[a] & grid.held[b] & union(classes)
        return cls(a, b, shared, classes, weigh(shared, classes) * unit_of(grid, measure))


def _best_by_score(
    grid: StanceGrid, how: Comparison, counted: Sequence[_Counted]
) -> Callable[[Dealt], float]:
    """Return what gives the highest share after a shuffle, pair by pair."""
    measure = how.measure_for(grid)
    holders = holders_of(grid)

    def best(orders: Dealt) -> float:
        found = shuffled(grid, holders, orders)
        return max(
            score(found, one.a, one.b, measure, (one.shared, one.classes)) / one.full for one in counted
        )

    return best


def _best_of_all_pairs(
    grid: StanceGrid, how: Comparison, counted: Sequence[_Counted]
) -> Callable[[Dealt], float]:
    """Return the same for a measure that adds up what two have in common, all pairs at once."""
    space = AllPairs(len(grid.actors))
    by_full: dict[int, int] = {}
    for one in counted:
        by_full[one.full] = by_full.get(one.full, 0) | space.pair(one.a, one.b)
    holders = holders_of(grid)
    common = [
        (issue, weight * step, slices)
        for weight, plane in issue_weights(grid, how)
        for issue in bits(plane)
        for step, slices in _IN_COMMON[how.measure_for(grid)](grid, holders[issue].places)
    ]

    def best(orders: Dealt) -> float:
        masks = (
            (weight, space.same_group([orders[issue][start:end] for start, end in slices]))
            for issue, weight, slices in common
        )
        totals = space.totals(masks)
        return max(space.highest(totals, pairs) / full for full, pairs in by_full.items())

    return best


_Slice = tuple[int, int]


_InCommon = list[tuple[int, Sequence[_Slice]]]
"""What two holders of an issue may have in common: how much it adds, and who has it with whom.

Holders are ordered by value; those of one group, a slice of them, have it in common.
"""


def _by_side(grid: StanceGrid, places: Sequence[int]) -> _InCommon:
    keys = [value if grid.scale.is_nominal else grid.scale.side(value) for value in grid.values]
    return _groups([keys[place] for place in places])


def _by_value(_grid: StanceGrid, places: Sequence[int]) -> _InCommon:
    return _groups(places)


def _groups(keys: Sequence[float | None]) -> _InCommon:
    ends = [end for end in range(1, len(keys)) if keys[end] != keys[end - 1]]
    return [(1, list(pairwise([0, *ends, len(keys)])))]


def _by_steps(grid: StanceGrid, places: Sequence[int]) -> _InCommon:
    """Holders on the same side of a step of the scale have its length in common."""
    whole = [grid.whole_scale.values[grid.values[place]] for place in places]
    steps: _InCommon = [
        (whole[end] - whole[end - 1], [(0, end), (end, len(places))])
        for end in range(1, len(places))
        if whole[end] != whole[end - 1]
    ]
    outside = grid.whole_scale.range - (whole[-1] - whole[0] if whole else 0)
    return [*steps, *([(outside, [(0, len(places))])] if outside else [])]


_IN_COMMON: Mapping[Measure, Callable[[StanceGrid, Sequence[int]], _InCommon]] = MappingProxyType(
    {"side": _by_side, "exact": _by_value, "proximity": _by_steps}
)
"""By measure, from a grid and the places of an issue's holders; others do not add up by groups."""
