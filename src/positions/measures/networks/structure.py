"""The structure of a network: communities, ties within and between groups, two camps.

Formulas and sources stand in docs/method/network.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from random import Random

Place = tuple[int, int]
Weights = Mapping[Place, float]
"""The weight of each tie by its two nodes, the lower first; what is 0 may be left out."""

Communities = tuple[int, ...]
"""The number of each node's community, from 1, in the order of their first nodes."""

_SMALL = 10
_ORDERS = 20
_QUICK_SMALL, _QUICK_ORDERS, _QUICK_CAMPS = 6, 5, 8
_NEAR = 1e-12
_EXACT_CAMPS = 16
_STARTS = 20


class _Balance:
    """What a network's modularity is made of: for two nodes, their tie less what their strengths expect.

    Of positive ties, less the same of negative ones: Newman 2004; Gomez, Jensen and Arenas 2009.
    """

    def __init__(self, nodes: int, weights: Weights, against: Weights | None = None) -> None:
        self.nodes = nodes
        self.ties: list[dict[int, float]] = [{} for _ in range(nodes)]
        self.strengths = [[0.0] * nodes, [0.0] * nodes]
        for sign, found in ((1, weights), (-1, against or {})):
            for (a, b), weight in found.items():
                if weight and a != b:
                    tie = self.ties[a].get(b, 0.0) + sign * weight
                    self.ties[a][b] = self.ties[b][a] = tie
                    side = self.strengths[0 if sign * weight > 0 else 1]
                    side[a] += abs(weight)
                    side[b] += abs(weight)
        self.totals = [sum(strengths) for strengths in self.strengths]

    @property
    def defined(self) -> bool:
        return sum(self.totals) > 0

    def between(self, a: int, b: int) -> float:
        """Return the tie of two nodes, or of a node with itself, less what is expected."""
        found = self.ties[a].get(b, 0.0) if a != b else 0.0
        for sign, strengths, total in zip((1, -1), self.strengths, self.totals, strict=True):
            if total:
                found -= sign * strengths[a] * strengths[b] / total
        return found

    def quality(self, communities: Sequence[int]) -> float:
        """Return the modularity of a partition."""
        inside = sum(
            weight
            for a, ties in enumerate(self.ties)
            for b, weight in ties.items()
            if communities[a] == communities[b]
        )
        for sign, strengths, total in zip((1, -1), self.strengths, self.totals, strict=True):
            if total:
                sums: dict[int, float] = {}
                for node, strength in enumerate(strengths):
                    sums[communities[node]] = sums.get(communities[node], 0.0) + strength
                inside -= sign * sum(value * value for value in sums.values()) / total
        quality = inside / sum(self.totals)
        return quality if abs(quality) > _NEAR else 0.0  # what is left of sums that cancel is nothing


def modularities(
    nodes: int, weights: Weights, partitions: Iterable[Sequence[int]], against: Weights | None = None
) -> Iterator[float]:
    """Yield the modularity of each partition of a network, nothing without a tie.

    Args:
        nodes: how many there are.
        weights: their ties; negative ones count against it.
        partitions: each with the community of each node, any numbers.
        against: more ties that count against it, where two nodes have both kinds.
    """
    balance = _Balance(nodes, weights, against)
    if balance.defined:
        yield from map(balance.quality, partitions)


def best_communities(
    nodes: int, weights: Weights, against: Weights | None = None, *, quick: bool = False
) -> tuple[float, Communities] | None:
    """Return the best partition that is found, with its modularity; None without a tie.

    Up to 10 nodes it is the best of all. Above it is the best of Louvain's method from 20 fixed orders, each
    refined by single moves: a lower bound. Of equals the one with fewer communities, then the first.
    `quick`: the best of all up to 6 nodes, above that of 5 orders, as for the many networks of shuffles.
    """
    balance = _Balance(nodes, weights, against)
    if not balance.defined:
        return None
    if nodes <= (_QUICK_SMALL if quick else _SMALL):
        found = [_best_of_all(balance)]
    else:
        found = []
        for number in range(_QUICK_ORDERS if quick else _ORDERS):
            random = Random(number).random
            draws = {node: random() for node in range(nodes)}
            order = sorted(draws, key=draws.__getitem__) if number else list(range(nodes))
            found.append(_refined(balance, _louvain(balance, order), order))
    best: tuple[float, Communities] | None = None
    for communities in map(_numbered, found):
        quality = balance.quality(communities)
        if (
            best is None
            or quality > best[0] + _NEAR
            or (abs(quality - best[0]) <= _NEAR and max(communities) < max(best[1]))
        ):
            best = quality, communities
    return best


