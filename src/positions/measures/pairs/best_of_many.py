"""How high the highest agreement of many pairs would be by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil
from random import Random
from statistics import median
from typing import NamedTuple

from positions.grid import Row, StanceGrid
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import WeightClasses, score, unit_of, weigh
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.vocabulary import Measure

LEAST_PAIRS = 10
"""With fewer pairs than this, the best of them is not a matter of many."""

SEED = 1

_SHUFFLES, _FEW_SHUFFLES = 1_000, 100
_MOST_WORK, _MOST_WORK_OF_FEW = 20_000, 200_000
"""Pairs times issues, up to which so many shuffles take about a second."""

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
    best = _best_by_groups(grid, measure, counted) or _best_by_score(grid, measure, counted)
    found = sorted(best(_dealt(grid, holders, random)) for _ in range(shuffles))
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


_Dealt = list[list[int]]
"""For each actor, a plane for each of the grid's values."""


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


def _dealt(grid: StanceGrid, holders: list[tuple[list[int], list[int]]], random: Random) -> _Dealt:
    """Return each issue's values dealt out anew among those that hold one."""
    levels = [[0] * len(grid.values) for _ in grid.rows]
    for issue, (actors, places) in enumerate(holders):
        bit = 1 << issue
        keys = {actor: random.random() for actor in actors}
        for actor, place in zip(sorted(actors, key=keys.__getitem__), places, strict=True):
            levels[actor][place] |= bit
    return levels


def _best_by_score(
    grid: StanceGrid, measure: Measure, counted: Sequence[_Counted]
) -> Callable[[_Dealt], float]:
    def best(dealt: _Dealt) -> float:
        shuffled = replace(grid, rows=tuple(Row(tuple(row), {}) for row in dealt))
        return max(
            score(shuffled, one.a, one.b, measure, (one.shared, one.classes)) / one.full for one in counted
        )

    return best


def _best_by_groups(
    grid: StanceGrid, measure: Measure, counted: Sequence[_Counted]
) -> Callable[[_Dealt], float] | None:
    """Return the same where agreement is being in one group of values: a side, or one value alone."""
    if measure not in ("side", "exact"):
        return None
    by_value = measure == "exact" or grid.scale.is_nominal
    keys = [value if by_value else grid.scale.side(value) for value in grid.values]
    places = [[place for place, key in enumerate(keys) if key == group] for group in dict.fromkeys(keys)]
    uniform = all(len(one.classes) == 1 for one in counted)
    pairs = [(one.a, one.b, one.shared, one.shared.bit_count(), one.classes, one.full) for one in counted]

    def best(dealt: _Dealt) -> float:
        rows = [[sum(row[place] for place in group) for group in places] for row in dealt]
        highest = 0.0
        for a, b, shared, number, classes, full in pairs:
            plane = 0
            for x, y in zip(rows[a], rows[b], strict=True):
                plane |= x & y
            plane &= shared
            found = plane.bit_count() / number if uniform else weigh(plane, classes) / full
            highest = max(highest, found)
        return highest

    return best
