"""Agreement and disagreement of pairs of actors, as counts of set bits.

Formulas and their sources stand in docs/method/agreement.md. Here J is the set of issues on which both
actors hold a value ("shared"), w the issues' weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Protocol

from positions.dataset.scale import Scale
from positions.grid import StanceGrid, bits
from positions.measures.pairs.bounds import agreement_bounds
from positions.measures.pairs.scores import (
    Measure,
    WeightClasses,
    agree_plane,
    oppose_plane,
    same_plane,
    score,
    weigh,
)

BULK_FROM = 500
"""From so many actors on, blocks of pairs save more time than importing NumPy costs."""

Tick = Callable[[int], None]
"""Is told how many more pairs are done."""


def no_tick(pairs: int) -> None:
    """Take no notice of how far the work is."""


class Scaled(Protocol):
    """What has a scale: a grid, or counts made of one."""

    @property
    def scale(self) -> Scale:
        """The scale."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How pairs are compared.

    Attributes:
        measure: None takes `side`, and `exact` on a nominal scale.
        min_shared: a share over fewer shared issues is undefined.
        weighted: whether the issues' weights count.
        by_salience: whether an issue also counts by the mean salience that the two give it; issues on
            which one of them gives none do not count.
        bounds: whether to work out the lowest and highest agreement that is possible.
    """

    measure: Measure | None = None
    min_shared: int = 1
    weighted: bool = True
    by_salience: bool = False
    bounds: bool = False

    def measure_for(self, grid: Scaled) -> Measure:
        """Return the measure to use on a grid, or on what else has a scale.

        Raises:
            ValueError: if the measure needs an order that a nominal scale has not.
        """
        if self.measure is None:
            return "exact" if grid.scale.is_nominal else "side"
        if grid.scale.is_nominal and self.measure != "exact":
            raise ValueError(
                f"the measure {self.measure!r} needs a scale with an order; on a nominal one, stances are "
                "the same or not"
            )
        return self.measure


class PairCounts(NamedTuple):
    """Unweighted numbers of issues.

    `shared`: both hold a value; `same`: equal values; `agree`: the same side; `oppose`: opposite sides;
    `differ`: one neutral and one not; `conditional`: agreeing, and at least one of the two on a condition;
    `oppose_conditional`: the same of those opposed. agree + differ + oppose = shared. On a nominal scale,
    which has no sides, the same label is agreement and any other opposes.
    """

    shared: int
    same: int
    agree: int
    differ: int
    oppose: int
    conditional: int = 0
    oppose_conditional: int = 0


class PairResult(NamedTuple):
    """What two actors (by index, a before b) have in common; shares 0..1, None where undefined."""

    a: int
    b: int
    counts: PairCounts
    agreement: float | None
    disagreement: float | None
    low: float | None = None
    high: float | None = None


def compare_pairs(grid: StanceGrid, how: Comparison | None = None, tick: Tick = no_tick) -> list[PairResult]:
    """Return the result of every pair of actors, in the order of the file.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    how = how or Comparison()
    if len(grid.actors) >= BULK_FROM:
        from positions.measures.pairs.numpy_results import are_the_same, bulk_results

        if are_the_same(grid, how):
            return bulk_results(grid, how, tick)
    return list(iterate_pairs(grid, how, tick))


