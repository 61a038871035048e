"""Agreement and disagreement of pairs of actors, as counts of set bits.

Formulas and their sources stand in docs/method/agreement.md. Here J is the set of issues on which both
actors hold a value ("shared"), w the issues' weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from positions.grid import StanceGrid
from positions.measures.pairs.bounds import agreement_bounds
from positions.measures.pairs.results import Comparison, PairCounts, PairResult, Tick, no_tick
from positions.measures.pairs.scores import (
    WeightClasses,
    agree_plane,
    oppose_plane,
    same_plane,
    score,
    unit_of,
    weigh,
)
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.rounding import nearest_float
from positions.vocabulary import MEASURE_ENTRIES, Measure


def iterate_pairs(
    grid: StanceGrid, how: Comparison, tick: Tick = no_tick, between: range | None = None
) -> Iterator[PairResult]:
    """Return every pair's result in the order of the file, those of one actor with all later ones at a time.

    `between` takes the pairs of some actors (by index) with all later ones.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    measure = how.measure_for(grid)
    everything = None if how.by_salience else issue_weights(grid, how)
    by_side = everything is not None and len(everything) == 1 and measure == "side" and not how.bounds
    planes = _planes(grid, union(everything or ())) if by_side else []
    number = len(grid.actors)

    def of_actor(a: int) -> list[PairResult]:
        if by_side:
            found = _by_side(grid, a, planes, how.min_shared)
        else:
            found = [_compared(grid, a, b, how, measure, everything) for b in range(a + 1, number)]
        tick(len(found))
        return found

    return chain.from_iterable(map(of_actor, range(number) if between is None else between))


_Planes = tuple[int, int, int, int, int]


def _planes(grid: StanceGrid, counted: int) -> list[_Planes]:
    """Return each actor's issues: held and counted, for, against, neutral, conditional."""
    return [
        (held & counted, sides.favour, sides.against, sides.neutral, row.conditional)
        for held, sides, row in zip(grid.held, grid.sides, grid.rows, strict=True)
    ]


def _by_side(grid: StanceGrid, a: int, planes: Sequence[_Planes], min_shared: int) -> list[PairResult]:
    """Return an actor's results by side with equal weights: what is asked most, without a call a pair."""
    held_a, favour_a, against_a, neutral_a, conditional_a = planes[a]
    results = []
    for b in range(a + 1, len(planes)):
        held_b, favour_b, against_b, neutral_b, conditional_b = planes[b]
        shared = held_a & held_b
        if conditional_a or conditional_b:
            counts = count_pair(grid, a, b, shared)
        else:
            n = shared.bit_count()
            oppose = ((favour_a & against_b | against_a & favour_b) & shared).bit_count()
            differ = ((neutral_a ^ neutral_b) & shared).bit_count()
            agree = n - oppose - differ
            same = agree if grid.sides_are_levels else (same_plane(grid, a, b) & shared).bit_count()
            counts = PairCounts(n, same, agree, differ, oppose)
        n = counts.shared
        if n and n >= min_shared:
            results.append(PairResult(a, b, counts, counts.agree / n, counts.oppose / n))
        else:
            results.append(PairResult(a, b, counts, None, None))
    return results


def compare_pair(grid: StanceGrid, a: int, b: int, how: Comparison) -> PairResult:
    """Return the result of two actors, given by index.

    An issue of weight 0 is no part of anything. Shares are None where the two share fewer than
    `how.min_shared` issues (at least one).

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    everything = None if how.by_salience else issue_weights(grid, how)
    return _compared(grid, a, b, how, how.measure_for(grid), everything)


def _compared(
    grid: StanceGrid, a: int, b: int, how: Comparison, measure: Measure, everything: WeightClasses | None
) -> PairResult:
    classes = salience_weights(grid, a, b, how) if everything is None else everything
    shared = grid.held[a] & grid.held[b] & union(classes)
    counts = count_pair(grid, a, b, shared)
    agreement = disagreement = low = high = None
    if counts.shared and counts.shared >= how.min_shared:
        uniform = not how.by_salience and len(classes) == 1  # then the counts are the score
        if uniform and measure == "side":
            agreement, disagreement = counts.agree / counts.shared, counts.oppose / counts.shared
        elif uniform and measure == "exact":
            agreement = counts.same / counts.shared
            disagreement = (counts.shared - counts.same) / counts.shared
        else:
            agreement, disagreement = _shares(grid, a, b, measure, (shared, classes))
    if how.bounds:
        low, high = agreement_bounds(grid, a, b, measure, classes)
    return PairResult(a, b, counts, agreement, disagreement, low, high, _kish(shared, classes))


def _kish(shared: int, classes: WeightClasses) -> float | None:
    """Return the effective number of a plane's issues, None where all of them weigh the same."""
    if len(classes) == 1:
        return None
    numbers = [(weight, number) for weight, plane in classes if (number := (shared & plane).bit_count())]
    if len(numbers) < 2:
        return None
    total = sum(weight * number for weight, number in numbers)
    return total * total / sum(weight * weight * number for weight, number in numbers)


def count_pair(grid: StanceGrid, a: int, b: int, shared: int) -> PairCounts:
    """Return the unweighted counts of two actors, by index, over a plane of issues that they share."""
    left, right = grid.sides[a], grid.sides[b]
    if grid.scale.is_nominal:
        oppose, differ = oppose_plane(grid, a, b) & shared, 0
    else:
        oppose = (left.favour & right.against | left.against & right.favour) & shared
        differ = ((left.neutral ^ right.neutral) & shared).bit_count()
        amounts = shared & ~grid.sided
        if amounts:
            differ += (amounts & ~same_plane(grid, a, b)).bit_count()
    # counting bits is what takes the time, so what follows from other numbers is not counted
    n, opposing = shared.bit_count(), oppose.bit_count()
    agreeing = n - opposing - differ
    same = agreeing if grid.sides_are_levels else (same_plane(grid, a, b) & shared).bit_count()
    conditional = grid.rows[a].conditional | grid.rows[b].conditional
    if not conditional:
        return PairCounts(n, same, agreeing, differ, opposing)
    agree = agree_plane(grid, a, b) & shared & conditional
    return PairCounts(
        n, same, agreeing, differ, opposing, agree.bit_count(), (oppose & conditional).bit_count()
    )


def _shares(
    grid: StanceGrid, a: int, b: int, measure: Measure, over: tuple[int, WeightClasses]
) -> tuple[float, float]:
    """Return agreement and disagreement over a plane of shared issues, one or more."""
    shared, classes = over
    total = weigh(shared, classes)
    full = total * unit_of(grid, measure)
    found = score(grid, a, b, measure, over)
    if MEASURE_ENTRIES[measure].opposition:
        opposed = weigh(oppose_plane(grid, a, b) & shared, classes)
        return nearest_float(found, full), nearest_float(opposed, total)
    return nearest_float(found, full), nearest_float(full - found, full)