def _numbered(communities: Sequence[int]) -> Communities:
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(one, len(numbers) + 1) for one in communities)


def _best_of_all(balance: _Balance) -> list[int]:
    """Return the best of all partitions, block by block: the best of a set is a block with its first node."""
    nodes = balance.nodes
    apart = [[balance.between(a, b) for b in range(nodes)] for a in range(nodes)]
    score = [0.0] * (1 << nodes)
    for block in range(1, 1 << nodes):
        low = (block & -block).bit_length() - 1
        rest = block & (block - 1)
        score[block] = (
            score[rest]
            + apart[low][low]
            + 2 * sum(apart[low][other] for other in range(low + 1, nodes) if rest >> other & 1)
        )
    best, chosen = [0.0] * (1 << nodes), [0] * (1 << nodes)
    for whole in range(1, 1 << nodes):
        first = whole & -whole
        others = whole ^ first
        part = others
        best[whole] = float("-inf")
        while True:  # larger blocks first, so that of equals the one with fewer communities is kept
            block = part | first
            value = score[block] + best[whole ^ block]
            if value > best[whole] + _NEAR:
                best[whole], chosen[whole] = value, block
            if not part:
                break
            part = (part - 1) & others
    communities, left = [0] * nodes, (1 << nodes) - 1
    while left:
        for node in range(nodes):
            if chosen[left] >> node & 1:
                communities[node] = left
        left ^= chosen[left]
    return communities


def _louvain(balance: _Balance, order: Iterable[int]) -> list[int]:
    """Return a partition by moving nodes, then communities as nodes, while modularity grows.

    Source: Blondel et al. 2008.
    """
    communities = list(range(balance.nodes))
    members = {node: [node] for node in order}
    while True:
        moved = _moved(balance, communities, list(members.values()))
        if not moved:
            return communities
        grouped: dict[int, list[int]] = {}
        for group in members.values():
            grouped.setdefault(communities[group[0]], []).extend(group)
        members = grouped


def _refined(balance: _Balance, communities: list[int], order: Iterable[int]) -> list[int]:
    """Return a partition in which no move of a single node helps."""
    while _moved(balance, communities, [[node] for node in order]):
        pass
    return communities


def _moved(balance: _Balance, communities: list[int], groups: Sequence[Sequence[int]]) -> bool:
    """Move groups of nodes to the community that gains most, until none does; say whether any moved."""
    sums: list[dict[int, float]] = [{}, {}]
    for strengths, total in zip(balance.strengths, sums, strict=True):
        for node, community in enumerate(communities):
            total[community] = total.get(community, 0.0) + strengths[node]
    free = max(communities) + 1
    ever, moving = False, True
    while moving:
        moving = False
        for group in groups:
            own = communities[group[0]]
            strong = [sum(strengths[node] for node in group) for strengths in balance.strengths]
            inside = set(group)
            ties: dict[int, float] = {own: 0.0, free: 0.0}
            for node in group:
                for other, weight in balance.ties[node].items():
                    if other not in inside:
                        ties[communities[other]] = ties.get(communities[other], 0.0) + weight
            gains = {}
            for community, tie in ties.items():
                gain = tie
                for place, sign in enumerate((1, -1)):
                    if balance.totals[place]:
                        held = sums[place].get(community, 0.0) - (strong[place] if community == own else 0.0)
                        gain -= sign * strong[place] * held / balance.totals[place]
                gains[community] = gain
            best = max(sorted(gains, key=lambda one: one != own), key=gains.__getitem__)
            if gains[best] > gains[own] + _NEAR:
                for node in group:
                    communities[node] = best
                for place in range(2):
                    sums[place][own] = sums[place].get(own, 0.0) - strong[place]
                    sums[place][best] = sums[place].get(best, 0.0) + strong[place]
                free = free + 1 if best == free else free
                moving = ever = True
    return ever