def iterate_pairs(grid: StanceGrid, how: Comparison, tick: Tick = no_tick) -> Iterator[PairResult]:
    """Return every pair's result in the order of the file, those of one actor with all later ones at a time.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    measure = how.measure_for(grid)
    everything = None if how.by_salience else issue_weights(grid, how)
    by_side = everything is not None and len(everything) == 1 and measure == "side" and not how.bounds
    planes = _planes(grid) if by_side else []
    number = len(grid.actors)

    def of_actor(a: int) -> list[PairResult]:
        if by_side:
            found = _by_side(grid, a, planes, how.min_shared)
        else:
            found = [_compared(grid, a, b, how, measure, everything) for b in range(a + 1, number)]
        tick(len(found))
        return found

    return chain.from_iterable(map(of_actor, range(number)))


_Planes = tuple[int, int, int, int, int]


def _planes(grid: StanceGrid) -> list[_Planes]:
    """Return each actor's issues: held, for, against, neutral, conditional."""
    return [
        (held, sides.favour, sides.against, sides.neutral, row.conditional)
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
            oppose = (favour_a & against_b | against_a & favour_b).bit_count()
            differ = ((neutral_a ^ neutral_b) & shared).bit_count()
            agree = n - oppose - differ
            same = agree if grid.sides_are_levels else same_plane(grid, a, b).bit_count()
            counts = PairCounts(n, same, agree, differ, oppose)
        n = counts.shared
        if n and n >= min_shared:
            results.append(PairResult(a, b, counts, counts.agree / n, counts.oppose / n))
        else:
            results.append(PairResult(a, b, counts, None, None))
    return results


def compare_pair(grid: StanceGrid, a: int, b: int, how: Comparison) -> PairResult:
    """Return the result of two actors, given by index.

    Shares are None where the two share fewer than `how.min_shared` issues (at least one), or the weights
    of the shared issues add up to 0.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    everything = None if how.by_salience else issue_weights(grid, how)
    return _compared(grid, a, b, how, how.measure_for(grid), everything)


def _compared(
    grid: StanceGrid, a: int, b: int, how: Comparison, measure: Measure, everything: WeightClasses | None
) -> PairResult:
    shared = grid.held[a] & grid.held[b]
    if everything is None:
        classes = salience_weights(grid, a, b, how)
        shared &= _union(classes)
    else:
        classes = everything
    counts = count_pair(grid, a, b, shared)
    agreement = disagreement = low = high = None
    if counts.shared and counts.shared >= how.min_shared:
        uniform = not how.by_salience and len(classes) == 1  # then the counts are the score
        if uniform and measure == "side":
            agreement, disagreement = counts.agree / counts.shared, counts.oppose / counts.shared
        elif uniform and measure == "exact":
            agreement = counts.same / counts.shared
            disagreement = 1 - agreement
        else:
            agreement, disagreement = _shares(grid, a, b, measure, (shared, classes))
    if how.bounds:
        low, high = agreement_bounds(grid, a, b, measure, classes)
    return PairResult(a, b, counts, agreement, disagreement, low, high)


def count_pair(grid: StanceGrid, a: int, b: int, shared: int) -> PairCounts:
    """Return the unweighted counts of two actors, by index, over a plane of issues that they share."""
    left, right = grid.sides[a], grid.sides[b]
    if grid.scale.is_nominal:
        oppose, differ = oppose_plane(grid, a, b) & shared, 0
    else:
        oppose = (left.favour & right.against | left.against & right.favour) & shared
        differ = ((left.neutral ^ right.neutral) & shared).bit_count()
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


def issue_weights(grid: StanceGrid, how: Comparison) -> WeightClasses:
    """Return what each issue counts for, the same for all pairs."""
    return grid.weight_classes if how.weighted else ((1.0, grid.every_issue),)


def salience_weights(grid: StanceGrid, a: int, b: int, how: Comparison) -> WeightClasses:
    """Return what each issue counts for by the mean salience that two actors give it, and by its weight.

    An issue to which one of the two gives no salience is in no class.
    """
    planes: dict[float, int] = {}
    for weight, plane in issue_weights(grid, how):
        for issue in bits(plane & grid.held[a] & grid.held[b]):
            left, right = grid.details.get((a, issue)), grid.details.get((b, issue))
            if left and right and left.salience is not None and right.salience is not None:
                product = weight * (left.salience + right.salience) / 2
                planes[product] = planes.get(product, 0) | 1 << issue
    return tuple(sorted(planes.items()))


def _union(classes: WeightClasses) -> int:
    union = 0
    for _, plane in classes:
        union |= plane
    return union


def _shares(
    grid: StanceGrid, a: int, b: int, measure: Measure, over: tuple[int, WeightClasses]
) -> tuple[float | None, float | None]:
    shared, classes = over
    total = weigh(shared, classes)
    if total == 0:
        return None, None
    agreement = score(grid, a, b, measure, over) / total
    if measure == "side":
        return agreement, weigh(oppose_plane(grid, a, b) & shared, classes) / total
    return agreement, 1 - agreement
