"""Blocs: actors grouped by average linkage on 1 - agreement, and what each shares and stands apart on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.grid import StanceGrid, bits
from positions.measures.pairs.results import PairResult
from positions.measures.structure.linkage import Merge, average_linkage, cut, leaves
from positions.measures.structure.placed import degrees, largest_component
from positions.measures.structure.silhouette import best_number, mean_silhouettes, silhouettes


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

    @property
    def undefined(self) -> list[tuple[int, int]]:
        """The pairs without a distance."""
        return [pair for pair, distance in self.distances.items() if distance is None]

    @cached_property
    def silhouettes(self) -> dict[int, float]:
        """Number of blocs -> mean silhouette over the pairs with a distance, for 2..n-1 blocs."""
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

    def silhouette_of(self, blocs: Sequence[Sequence[int]]) -> float | None:
        """Return the mean silhouette of blocs over the pairs with a distance; None for fewer than two."""
        if len(blocs) < 2:
            return None
        labels = {actor: label for label, members in enumerate(blocs) for actor in members}
        scores = silhouettes([labels[actor] for actor in range(self.number)], self._defined)
        return sum(scores) / self.number


def tree_of(number: int, pairs: Sequence[PairResult]) -> Tree:
    """Return the tree of `number` actors from the results of all their pairs."""
    distances = {(pair.a, pair.b): None if pair.agreement is None else 1 - pair.agreement for pair in pairs}
    return Tree(number, distances, tuple(average_linkage(number, distances)))


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


def placed_tree(number: int, pairs: Sequence[PairResult]) -> Placed:
    """Return the tree of the largest set of actors whom defined pairs connect; of equals the first."""
    defined = [(pair.a, pair.b) for pair in pairs if pair.agreement is not None]
    actors = largest_component(number, defined)
    place = {actor: index for index, actor in enumerate(actors)}
    distances = {
        (place[pair.a], place[pair.b]): None if pair.agreement is None else 1 - pair.agreement
        for pair in pairs
        if pair.a in place and pair.b in place
    }
    tree = Tree(len(actors), distances, tuple(average_linkage(len(actors), distances)))
    shared = degrees(number, defined)
    return Placed(
        actors, tuple((actor, shared[actor]) for actor in range(number) if actor not in place), tree
    )


@dataclass(frozen=True, slots=True)
class Nearness:
    """Mean agreement within a bloc and with the others, over the pairs that have one; None where none has.

    `within_pairs` and `beyond_pairs` are how many have one.
    """

    within: float | None
    beyond: float | None
    within_pairs: int
    beyond_pairs: int


def nearness(pairs: Sequence[PairResult], bloc: Sequence[int]) -> Nearness:
    """Return how near a bloc's actors are to each other and to the rest."""
    members = set(bloc)
    within: list[float] = []
    beyond: list[float] = []
    for pair in pairs:
        if pair.agreement is not None and (pair.a in members or pair.b in members):
            (within if pair.a in members and pair.b in members else beyond).append(pair.agreement)
    return Nearness(_mean(within), _mean(beyond), len(within), len(beyond))


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


@dataclass(frozen=True, slots=True)
class Stand:
    """What a bloc holds on an issue.

    Attributes:
        issue: its index.
        camp: 1 for, -1 against; the value where the scale has no sides.
        holders: number of the bloc's actors that hold a position there, all of them of this camp.
        rest: number of the others that hold a position, `opposed` of them on the opposite side (on a nominal
            scale: with another label).
    """

    issue: int
    camp: float
    holders: int
    rest: int
    opposed: int

    @property
    def apart(self) -> bool:
        """Whether most of the others that hold a position are opposed."""
        return 2 * self.opposed > self.rest


def stands(grid: StanceGrid, bloc: Sequence[int]) -> list[Stand]:
    """Return the issues on which a bloc stands together, in the order of the file.

    That is: at least two of its actors, and at least half of them, hold a position, and all who do stand on
    the same side, not neutral (on a nominal scale: hold the same label). An actor alone stands with itself.
    """
    members = set(bloc)
    rest = [actor for actor in range(len(grid.actors)) if actor not in members]
    needed = max(min(2, len(bloc)), (len(bloc) + 1) // 2)
    camps = [_camps(grid, actor) for actor in range(len(grid.actors))]
    found = []
    for issue in bits(grid.every_issue):
        bit = 1 << issue
        held = [actor for actor in bloc if grid.held[actor] & bit]
        if len(held) < needed:
            continue
        camp = next((name for name, plane in camps[held[0]].items() if plane & bit), None)
        if camp is None or not all(camps[actor].get(camp, 0) & bit for actor in held):
            continue
        others = [actor for actor in rest if grid.held[actor] & bit]
        opposed = sum(
            any(name != camp and plane & bit for name, plane in camps[actor].items()) for actor in others
        )
        found.append(Stand(issue, camp, len(held), len(others), opposed))
    return found


def _camps(grid: StanceGrid, actor: int) -> Mapping[float, int]:
    """Return an actor's planes by camp: for and against, or each value where the scale has no sides."""
    if not grid.scale.has_sides:
        return grid.planes[actor]
    return {1.0: grid.sides[actor].favour, -1.0: grid.sides[actor].against}