def ei_index(weights: Weights, groups: Mapping[int, Hashable]) -> tuple[float | None, float | None]:
    """Return the E-I index of the ties between and within groups, and its mean when groups are dealt anew.

    (E - I)/(E + I), from -1 (all ties within) to 1 (all between); None without a tie. A node without a group
    does not count. The mean over all ways to deal the labels is exact; None below two nodes.

    Source: Krackhardt and Stern 1988.
    """
    outer = inner = 0.0
    for (a, b), weight in weights.items():
        if a in groups and b in groups and weight > 0:
            if groups[a] == groups[b]:
                inner += weight
            else:
                outer += weight
    number = len(groups)
    sizes = [list(groups.values()).count(group) for group in dict.fromkeys(groups.values())]
    dealt = None
    if number > 1:
        dealt = 1 - 2 * sum(size * (size - 1) for size in sizes) / (number * (number - 1))
    whole = outer + inner
    return ((outer - inner) / whole, dealt) if whole else (None, None)


def camp_fit(
    nodes: Sequence[int], ties: Mapping[Place, tuple[float, float]], *, quick: bool = False
) -> tuple[float, frozenset[int]] | None:
    """Return how well two camps explain who agrees with whom: polarisation, and the first node's camp.

    Over all splits of the nodes in two groups that are not empty, the greatest share of the weight that fits:
    (congruence within + conflict between)/(congruence + conflict). 1 stands for two flawless camps; None
    where there is no weight, or one node. Up to 16 nodes exact, else the best of 20 starts, of which each is
    improved by single moves: a lower bound.

    Args:
        nodes: who takes part.
        ties: congruence and conflict of two, the lower first.
        quick: exact up to 8 nodes, above the best of 5 starts, as for the many networks of shuffles.
    """
    whole = sum(congruence + conflict for congruence, conflict in ties.values())
    if len(nodes) < 2 or not whole:
        return None
    place = {node: number for number, node in enumerate(nodes)}
    number = len(nodes)
    gain: list[dict[int, float]] = [{} for _ in range(number)]
    for (a, b), (congruence, conflict) in ties.items():
        gain[place[a]][place[b]] = gain[place[b]][place[a]] = congruence - conflict
    between = sum(conflict for _, conflict in ties.values())
    best, camp = (
        _exact_split(gain)
        if number <= (_QUICK_CAMPS if quick else _EXACT_CAMPS)
        else _climbed_split(gain, _QUICK_ORDERS if quick else _STARTS)
    )
    first = frozenset(nodes[one] for one in range(number) if camp[one] == camp[0])
    return (between + best) / whole, first


def _exact_split(gain: Sequence[Mapping[int, float]]) -> tuple[float, list[bool]]:
    """Return the greatest sum of gains within two camps, by all splits in an order of single moves."""
    number = len(gain)
    other = [False] * number
    now = sum(sum(row.values()) for row in gain) / 2
    best, camp = float("-inf"), list(other)
    for step in range(1, 1 << (number - 1)):
        node = 1 + (step & -step).bit_length() - 1
        now -= _moves(gain, other, node)
        other[node] = not other[node]
        if now > best + _NEAR:
            best, camp = now, list(other)
    return best, camp


def _moves(gain: Sequence[Mapping[int, float]], other: Sequence[bool], node: int) -> float:
    """Return how much less fits once a node has changed its camp."""
    return sum(value if other[node] == other[one] else -value for one, value in gain[node].items())


def _climbed_split(gain: Sequence[Mapping[int, float]], starts: int) -> tuple[float, list[bool]]:
    number = len(gain)
    best, camp = float("-inf"), [False] * number
    for start in range(starts):
        draw = Random(start).random
        other = [False, *(draw() < 0.5 for _ in range(number - 1))]
        if not any(other):
            other[-1] = True
        moving = True
        while moving:
            moving = False
            for node in range(number):
                alone = other.count(other[node]) == 1
                if not alone and _moves(gain, other, node) < -_NEAR:
                    other[node] = not other[node]
                    moving = True
        now = sum(
            value for a, row in enumerate(gain) for b, value in row.items() if a < b and other[a] == other[b]
        )
        if now > best + _NEAR:
            best, camp = now, list(other)
    return best, camp
