"""Blocs in a network: average linkage on the share of conflict, cut where modularity is greatest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.measures.networks.structure import modularities
from positions.measures.networks.window_updates import Place, WindowNetwork
from positions.measures.structure.blocs import Placed, in_order, placed_by
from positions.measures.structure.linkage import cut

_NEAR = 1e-12


@dataclass(frozen=True)
class NetworkTree:
    """The tree of a network.

    Attributes:
        placed: whom pairs that agree or conflict connect, and their tree; indices are those of `nodes`.
        nodes: who has a statement, by index among all.
        congruence, conflict: of those who are placed, by their places.
    """

    placed: Placed
    nodes: tuple[int, ...]
    congruence: Mapping[Place, float]
    conflict: Mapping[Place, float]

    @cached_property
    def qualities(self) -> dict[int, float]:
        """Number of blocs -> modularity of that cut, from 1 on; nothing without a tie.

        Congruence counts for ties within blocs, conflict against them (Gomez, Jensen and Arenas 2009).
        """
        number = self.placed.tree.number
        cuts = (cut(number, self.placed.tree.merges, blocs) for blocs in range(1, number + 1))
        return dict(enumerate(modularities(number, self.congruence, cuts, self.conflict), 1))

    @property
    def best(self) -> int:
        """The number of blocs with the greatest modularity, the fewest of equals; 1 without a tie."""
        top = max(self.qualities.values(), default=0.0)
        return next((number for number, value in self.qualities.items() if value >= top - _NEAR), 1)

    @property
    def quality(self) -> float | None:
        """The greatest modularity of a cut; None without a tie."""
        return max(self.qualities.values(), default=None)

    def blocs(self, number: int | None = None) -> list[tuple[int, ...]]:
        """Return the nodes of each of so many blocs (`best` where None), or of as many as there can be.

        There is none where no two are placed.
        """
        tree = self.placed.tree
        if tree.number < 2:
            return []
        most = min(number or self.best, tree.number)
        return [tuple(self.nodes[self.placed.actors[item]] for item in bloc) for bloc in tree.blocs(most)]

    @property
    def left_out(self) -> list[tuple[int, int]]:
        """The nodes that are not placed, each with how many it agrees or conflicts with."""
        return [(self.nodes[item], number) for item, number in self.placed.left_out]


def network_tree(network: WindowNetwork) -> NetworkTree:
    """Return the tree of a network made with camps.

    Two are as far apart as their conflict is a share of their congruence and conflict; those who have
    neither are no pair.
    """
    place = {node: index for index, node in enumerate(network.actors)}
    distances = {
        (place[a], place[b]): conflict / (congruence + conflict)
        for (a, b), (congruence, conflict) in (network.camps or {}).items()
        if congruence + conflict > 0
    }
    placed = placed_by(in_order(len(network.actors)), distances)
    inner = {network.actors[item]: index for index, item in enumerate(placed.actors)}
    sides: tuple[dict[Place, float], dict[Place, float]] = ({}, {})
    for (a, b), pair in (network.camps or {}).items():
        if a in inner and b in inner:
            for side, weight in zip(sides, pair, strict=True):
                side[inner[a], inner[b]] = max(weight, 0.0)  # what is left of sums that cancel is nothing
    return NetworkTree(placed, network.actors, *sides)


def followed(windows: Sequence[Sequence[Sequence[int]]]) -> list[list[int]]:
    """Return a number for each bloc of each window, the same where most of its members are the same.

    Blocs take the number of the bloc of the last window that held any of their members with whom they share
    most, the largest overlap first; what shares none gets a new number.
    """
    numbers: list[list[int]] = []
    last: dict[int, int] = {}
    free = 1
    for blocs in windows:
        overlaps: dict[tuple[int, int], int] = {}
        for bloc, members in enumerate(blocs):
            for node in members:
                if node in last:
                    overlaps[bloc, last[node]] = overlaps.get((bloc, last[node]), 0) + 1
        own: dict[int, int] = {}
        taken: set[int] = set()
        for (bloc, number), _ in sorted(overlaps.items(), key=lambda item: (-item[1], item[0])):
            if bloc not in own and number not in taken:
                own[bloc] = number
                taken.add(number)
        for bloc in range(len(blocs)):
            if bloc not in own:
                own[bloc] = free
            free = max(free, own[bloc] + 1)
        numbers.append([own[bloc] for bloc in range(len(blocs))])
        for bloc, members in enumerate(blocs):
            last |= dict.fromkeys(members, own[bloc])
    return numbers
