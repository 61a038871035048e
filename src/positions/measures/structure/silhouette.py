"""How well a clustering sets its clusters apart.

Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", Journal
of Computational and Applied Mathematics 20 (1987); here over the pairs that have a distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import add

from positions.measures.structure.linkage import TIE, DefinedDistances, Merge


def mean_silhouettes(merges: Iterable[Merge], distances: DefinedDistances) -> dict[int, float]:
    """Return the mean silhouette, -1..1, of cutting a tree into k clusters, for k = 2..n-1.

    An item's silhouette is (b - a) / max(a, b): a is its mean distance from the others of its cluster, b from
    the nearest other cluster, of those that it has a distance from. It is 0 for an item alone in its
    cluster, and where a and b are both 0 or one of them is undefined.

    Each merge adds up two columns of every item's sums, and an item looks for its nearest other cluster
    again only where that one was merged: of the order of n^2 for most data, of n^3 at worst.
    """
    joins = tuple(merges)
    number = len(joins) + 1
    sums = {item: [0.0] * number for item in range(number)}
    pairs = {item: [0] * number for item in range(number)}
    for (i, j), distance in distances.items():
        sums[i][j] = sums[j][i] = distance
        pairs[i][j] = pairs[j][i] = 1
    own = list(range(number))
    other: list[int | None] = [None] * number
    found: dict[int, float] = {}
    for index, (left, right, _, _) in enumerate(joins[: number - 2]):
        made, total = number + index, 0.0
        sums[made] = list(map(add, sums.pop(left), sums.pop(right)))
        pairs[made] = list(map(add, pairs.pop(left), pairs.pop(right)))
        for item in range(number):
            mine = own[item]
            if mine in (left, right):
                own[item] = mine = made
            near = other[item]
            # a merged cluster lies no nearer than its nearer part did, so another nearest one stays so
            if near is None or near in (left, right):
                other[item] = near = _nearest(sums, pairs, item, mine)
            inside = pairs[mine][item]
            if inside and near is not None:
                within, beyond = sums[mine][item] / inside, sums[near][item] / pairs[near][item]
                widest = max(within, beyond)
                total += (beyond - within) / widest if widest > 0 else 0.0
        found[number - index - 1] = total / number
    return dict(sorted(found.items()))


def _nearest(
    sums: Mapping[int, Sequence[float]], pairs: Mapping[int, Sequence[int]], item: int, own: int
) -> int | None:
    nearest, least = None, 0.0
    for cluster, column in sums.items():
        number = pairs[cluster][item]
        if number and cluster != own:
            mean = column[item] / number
            if nearest is None or mean < least:
                nearest, least = cluster, mean
    return nearest


def best_number(means: Mapping[int, float]) -> int:
    """Return the number of clusters with the highest mean silhouette, the fewest where several have it.

    Raises:
        ValueError: if there is nothing to choose from.
    """
    if not means:
        raise ValueError("below three items there is no number of clusters to choose")
    return min(means, key=lambda k: (-round(means[k], TIE), k))
