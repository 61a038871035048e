"""How well a clustering sets its clusters apart.

Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", Journal
of Computational and Applied Mathematics 20 (1987).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from positions.measures.structure.linkage import TIE, Merge

DefinedDistances = Mapping[tuple[int, int], float]
"""(i, j) with i < j -> distance; every pair of items is there."""


def silhouettes(labels: Sequence[int], distances: DefinedDistances) -> list[float]:
    """Return each item's silhouette, -1..1: (b - a) / max(a, b).

    a is its mean distance from the others of its cluster, b from the cluster that is nearest otherwise. An
    item alone in its cluster scores 0, and so does one whose a and b are both 0.

    Raises:
        ValueError: if there are fewer than two clusters.
    """
    if len(set(labels)) < 2:
        raise ValueError("silhouettes need at least two clusters")
    sums: list[dict[int, float]] = [dict.fromkeys(labels, 0.0) for _ in labels]
    for (i, j), distance in distances.items():
        sums[i][labels[j]] += distance
        sums[j][labels[i]] += distance
    sizes = {label: labels.count(label) for label in set(labels)}
    return [
        _score(row, sizes, label, _other(row, sizes, label)) for label, row in zip(labels, sums, strict=True)
    ]


def mean_silhouettes(merges: Sequence[Merge], distances: DefinedDistances) -> dict[int, float]:
    """Return the mean silhouette of cutting a tree into k clusters, for k = 2..n-1.

    Each merge adds up two columns of every item's sums, and an item looks for its nearest other cluster
    again only where that one was merged: of the order of n^2 for most data, of n^3 at worst.
    """
    number = len(merges) + 1
    sums: list[dict[int, float]] = [{} for _ in range(number)]
    for (i, j), distance in distances.items():
        sums[i][j] = sums[j][i] = distance
    for item, row in enumerate(sums):
        row[item] = 0.0
    sizes = dict.fromkeys(range(number), 1)
    own = list(range(number))
    other: list[int] = [-1] * number
    found: dict[int, float] = {}
    for index, (left, right, _, size) in enumerate(merges[: number - 2]):
        made = number + index
        del sizes[left], sizes[right]
        sizes[made] = size
        total = 0.0
        for item, row in enumerate(sums):
            row[made] = row.pop(left) + row.pop(right)
            if own[item] in (left, right):
                own[item] = made
            # a merged cluster lies no nearer than its nearer part did, so another nearest one stays so
            if other[item] in (-1, left, right):
                other[item] = _other(row, sizes, own[item])
            total += _score(row, sizes, own[item], other[item])
        found[len(sizes)] = total / number
    return dict(sorted(found.items()))


def best_number(means: Mapping[int, float]) -> int:
    """Return the number of clusters with the highest mean silhouette, the fewest where several have it.

    Raises:
        ValueError: if there is nothing to choose from.
    """
    if not means:
        raise ValueError("below three items there is no number of clusters to choose")
    return min(means, key=lambda k: (-round(means[k], TIE), k))


def _other(row: Mapping[int, float], sizes: Mapping[int, int], own: int) -> int:
    """Return the cluster nearest to an item, its own left out."""
    return min((cluster for cluster in sizes if cluster != own), key=lambda name: row[name] / sizes[name])


def _score(row: Mapping[int, float], sizes: Mapping[int, int], own: int, other: int) -> float:
    if sizes[own] == 1:
        return 0.0
    within, beyond = row[own] / (sizes[own] - 1), row[other] / sizes[other]
    widest = max(within, beyond)
    return (beyond - within) / widest if widest > 0 else 0.0
