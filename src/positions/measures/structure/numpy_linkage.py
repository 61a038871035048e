"""Average linkage and silhouettes of many sets of distances at once, with NumPy.

A cluster has the place of its first item, by which ties are broken, so that the trees are
those of `linkage` and the silhouettes those of `silhouette`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from positions.measures.structure.linkage import TIE, UNDEFINED, Distances, Merge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]


class Trees(NamedTuple):
    """The trees of several sets of the same number n of items.

    Attributes:
        joins: by set and merge, the places of the first items of the two clusters, the earlier first.
        distances: by set and merge, how far apart the two are; NaN where no pair of them has a distance.
        silhouettes: by set and merge, the mean silhouette after it, of n - 1 clusters, n - 2 ... 2; no merge
            where they were left out.
    """

    joins: Places
    distances: Floats
    silhouettes: Floats


def fast_linkage(number: int, distances: Distances, order: Sequence[int] | None = None) -> list[Merge]:
    """Return what `average_linkage` does, of the items in another order: `order[i]` becomes item i."""
    import numpy as np

    if number < 2:
        return []
    matrix = symmetric(number, distances)
    if order is not None:
        matrix = matrix[np.ix_(order, order)]
    joins, apart, _ = trees(matrix[np.newaxis], silhouettes=False)
    names, sizes, merges = list(range(number)), [1] * number, list[Merge]()
    for (one, two), distance in zip(joins[0].tolist(), apart[0].tolist(), strict=True):
        sizes[one] += sizes[two]
        merges.append(Merge(names[one], names[two], None if isnan(distance) else distance, sizes[one]))
        names[one] = number + len(merges) - 1
    return merges


def fast_silhouettes(merges: Sequence[Merge], distances: Distances) -> dict[int, float]:
    """Return what `mean_silhouettes` does."""
    import numpy as np

    number = len(merges) + 1
    matrix = symmetric(number, distances)[np.newaxis]
    defined = ~np.isnan(matrix)
    scores = _Silhouettes(np.where(defined, matrix, 0.0), defined.astype(np.float64))
    first, found = list(range(number)), dict[int, float]()
    for index, merge in enumerate(merges[: number - 2]):
        one, two = first[merge.left], first[merge.right]
        first.append(one)
        found[number - index - 1] = float(scores.join(np.array([one]), np.array([two]))[0])
    return dict(sorted(found.items()))


def symmetric(number: int, distances: Distances) -> Floats:
    """Return distances as a symmetric matrix, NaN where undefined and on the diagonal."""
    import numpy as np

    found = np.full((number, number), np.nan)
    if distances:
        places = np.array(list(distances), dtype=np.intp)
        values = np.array([np.nan if value is None else value for value in distances.values()])
        found[places[:, 0], places[:, 1]] = found[places[:, 1], places[:, 0]] = values
    return found


def trees(distances: Floats, *, silhouettes: bool = True) -> Trees:
    """Return the trees of symmetric matrices of distances, one a set; NaN where undefined.

    Without silhouettes it takes half the time or less.
    """
    import numpy as np

    sets, number, _ = distances.shape
    defined = ~np.isnan(distances)
    defined[:, np.arange(number), np.arange(number)] = False
    sums = np.where(defined, distances, 0.0)
    linkage = _Linkage(sums, defined.astype(np.float64))
    scores = _Silhouettes(sums, defined.astype(np.float64)) if silhouettes else None
    joins = np.zeros((sets, number - 1, 2), dtype=np.intp)
    apart = np.zeros((sets, number - 1))
    means = np.zeros((sets, max(number - 2, 0) if silhouettes else 0))
    for merge in range(number - 1):
        one, two, apart[:, merge] = linkage.nearest()
        joins[:, merge, 0], joins[:, merge, 1] = one, two
        linkage.join(one, two)
        if scores is not None and merge < number - 2:
            means[:, merge] = scores.join(one, two)
    return Trees(joins, apart, means)


class _Linkage:
    """The distances between clusters, each in the place of its first item."""

    def __init__(self, sums: Floats, pairs: Floats) -> None:
        import numpy as np

        self._sets, self._number, _ = sums.shape
        self._all = np.arange(self._sets)
        self._sums, self._pairs = sums.copy(), pairs.copy()
        self._gone = np.zeros((self._sets, self._number), dtype=bool)
        self._ahead = _means(self._sums, self._pairs)
        self._ahead[:, np.tri(self._number, dtype=bool)] = np.inf
        self._partner = self._ahead.argmin(axis=2)
        self._least = np.take_along_axis(self._ahead, self._partner[:, :, None], axis=2)[:, :, 0]

    def nearest(self) -> tuple[Places, Places, Floats]:
        """Return the two clusters of each set that join next, and their distance."""
        import numpy as np

        one = self._least.argmin(axis=1)
        two = self._partner[self._all, one]
        total, pairs = self._sums[self._all, one, two], self._pairs[self._all, one, two]
        with np.errstate(divide="ignore", invalid="ignore"):
            return one, two, np.where(pairs > 0, total / pairs, np.nan)

    def join(self, one: Places, two: Places) -> None:
        """Make one cluster of two in each set."""
        import numpy as np

        every, places = self._all, np.arange(self._number)
        for table in (self._sums, self._pairs):
            joined = table[every, one] + table[every, two]
            joined[every, one] = 0
            table[every, one, :] = joined
            table[every, :, one] = joined
        row = _means(self._sums[every, one], self._pairs[every, one])
        self._gone[every, two] = True
        row[self._gone] = np.inf
        self._ahead[every, one, :] = np.where(places > one[:, None], row, np.inf)
        self._ahead[every, :, one] = np.where(places < one[:, None], row, np.inf)
        self._ahead[every, two, :] = np.inf
        self._ahead[every, :, two] = np.inf
        nearer = (places < one[:, None]) & (
            (row < self._least) | ((row == self._least) & (one[:, None] < self._partner))
        )
        again = (
            (places == one[:, None])
            | (places == two[:, None])
            | (self._partner == two[:, None])
            | ((self._partner == one[:, None]) & (places < one[:, None]))
        )
        self._least = np.where(nearer, row, self._least)
        self._partner = np.where(nearer, one[:, None], self._partner)
        sets, rows = np.nonzero(again)
        found = self._ahead[sets, rows]
        partner = found.argmin(axis=1)
        self._partner[sets, rows] = partner
        self._least[sets, rows] = found[np.arange(len(sets)), partner]


def _means(sums: Floats, pairs: Floats) -> Floats:
    import numpy as np

    some = pairs > 0
    means = np.round(np.divide(sums, pairs, out=np.zeros_like(sums), where=some), TIE)
    return np.where(some, means, UNDEFINED)


class _Silhouettes:
    """How far each item is from its own cluster, and from the nearest other one.

    Sums of distances and numbers of pairs that have one are by set, cluster and item; means are by set, item
    and cluster, and infinite where there is no such pair.
    """

    def __init__(self, sums: Floats, pairs: Floats) -> None:
        import numpy as np

        self._sets, self._number, _ = sums.shape
        self._all = np.arange(self._sets)
        self._sums, self._pairs = sums.copy(), pairs.copy()
        self._means = np.divide(sums, pairs, out=np.full_like(sums, np.inf), where=pairs > 0)
        self._own = np.tile(np.arange(self._number), (self._sets, 1))
        self._within = np.full((self._sets, self._number), np.inf)
        self._near = np.full((self._sets, self._number), -1)
        self._beyond = np.full((self._sets, self._number), np.inf)

    def join(self, one: Places, two: Places) -> Floats:
        """Make one cluster of two in each set; return the mean silhouettes."""
        import numpy as np

        every, first, second = self._all, one[:, None], two[:, None]
        sums = self._sums[every, one] + self._sums[every, two]
        pairs = self._pairs[every, one] + self._pairs[every, two]
        means = np.divide(sums, pairs, out=np.full_like(sums, np.inf), where=pairs > 0)
        self._sums[every, one], self._pairs[every, one] = sums, pairs
        self._means[every, :, one], self._means[every, :, two] = means, np.inf
        self._own = np.where(self._own == second, first, self._own)
        self._within = np.where(self._own == first, means, self._within)
        self._look_again((self._near < 0) | (self._near == first) | (self._near == second))
        widest = np.maximum(self._within, self._beyond)
        counts = (widest > 0) & (widest < np.inf)
        with np.errstate(invalid="ignore"):
            apart = self._beyond - self._within
        scores = np.divide(apart, widest, out=np.zeros_like(widest), where=counts)
        # one after the other, as plain Python adds them up: `sum` takes another order and other last digits
        found: Floats = np.cumsum(scores, axis=1)[:, -1] / self._number
        return found

    def _look_again(self, who: NDArray[np.bool_]) -> None:
        """Find which other cluster is nearest to some items."""
        import numpy as np

        flat = np.flatnonzero(who)
        means = self._means.reshape(-1, self._number)[flat]
        rows = np.arange(len(flat))
        means[rows, self._own.ravel()[flat]] = np.inf
        near = means.argmin(axis=1)
        nearest = means[rows, near]
        self._beyond.reshape(-1)[flat] = nearest
        self._near.reshape(-1)[flat] = np.where(nearest < np.inf, near, -1)
