"""Blocs: actors grouped by average linkage on 1 - agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.pairs.results import PairResult
from positions.measures.structure.connected import degrees, is_complete, largest_component
from positions.measures.structure.linkage import (
    DefinedDistances,
    Distances,
    Merge,
    average_linkage,
    cut,
    leaves,
    renumbered,
)
from positions.measures.structure.numpy_linkage import fast_linkage, fast_silhouettes
from positions.measures.structure.silhouette import best_number, mean_silhouettes

FAST_FROM = 150
"""From so many actors on, a tree made by NumPy saves more time than importing it costs."""


@dataclass(frozen=True)
class Tree:
    """The tree of a set of actors.

    Attributes:
        distances: (a, b) with a < b -> 1 - agreement, None where agreement is undefined.
        merges: how clusters join, the nearest first.
    """

    number: int
    distances: Mapping[tuple[int, int], float | None]
    merges: tuple[Merge, ...]

    @property
    def order(self) -> list[int]:
        """The actors as they stand beneath the tree."""
        return leaves(self.number, self.merges)

    def by_place(self) -> Tree:
        """Return the tree in which ties go by the order of the items, as in the trees of shuffles."""
        return _tree(in_order(self.number), self.distances)

    @property
    def undefined(self) -> list[tuple[int, int]]:
        """The pairs without a distance."""
        return [pair for pair, distance in self.distances.items() if distance is None]

    @cached_property
    def silhouettes(self) -> dict[int, float]:
        """Number of blocs -> mean silhouette over the pairs with a distance, for 2..n-1 blocs."""
        if _is_faster(self.number):
            return fast_silhouettes(self.merges, self.distances)
        return mean_silhouettes(self.merges, self._defined)

    @property
    def _defined(self) -> dict[tuple[int, int], float]:
        return {pair: distance for pair, distance in self.distances.items() if distance is not None}

    def best(self) -> int:
        """Return the number of blocs with the highest mean silhouette, the fewest where several have it.

        Raises:
            ValueError: if there are fewer than three actors.
        """
        return best_number(self.silhouettes)

    def blocs(self, number: int) -> list[tuple[int, ...]]:
        """Return the actors of each of `number` blocs, in the order of their first actors.

        Raises:
            ValueError: if there cannot be so many.
        """
        labels = cut(self.number, self.merges, number)
        return [
            tuple(actor for actor, label in enumerate(labels) if label == bloc)
            for bloc in range(max(labels, default=-1) + 1)
        ]


def tree_of(names: Sequence[str], pairs: Sequence[PairResult]) -> Tree:
    """Return the tree of actors from the results of all their pairs; ties go by the actors' names."""
    distances = {(pair.a, pair.b): None if pair.agreement is None else 1 - pair.agreement for pair in pairs}
    return _tree(names, distances)


def _tree(names: Sequence[str], distances: Distances) -> Tree:
    """Return the tree of the items that have these names, by which ties go, whatever the items' order."""
    number, order = len(names), _by_name(names)
    if _is_faster(number):
        merges = fast_linkage(number, distances, order)
    else:
        merges = average_linkage(number, _reordered(distances, order))
    return Tree(number, distances, tuple(renumbered(merges, order)))


def in_order(number: int) -> list[str]:
    """Return names by which ties go by the order of the items, as in trees made without names."""
    return [f"{item:09}" for item in range(number)]


def _by_name(names: Sequence[str]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _reordered(distances: Distances, order: Sequence[int]) -> Distances:
    """Return distances between items in another order: `order[i]` becomes item i."""
    if all(item == place for place, item in enumerate(order)):
        return distances
    rank = {item: place for place, item in enumerate(order)}
    moved = (((rank[a], rank[b]), distance) for (a, b), distance in distances.items())
    return {(a, b) if a < b else (b, a): distance for (a, b), distance in moved}


def _is_faster(number: int) -> bool:
    return number >= FAST_FROM and has_numpy()


@dataclass(frozen=True, slots=True)
class Placed:
    """The actors that pairs with a distance connect, and their tree.

    Attributes:
        actors: who they are, by index, ascending; the tree's items are numbered in this order.
        left_out: the others, each with the number of those with whom it has a distance.
    """

    actors: tuple[int, ...]
    left_out: tuple[tuple[int, int], ...]
    tree: Tree


def placed_tree(names: Sequence[str], pairs: Sequence[PairResult]) -> Placed:
    """Return the tree of the largest set of actors whom defined pairs connect.

    `names` are all actors', by which ties go: of sets as large, too, that with the first name.
    """
    return placed_by(
        names, {(pair.a, pair.b): 1 - pair.agreement for pair in pairs if pair.agreement is not None}
    )


def placed_by(names: Sequence[str], defined: DefinedDistances) -> Placed:
    """Return the tree of the largest set of items that distances connect; ties go by the items' names."""
    number = len(names)
    if is_complete(number, defined):
        return Placed(tuple(range(number)), (), _tree(names, defined))
    actors = _largest(names, defined)
    place = {actor: index for index, actor in enumerate(actors)}
    distances: dict[tuple[int, int], float | None] = dict.fromkeys(combinations(range(len(actors)), 2))
    for (a, b), distance in defined.items():
        if a in place and b in place:
            distances[place[a], place[b]] = distance
    tree = _tree([names[actor] for actor in actors], distances)
    shared = degrees(number, defined) if len(actors) < number else ()
    return Placed(
        actors, tuple((actor, shared[actor]) for actor in range(number) if actor not in place), tree
    )


def _largest(names: Sequence[str], defined: DefinedDistances) -> tuple[int, ...]:
    order = _by_name(names)
    rank = {item: place for place, item in enumerate(order)}
    found = largest_component(len(names), ((rank[a], rank[b]) for a, b in defined))
    return tuple(sorted(order[place] for place in found))


@dataclass(frozen=True, slots=True)
class Nearness:
    """Mean agreement within a bloc and with the others, over the pairs that have one; None where none has.

    `within_pairs` and `beyond_pairs` are how many have one.
    """

    within: float | None
    beyond: float | None
    within_pairs: int
    beyond_pairs: int


def nearness(pairs: Sequence[PairResult], blocs: Sequence[Sequence[int]]) -> list[Nearness]:
    """Return of each bloc how near its actors are to each other and to the rest.

    Actors in no bloc are among the rest of each.
    """
    bloc_of = {actor: bloc for bloc, members in enumerate(blocs) for actor in members}
    within: list[list[float]] = [[] for _ in blocs]
    beyond: list[list[float]] = [[] for _ in blocs]
    for pair in pairs:
        if pair.agreement is None:
            continue
        one, two = bloc_of.get(pair.a), bloc_of.get(pair.b)
        if one == two and one is not None:
            within[one].append(pair.agreement)
            continue
        for bloc in (one, two):
            if bloc is not None:
                beyond[bloc].append(pair.agreement)
    return [
        Nearness(_mean(near), _mean(far), len(near), len(far))
        for near, far in zip(within, beyond, strict=True)
    ]


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
