"""How high the highest agreement of many pairs would be by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from random import Random
from statistics import median
from typing import NamedTuple

from positions.grid import Row, StanceGrid
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import Measure, WeightClasses, score, unit_of, weigh
from positions.measures.pairs.weights import issue_weights, salience_weights, union

LEAST_PAIRS = 10
"""With fewer pairs than this, the best of them is not a matter of many."""

SEED = 1

_SHUFFLES, _FEW_SHUFFLES = 1_000, 100
_MOST_WORK, _MOST_WORK_OF_FEW = 50_000, 500_000
"""Pairs times issues, up to which so many shuffles take a second or two."""

_NEAR = 1e-12


class BestOfMany(NamedTuple):
    """The highest agreement among pairs, against shuffles in which each issue's values are dealt out anew.

    `middle` and `high` are the median and the 95th percentile of the shuffles' highest agreement; `p` is
    (1 + the number of shuffles that reach the observed one) / (1 + their number).
    """

    pairs: int
    shuffles: int
    observed: float
    middle: float
    high: float
    p: float


def shuffles_for(pairs: int, issues: int) -> int:
    """Return how many shuffles to make for so many pairs over so many issues; 0 where it is none."""
    work = pairs * issues
    if pairs < LEAST_PAIRS or work > _MOST_WORK_OF_FEW:
        return 0
    return _SHUFFLES if work <= _MOST_WORK else _FEW_SHUFFLES


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
    shares = [pair.agreement for pair in pairs if pair.agreement is not None]
    if not shares or not shuffles:
        return None
    measure = how.measure_for(grid)
    counted = [_Counted.of(grid, how, pair, measure) for pair in pairs]
    holders = [_holders(grid, issue) for issue in range(len(grid.issues))]
    random = Random(SEED)
    found = sorted(
        max(one.share(shuffled, measure) for one in counted)
        for shuffled in (_shuffled(grid, holders, random) for _ in range(shuffles))
    )
    observed = max(shares)
    reached = sum(best >= observed - _NEAR for best in found)
    return BestOfMany(
        len(pairs),
        shuffles,
        observed,
        median(found),
        found[ceil(0.95 * shuffles) - 1],
        (1 + reached) / (1 + shuffles),
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

    def share(self, grid: StanceGrid, measure: Measure) -> float:
        return score(grid, self.a, self.b, measure, (self.shared, self.classes)) / self.full


def _holders(grid: StanceGrid, issue: int) -> tuple[list[int], list[int]]:
    """Return who holds a value on an issue, and the places of their values in the grid's."""
    bit = 1 << issue
    held = [
        (actor, place)
        for actor, row in enumerate(grid.rows)
        for place, level in enumerate(row.levels)
        if level & bit
    ]
    return [actor for actor, _ in held], [place for _, place in held]


def _shuffled(grid: StanceGrid, holders: list[tuple[list[int], list[int]]], random: Random) -> StanceGrid:
    levels = [[0] * len(grid.values) for _ in grid.rows]
    for issue, (actors, places) in enumerate(holders):
        bit = 1 << issue
        keys = {actor: random.random() for actor in actors}
        for actor, place in zip(sorted(actors, key=keys.__getitem__), places, strict=True):
            levels[actor][place] |= bit
    return replace(grid, rows=tuple(Row(tuple(row), {}) for row in levels))
