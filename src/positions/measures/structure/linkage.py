"""Average linkage of actors by their distances, some of which may be undefined.

Sokal and Michener, "A statistical method for evaluating systematic relationships", University of Kansas
Science Bulletin 38 (1958): two clusters are as far apart as their members on average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import add
from typing import NamedTuple

TIE = 12
"""Decimals to which distances are compared: what differs only by rounding is a tie."""

Distances = Mapping[tuple[int, int], float | None]
"""(i, j) with i < j -> distance, None where undefined; every pair of items is there."""

DefinedDistances = Mapping[tuple[int, int], float]
"""(i, j) with i < j -> distance; a pair that is not there has none."""

UNDEFINED, _GONE = 1e300, float("inf")
"""In place of a distance: between clusters without a defined pair, and where a cluster is no more."""


class Merge(NamedTuple):
    """Two clusters become one. As in SciPy, items are 0..n-1 and the cluster made by merge m is n+m.

    `distance` is the mean over the defined pairs between the two, None where there is none; `size` the
    number of items in the new cluster.
    """

    left: int
    right: int
    distance: float | None
    size: int


def average_linkage(number: int, distances: Distances) -> list[Merge]:
    """Return the merges of `number` items, the nearest clusters first.

    Ties go to the pair whose earlier cluster comes first in the order of the items, then whose later one
    does; a cluster comes where its first item does. Clusters without a defined distance merge last, at
    distance None, in the order of the items. `left` is the cluster that comes first.

    Distances between merges never fall: a mean over defined pairs lies between the means it is made of. Of
    the order of n^2 where few clusters share a nearest one, of n^3 at worst.
    """
    table = _Table(number, distances)
    names, sizes = list(range(number)), [1] * number
    merges: list[Merge] = []
    while len(merges) < number - 1:
        one, two = table.nearest()
        total, pairs = table.sums[one][two], table.pairs[one][two]
        sizes[one] += sizes[two]
        merges.append(Merge(names[one], names[two], total / pairs if pairs else None, sizes[one]))
        table.join(one, two)
        names[one] = number + len(merges) - 1
    return merges


class _Table:
    """The distances between clusters, each in the place of its first item, by which ties are broken.

    `sums` and `pairs` are the sum and the number of the defined distances between the members of two.
    """

    def __init__(self, number: int, distances: Distances) -> None:
        self.sums = [[0.0] * number for _ in range(number)]
        self.pairs = [[0] * number for _ in range(number)]
        self._means = [[UNDEFINED] * number for _ in range(number)]
        for (i, j), distance in distances.items():
            if distance is not None:
                self.sums[i][j] = self.sums[j][i] = distance
                self.pairs[i][j] = self.pairs[j][i] = 1
                self._means[i][j] = self._means[j][i] = round(distance, TIE)
        self._live = list(range(number))
        # of each cluster: the least distance from one that comes after it, and the first such one
        self._least, self._partner = [_GONE] * number, [-1] * number
        for place in self._live:
            self._search(place)

    def nearest(self) -> tuple[int, int]:
        """Return the two clusters that join next, the one that comes first on the left."""
        one = self._least.index(min(self._least))
        return one, self._partner[one]

    def join(self, one: int, two: int) -> None:
        """Make one cluster of two, in the place of the one that comes first."""
        self._live.remove(two)
        sums, pairs, means = self.sums, self.pairs, self._means
        sums[one] = list(map(add, sums[one], sums[two]))
        pairs[one] = list(map(add, pairs[one], pairs[two]))
        self._least[two] = _GONE
        row = means[one]
        for other in self._live:
            total, number = sums[one][other], pairs[one][other]
            sums[other][one], pairs[other][one] = total, number
            row[other] = means[other][one] = round(total / number, TIE) if number else UNDEFINED
            means[other][two] = _GONE
        row[two] = _GONE
        for other in self._live:
            if other >= two:
                break
            partner = self._partner[other]
            if other == one or partner in (one, two):
                self._search(other)
            elif other < one and (row[other], one) < (self._least[other], partner):
                self._least[other], self._partner[other] = row[other], one

    def _search(self, place: int) -> None:
        after = self._means[place][place + 1 :]
        self._least[place] = min(after, default=_GONE)
        self._partner[place] = place + 1 + after.index(self._least[place]) if after else -1


def renumbered(merges: Sequence[Merge], order: Sequence[int]) -> list[Merge]:
    """Return merges with item `order[i]` in the place of item i, the cluster that then comes first left."""
    names, first, found = list(order), list(order), list[Merge]()
    for merge in merges:
        one, two = sorted((merge.left, merge.right), key=first.__getitem__)
        found.append(Merge(names[one], names[two], merge.distance, merge.size))
        names.append(len(order) + len(found) - 1)
        first.append(first[one])
    return found


def leaves(number: int, merges: Sequence[Merge]) -> list[int]:
    """Return the items as they stand beneath the tree, the cluster that comes first on the left."""
    members = {item: [item] for item in range(number)}
    for index, merge in enumerate(merges):
        members[number + index] = members.pop(merge.left) + members.pop(merge.right)
    return [item for cluster in members.values() for item in cluster]


def cut(number: int, merges: Sequence[Merge], clusters: int) -> list[int]:
    """Return each item's cluster, 0, 1 ... in the order of their first items, once `clusters` are left.

    Raises:
        ValueError: if there are not between 1 and `number` clusters to be had (0 of 0 items).
    """
    if not min(number, 1) <= clusters <= number:
        raise ValueError(f"{number} items make no {clusters} clusters")
    members = {item: [item] for item in range(number)}
    for index, merge in enumerate(merges[: number - clusters]):
        members[number + index] = members.pop(merge.left) + members.pop(merge.right)
    labels = [0] * number
    for label, cluster in enumerate(sorted(members.values(), key=min)):
        for item in cluster:
            labels[item] = label
    return labels
