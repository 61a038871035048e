"""Whether blocs are more than chance gives, and how much each depends on which issues were asked about.

Formulas, sources and worked figures stand in docs/method/blocs.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from positions.grid import StanceGrid, bits
from positions.measures.chance.shuffles import dealt, holders_of, shuffled
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import WeightClasses, score, unit_of, weigh
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.measures.structure.bloc_tests import FEWEST_ISSUES, NEAR, RESAMPLES, SEED, Chance, Stability
from positions.measures.structure.blocs import Tree
from positions.measures.structure.cuts import Cuts
from positions.measures.structure.linkage import average_linkage, cut
from positions.measures.structure.numpy_null_model import fast_chance, fast_stability, is_fast
from positions.measures.structure.silhouette import mean_silhouettes

LIKELY = 0.05
"""Above this p, chance gives as much."""

STABLE = 0.6
"""A bloc of a lower stability is not stable (Hennig's rule of thumb)."""

Verdict = Literal["clearly", "set-apart", "uncertain", "chance"]


def chance_of(
    grid: StanceGrid,
    how: Comparison,
    actors: Sequence[int],
    tree: Tree,
    permutations: int,
    *,
    fast: bool | None = None,
) -> Chance:
    """Return p of a tree's mean silhouettes against shuffles of the grid.

    Within each issue the values are permuted among the actors that hold one, so that gaps, margins and the
    pairs with a distance stay; linkage and the choice of the number of blocs are repeated. Ties go by the
    order of the actors in the given tree too, which makes both alike. p is (1 + the
    number of shuffles that reach the observed silhouette) / (1 + their number) (Phipson and Smyth 2010). The
    seed is fixed.

    Args:
        grid: the data.
        how: how the pairs were compared.
        actors: the grid's actors, by index, that the tree's items stand for.
        tree: their tree.
        permutations: how many shuffles to make.
        fast: whether NumPy makes them; where it is installed and faster unless given.
    """
    tree = tree.by_place()
    observed = tree.silhouettes
    if not observed:
        return Chance(permutations, None, {})
    if is_fast(grid, how, tree.number) if fast is None else fast:
        return fast_chance(grid, how, actors, tree, permutations)
    pairs = _pairs_of(grid, how, actors, tree)
    highest, reached = max(observed.values()), dict.fromkeys(observed, 0)
    reached_best = 0
    holders, random = holders_of(grid), Random(SEED)
    for _ in range(permutations):
        after = shuffled(grid, holders, dealt(holders, random))
        distances = {pair: known.distance(after) for pair, known in pairs.items()}
        means = mean_silhouettes(average_linkage(tree.number, distances), distances)
        reached_best += max(means.values()) >= highest - NEAR
        for number, mean in means.items():
            reached[number] += mean >= observed[number] - NEAR
    of_all = 1 + permutations
    return Chance(
        permutations,
        (1 + reached_best) / of_all,
        {number: (1 + count) / of_all for number, count in reached.items()},
    )


def stability_of(
    grid: StanceGrid,
    how: Comparison,
    actors: Sequence[int],
    tree: Tree,
    resamples: int = RESAMPLES,
    *,
    fast: bool | None = None,
) -> Stability:
    """Return how stable the blocs of every cut of a tree are.

    The issues are drawn with replacement, an issue drawn twice weighing double, and the tree of each resample
    is cut into as many blocs. After Hennig (2007), who resamples what is clustered; here issues are the
    sample. An actor that a resample leaves without a distance is in none of its blocs. The seed is fixed.

    Args:
        grid: the data.
        how: how the pairs were compared.
        actors: the grid's actors, by index, that the tree's items stand for.
        tree: their tree.
        resamples: how many to draw.
        fast: whether NumPy computes it; where it is installed and faster unless given.
    """
    issues = list(bits(union(issue_weights(grid, how))))
    if len(issues) < FEWEST_ISSUES or tree.number < 2:
        return Stability()
    random = Random(SEED)
    drawn = [random.choices(issues, k=len(issues)) for _ in range(resamples)]
    if is_fast(grid, how, tree.number) if fast is None else fast:
        return fast_stability(grid, how, actors, tree, drawn)
    given = {number: cut(tree.number, tree.merges, number) for number in range(1, tree.number + 1)}
    sums = {number: [0.0] * number for number in given}
    for labels_of in _resampled(grid, how, actors, tree, drawn):
        for number, labels in given.items():
            for bloc, similarity in enumerate(_similarities(labels, labels_of(number), number)):
                sums[number][bloc] += similarity
    blocs = {number: tuple(total / resamples for total in totals) for number, totals in sums.items()}
    return Stability(
        blocs,
        {
            number: sum(blocs[number][label] for label in labels) / tree.number
            for number, labels in given.items()
        },
    )


def verdict_of(p: float, stabilities: Sequence[tuple[int, float]]) -> Verdict:
    """Return what p and the stability of blocs, each (size, stability), say together; never the silhouette.

    Without stabilities blocs are never called set apart, nor where fewer than two of them are firm: the
    number that separates best is then that of one group and what does not fit into it.
    """
    if p > LIKELY:
        return "chance"
    if sum(is_firm(size, value) for size, value in stabilities) < 2:
        return "uncertain"
    if p <= 0.01 and all(value >= 0.75 for size, value in stabilities if size > 1):
        return "clearly"
    mean = sum(size * value for size, value in stabilities) / sum(size for size, _ in stabilities)
    return "set-apart" if mean >= STABLE else "uncertain"


def is_firm(size: int, stability: float) -> bool:
    """Return whether a bloc can be one of those that are set apart: of two or more, and not unstable."""
    return size > 1 and stability >= STABLE


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair with a distance: the issues that it shares, what they weigh, and its highest possible score."""

    a: int
    b: int
    how: Comparison
    shared: int
    classes: WeightClasses
    full: int

    def distance(self, grid: StanceGrid) -> float:
        """Return 1 - agreement on a grid with the same gaps."""
        measure = self.how.measure_for(grid)
        return 1 - score(grid, self.a, self.b, measure, (self.shared, self.classes)) / self.full


def _pairs_of(
    grid: StanceGrid, how: Comparison, actors: Sequence[int], tree: Tree
) -> dict[tuple[int, int], _Pair]:
    """Return the pairs of a tree's items that have a distance."""
    everything = issue_weights(grid, how)
    unit = unit_of(grid, how.measure_for(grid))
    found = {}
    for (i, j), distance in tree.distances.items():
        if distance is not None:
            a, b = actors[i], actors[j]
            classes = salience_weights(grid, a, b, how) if how.by_salience else everything
            shared = grid.held[a] & grid.held[b] & union(classes)
            found[i, j] = _Pair(a, b, how, shared, classes, weigh(shared, classes) * unit)
    return found


def _resampled(
    grid: StanceGrid, how: Comparison, actors: Sequence[int], tree: Tree, drawn: Sequence[Sequence[int]]
) -> Iterator[Cuts]:
    """Yield the cuts of the tree of each resample of the issues."""
    pairs = _pairs_of(grid, how, actors, tree)
    measure, unit = how.measure_for(grid), unit_of(grid, how.measure_for(grid))
    for issues in drawn:
        times: dict[int, int] = {}
        for issue in issues:
            times[issue] = times.get(issue, 0) + 1
        planes: dict[int, int] = {}
        for issue, number in times.items():
            planes[number] = planes.get(number, 0) | 1 << issue
        again: dict[int, WeightClasses] = {}  # pairs that weigh issues alike do so in the resample too
        distances = {}
        for items, pair in pairs.items():
            key = id(pair.classes)
            if key not in again:
                again[key] = _multiplied(pair.classes, planes)
            classes = again[key]
            shared = pair.shared & union(classes)
            full = weigh(shared, classes) * unit
            if full and shared.bit_count() >= how.min_shared:
                distances[items] = 1 - score(grid, pair.a, pair.b, measure, (shared, classes)) / full
        yield Cuts(tree.number, distances)


def _multiplied(classes: WeightClasses, planes: Mapping[int, int]) -> WeightClasses:
    """Return weights, each times how often its issue was drawn."""
    return tuple(
        (weight * number, members & plane)
        for weight, members in classes
        for number, plane in planes.items()
        if members & plane
    )


def _similarities(labels: Sequence[int], others: Sequence[int | None], number: int) -> list[float]:
    """Return of each bloc the highest Jaccard similarity with one of another partition."""
    sizes, other_sizes, joint = [0] * number, dict[int | None, int](), dict[tuple[int, int | None], int]()
    for label, other in zip(labels, others, strict=True):
        sizes[label] += 1
        other_sizes[other] = other_sizes.get(other, 0) + 1
        joint[label, other] = joint.get((label, other), 0) + 1
    best = [0.0] * number
    for (label, other), both in joint.items():
        if other is not None:
            similarity = both / (sizes[label] + other_sizes[other] - both)
            best[label] = max(best[label], similarity)
    return best
