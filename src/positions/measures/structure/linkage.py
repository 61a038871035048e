"""Average linkage of actors by their distances, some of which may be undefined.

Sokal and Michener, "A statistical method for evaluating systematic relationships", University of Kansas
Science Bulletin 38 (1958): two clusters are as far apart as their members on average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

TIE = 12
"""Decimals to which distances are compared: what differs only by rounding is a tie."""

Distances = Mapping[tuple[int, int], float | None]
"""(i, j) with i < j -> distance, None where undefined; every pair of items is there."""


class Merge(NamedTuple):
    """Two clusters become one. As in SciPy, items are 0..n-1 and the cluster made by merge m is n+m.

    `distance` is the mean over the defined pairs between the two, None where there is none; `size` the
    number of items in the new cluster.
    """

    left: int
    right: int
    distance: float | None
    size: int


@dataclass(slots=True)
class _Cluster:
    """A cluster on its way: `first` is its earliest item, by which ties are broken."""

    first: int
    size: int
    sums: dict[int, tuple[float, int]]
    """Other cluster -> (sum, number) of the defined distances between members."""

    def distance(self, other: int) -> float | None:
        total, number = self.sums.get(other, (0.0, 0))
        return total / number if number else None


def average_linkage(number: int, distances: Distances) -> list[Merge]:
    """Return the merges of `number` items, the nearest clusters first.

    Ties go to the pair whose earlier cluster comes first in the order of the items, then whose later one
    does; a cluster comes where its first item does. Clusters without a defined distance merge last, at
    distance None, in the order of the items. `left` is the cluster that comes first.

    Distances between merges never fall: a mean over defined pairs lies between the means it is made of. Of
    the order of n^2 where few clusters share a nearest one, of n^3 at worst.
    """
    clusters = {item: _Cluster(item, 1, {}) for item in range(number)}
    for (i, j), distance in distances.items():
        if distance is not None:
            clusters[i].sums[j] = clusters[j].sums[i] = distance, 1
    nearest = {item: _nearest(clusters, item) for item in clusters}
    merges: list[Merge] = []
    while len(clusters) > 1:
        found = min(candidate for candidate in nearest.values() if candidate)
        left, right = found.left, found.right
        made = number + len(merges)
        distance = clusters[left].distance(right)
        size = clusters[left].size + clusters[right].size
        merges.append(Merge(left, right, distance, size))
        _merge(clusters, left, right, made)
        del nearest[left], nearest[right]
        nearest[made] = _nearest(clusters, made)
        for other in clusters:
            known = nearest[other]
            if known is not None and known.right in (left, right):
                nearest[other] = _nearest(clusters, other)
            elif clusters[other].first < clusters[made].first and known is not None:
                nearest[other] = min(known, _candidate(clusters, other, made))
    return merges


class _Candidate(NamedTuple):
    """A possible merge; in order of preference, since tuples compare item by item."""

    undefined: bool
    distance: float
    first: int
    second: int
    left: int
    right: int


def _nearest(clusters: Mapping[int, _Cluster], one: int) -> _Candidate | None:
    """Return the best merge of a cluster with one that comes after it; None for the last."""
    return min(
        (
            _candidate(clusters, one, other)
            for other, found in clusters.items()
            if found.first > clusters[one].first
        ),
        default=None,
    )


def _candidate(clusters: Mapping[int, _Cluster], one: int, other: int) -> _Candidate:
    distance = clusters[one].distance(other)
    ends = clusters[one].first, clusters[other].first
    if distance is None:
        return _Candidate(True, 0.0, *ends, one, other)
    return _Candidate(False, round(distance, TIE), *ends, one, other)


def _merge(clusters: dict[int, _Cluster], left: int, right: int, made: int) -> None:
    """Replace two clusters by one; sums and numbers of distances add up."""
    one, two = clusters.pop(left), clusters.pop(right)
    sums: dict[int, tuple[float, int]] = {}
    for part in (one, two):
        for other, (total, number) in part.sums.items():
            if other in (left, right):
                continue
            before = sums.get(other, (0.0, 0))
            sums[other] = before[0] + total, before[1] + number
    clusters[made] = _Cluster(one.first, one.size + two.size, sums)
    for other, entry in sums.items():
        members = clusters[other].sums
        members.pop(left, None)
        members.pop(right, None)
        members[made] = entry


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
