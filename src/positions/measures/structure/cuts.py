"""The cuts of a tree of those whom distances connect, where some are left without one."""

from __future__ import annotations

from positions.measures.structure.blocs import in_order, placed_by
from positions.measures.structure.linkage import DefinedDistances, cut


class Cuts:
    """The cuts of the tree of the largest connected part of items; who is not in it is in no bloc."""

    def __init__(self, number: int, distances: DefinedDistances) -> None:
        self._number = number
        self._placed = placed_by(in_order(number), distances)

    def __call__(self, number: int) -> list[int | None]:
        """Return each item's bloc once there are so many blocs, or as many as there can be."""
        labels: list[int | None] = [None] * self._number
        actors, tree = self._placed.actors, self._placed.tree
        for item, label in zip(actors, cut(tree.number, tree.merges, min(number, tree.number)), strict=True):
            labels[item] = label
        return labels
