"""Chance and stability of blocs with NumPy: the shuffles and resamples of plain Python, many at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from positions.grid import StanceGrid, bits
from positions.measures.blas import one_thread
from positions.measures.chance.shuffles import holders_of
from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import issue_score, unit_of
from positions.measures.pairs.weights import issue_weights
from positions.measures.structure.bloc_tests import NEAR, SEED, Chance, Stability
from positions.measures.structure.blocs import Tree
from positions.measures.structure.numpy_linkage import trees

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int8]
    Labels = NDArray[np.intp]

FROM_ACTORS = 10
"""From so many actors on, NumPy saves more time than importing it costs."""

_MOST_VALUES = 16
_CELLS = 1_500_000
_EXACT, _EXACT_IN_FLOAT32 = 2**53, 2**24


def is_fast(grid: StanceGrid, how: Comparison, actors: int) -> bool:
    """Return whether the tests are faster here, and give the same numbers."""
    if actors < FROM_ACTORS or not has_numpy() or how.by_salience or len(grid.values) > _MOST_VALUES:
        return False
    weight = sum(weight * plane.bit_count() for weight, plane in issue_weights(grid, how))
    return weight * max(weight, unit_of(grid, how.measure_for(grid))) <= _EXACT


@dataclass(frozen=True)
class _Cells:
    """A grid's cells as a matrix.

    Attributes:
        places: by actor and issue, the place of the value among the grid's, -1 where there is none.
        weights: by issue; 0 where it does not count.
        common: by two places, what two who hold these values have in common.
        used: which places of values are those of a cell of the grid.
        by_value: whether only those who hold the same value have something in common, 1.
        defined: which pairs of actors have a distance.
        unit: what full agreement on an issue of weight 1 adds.
    """

    places: Places
    weights: Floats
    common: Floats
    used: NDArray[np.bool_]
    by_value: bool
    defined: NDArray[np.bool_]
    unit: int

    @classmethod
    def of(cls, grid: StanceGrid, how: Comparison, actors: Sequence[int], tree: Tree) -> _Cells:
        import numpy as np

        measure, whole = how.measure_for(grid), grid.whole_scale
        places = np.full((len(actors), len(grid.issues)), -1, dtype=np.int8)
        for row, actor in enumerate(actors):
            for place, plane in enumerate(grid.rows[actor].levels):
                places[row, list(bits(plane))] = place
        weights = np.zeros(len(grid.issues))
        for weight, plane in issue_weights(grid, how):
            weights[list(bits(plane))] = weight
        values = [whole.values[value] for value in grid.values]
        common = np.array([[issue_score(whole, measure, x, y) for y in values] for x in values], dtype=float)
        defined = np.zeros((len(actors), len(actors)), dtype=bool)
        for (i, j), distance in tree.distances.items():
            defined[i, j] = defined[j, i] = distance is not None
        # shuffles deal out the values of those too who are left out
        used = np.array([any(row.levels[place] for row in grid.rows) for place in range(len(values))])
        by_value = bool((common[used][:, used] == np.eye(int(used.sum()))).all())
        return cls(places, weights, common, used, by_value, defined, unit_of(grid, measure))

    def full(self, weights: Floats) -> Floats:
        """Return the highest possible score of each pair."""
        import numpy as np

        held = (self.places >= 0).astype(np.float64)
        found: Floats = (held * weights) @ held.T * self.unit
        return found

    def distances(self, places: Places, weights: Floats, full: Floats, defined: NDArray[np.bool_]) -> Floats:
        """Return 1 - agreement by pair, NaN where undefined."""
        import numpy as np

        small = self.unit * weights.sum() < _EXACT_IN_FLOAT32
        kind = np.float32 if small else np.float64
        levels = [(places == place).astype(kind) for place in range(len(self.common)) if self.used[place]]
        if self.by_value:
            weighed = [level * weights.astype(kind) for level in levels]
        else:
            kept = self.common[self.used][:, self.used].astype(kind)
            weighed = [
                sum(
                    (share * level for share, level in zip(row, levels, strict=True)),
                    np.zeros_like(levels[0]),
                )
                * weights.astype(kind)
                for row in kept
            ]
        scores = (np.hstack(weighed) @ np.hstack(levels).T).astype(np.float64)
        shares = np.divide(scores, full, out=np.full_like(scores, np.nan), where=defined & (full > 0))
        found: Floats = 1 - shares
        return found


@one_thread()
def fast_chance(
    grid: StanceGrid, how: Comparison, actors: Sequence[int], tree: Tree, permutations: int
) -> Chance:
    """Return what `chance_of` does; the tree must have three items or more."""
    import numpy as np

    cells = _Cells.of(grid, how, actors, tree)
    observed = np.array([tree.silhouettes[number] for number in range(tree.number - 1, 1, -1)])
    reached, reached_best = np.zeros(len(observed), dtype=np.int64), 0
    shuffles, full = _shuffles(grid, actors, permutations), cells.full(cells.weights)
    size = max(1, min(permutations, _CELLS // tree.number**2))
    for first in range(0, permutations, size):
        made = min(size, permutations - first)
        distances = np.stack(
            [cells.distances(next(shuffles), cells.weights, full, cells.defined) for _ in range(made)]
        )
        means = trees(distances).silhouettes
        reached += (means >= observed - NEAR).sum(axis=0)
        reached_best += int((means.max(axis=1) >= observed.max() - NEAR).sum())
    of_all = 1 + permutations
    return Chance(
        permutations,
        (1 + reached_best) / of_all,
        {
            number: (1 + int(count)) / of_all
            for number, count in zip(range(2, tree.number), reversed(reached.tolist()), strict=True)
        },
    )


def _shuffles(grid: StanceGrid, actors: Sequence[int], permutations: int) -> Iterator[Places]:
    """Yield the places of the values of some actors after each shuffle of all, those of `dealt`."""
    import numpy as np

    holders = holders_of(grid)
    number = len(grid.actors)
    cells = np.array(
        [issue * number + actor for issue, found in enumerate(holders) for actor in found.actors],
        dtype=np.intp,
    )
    flat = np.full(len(holders) * number, np.inf)
    flat[cells] = 0
    keys = flat.reshape(len(holders), number)
    gaps, draws = np.isinf(keys), _draws()
    # by value, how many hold it or a lower one on each issue: they are those with the smallest keys
    rising = [
        np.array([[bisect_right(found.places, place)] for found in holders])
        for place in range(len(grid.values) - 1)
    ]
    for _ in range(permutations):
        flat[cells] = draws.random_sample(len(cells))
        ordered = np.sort(keys, axis=1)
        places = np.zeros(keys.shape, dtype=np.int8)
        for count in rising:
            last = np.take_along_axis(ordered, np.maximum(count - 1, 0), axis=1)
            places += keys > np.where(count > 0, last, -1.0)
        places[gaps] = -1
        yield places.T[list(actors)]


def _draws() -> np.random.RandomState:
    """Return NumPy's Mersenne twister in the state of Python's: both make the same numbers of it."""
    import numpy as np

    _, state, _ = Random(SEED).getstate()
    draws = np.random.RandomState()
    draws.set_state(("MT19937", np.array(state[:-1], dtype=np.uint32), state[-1], 0, 0.0))
    return draws


@one_thread()
def fast_stability(
    grid: StanceGrid, how: Comparison, actors: Sequence[int], tree: Tree, drawn: Sequence[Sequence[int]]
) -> Stability:
    """Return what `stability_of` does, from the issues that each resample draws."""
    import numpy as np

    cells, number = _Cells.of(grid, how, actors, tree), tree.number
    held = (cells.places >= 0).astype(np.float64)
    given = _labels(_by_first_items(tree), number)
    sums = np.zeros(given.shape)
    step = max(1, _CELLS // number**2)
    for first in range(0, len(drawn), step):
        sets = []
        for issues in drawn[first : first + step]:
            times = np.bincount(np.array(issues), minlength=len(cells.weights)).astype(np.float64)
            once = held * (times > 0)
            enough = cells.defined & (once @ held.T >= how.min_shared)
            weights = cells.weights * times
            sets.append(cells.distances(cells.places, weights, cells.full(weights), enough))
        for labels in _cuts(np.stack(sets)):
            sums += _similarities(given, labels)
    counts = {size: np.unique(given[number - size], return_counts=True) for size in range(1, number + 1)}
    blocs = {
        size: tuple(float(total) / len(drawn) for total in sums[number - size][labels])
        for size, (labels, _) in counts.items()
    }
    means = {
        size: sum(similarity * count for similarity, count in zip(blocs[size], members.tolist(), strict=True))
        / number
        for size, (_, members) in counts.items()
    }
    return Stability(blocs, means)


def _labels(joins: Sequence[Sequence[int]], number: int) -> Labels:
    """Return the labels of a tree's cuts, from n clusters to one: each the first item of the cluster.

    The joins are two such items each, the earlier first.
    """
    import numpy as np

    found = np.tile(np.arange(number), (number, 1))
    for merge, (one, two) in enumerate(joins):
        found[merge + 1] = np.where(found[merge] == two, one, found[merge])
    return found


def _by_first_items(tree: Tree) -> list[tuple[int, int]]:
    """Return the joins of a tree by the first items of the two clusters, the earlier first."""
    first, joins = list(range(tree.number)), []
    for merge in tree.merges:
        one, two = sorted((first[merge.left], first[merge.right]))
        first.append(one)
        joins.append((one, two))
    return joins


def _cuts(distances: Floats) -> Iterator[Labels]:
    """Yield the labels of the cuts of each set's tree, -1 for who is not in its largest connected part.

    There are no more blocs than that part has items. Its joins are those of its own tree: what it is not
    connected with joins it only once it is one cluster.
    """
    import numpy as np

    _, number, _ = distances.shape
    for joins, known in zip(trees(distances, silhouettes=False).joins, ~np.isnan(distances), strict=True):
        inside = _largest_part(known)
        labels = _labels(joins[inside[joins].all(axis=1)].tolist(), number)
        size = int(inside.sum())
        labels[:, ~inside] = -1
        yield np.concatenate([np.repeat(labels[:1], number - size, axis=0), labels[:size]])


def _largest_part(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which items are in the largest part that known distances connect; of equals the first."""
    import numpy as np

    left = np.ones(len(known), dtype=bool)
    best = np.zeros(len(known), dtype=bool)
    while left.sum() > best.sum():
        part = np.zeros(len(known), dtype=bool)
        part[left.argmax()] = True
        while (further := part | known[part].any(axis=0)).sum() > part.sum():
            part = further
        left &= ~part
        if part.sum() > best.sum():
            best = part
    return best


def _similarities(given: Labels, others: Labels) -> Floats:
    """Return by cut and label the highest Jaccard similarity of a bloc with one of the other tree's cut.

    Both are the labels of the cuts, a row each; the others' are -1 for who is in none.
    """
    import numpy as np

    rows, number = given.shape
    row = np.arange(rows)[:, None]
    sizes = np.bincount((row * number + given).ravel(), minlength=rows * number)
    of_others = (row * (number + 1) + others + 1).ravel()
    other_sizes = np.bincount(of_others, minlength=rows * (number + 1))
    codes, both = np.unique(given.ravel() + of_others * number, return_counts=True)
    other, label = codes // number, codes % number
    bloc = other // (number + 1) * number + label
    similarity = np.where(other % (number + 1) > 0, both / (sizes[bloc] + other_sizes[other] - both), 0.0)
    best = np.zeros(rows * number)
    np.maximum.at(best, bloc, similarity)
    return best.reshape(rows, number)
