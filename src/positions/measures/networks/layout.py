"""Where the nodes of a network stand in a picture: the nearer, the fewer friendly ties lie between them.

Stress majorisation of graph distances, after Gansner, Koren and North, "Graph drawing by stress majorization"
(2004), with equal weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.structure.orientation import Points
from positions.measures.structure.stress_map import MOST_PLAIN, stress_map

Place = tuple[int, int]

_FEWEST, _MOST = 3, 200
_APART = 2.0
"""Two who are more against than with each other are at least so many ties apart."""


def network_layout(nodes: int, ties: Mapping[Place, float]) -> Points | None:
    """Return a place for each node; None for fewer than 3, and for more than can be placed in a few seconds.

    A positive tie is as long as it is weak: 1 for the strongest, 2 for one near 0. Other distances are those
    of the shortest way along positive ties, at least 2 for a tie below 0; parts that none connects are a
    tie's length further apart than the furthest pair.

    Args:
        nodes: how many there are.
        ties: by the two nodes, the lower first; what is 0 is none.
    """
    if not _FEWEST <= nodes <= (_MOST if has_numpy() else MOST_PLAIN):
        return None
    strongest = max((tie for tie in ties.values() if tie > 0), default=1.0)
    beside: list[dict[int, float]] = [{} for _ in range(nodes)]
    for (a, b), tie in ties.items():
        if tie > 0:
            beside[a][b] = beside[b][a] = 2 - tie / strongest
    ways = [_ways(beside, node) for node in range(nodes)]
    furthest = max((way for found in ways for way in found.values()), default=1.0)
    distances = {}
    for a in range(nodes):
        for b in range(a + 1, nodes):
            way = ways[a].get(b, furthest + 1)
            distances[a, b] = max(way, _APART) if ties.get((a, b), 0.0) < 0 else way
    largest = max(distances.values())
    return stress_map(nodes, {place: way / largest for place, way in distances.items()}).points


def _ways(beside: list[dict[int, float]], start: int) -> dict[int, float]:
    """Return the length of the shortest way to each node that can be reached (Dijkstra 1959)."""
    found: dict[int, float] = {}
    queue = [(0.0, start)]
    while queue:
        way, node = heappop(queue)
        if node in found:
            continue
        found[node] = way
        for other, length in beside[node].items():
            if other not in found:
                heappush(queue, (way + length, other))
    return found
