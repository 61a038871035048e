"""The cuts of a tree of those whom distances connect, where some are left without one."""

from __future__ import annotations

from positions.measures.structure.connected import largest_component
from positions.measures.structure.linkage import DefinedDistances, average_linkage, cut


class Cuts:
    """The cuts of the tree of the largest connected part of items; who is not in it is in no bloc."""

    def __init__(self, number: int, distances: DefinedDistances) -> None:
        self._placed = largest_component(number, distances)
        place = {item: index for index, item in enumerate(self._placed)}
        self._merges = average_linkage(
            len(self._placed),
            {(place[i], place[j]): found for (i, j), found in distances.items() if i in place and j in place},
        )
        self._number = number

    def __call__(self, number: int) -> list[int | None]:
        """Return each item's bloc once there are so many blocs, or as many as there can be."""
        labels: list[int | None] = [None] * self._number
        size = len(self._placed)
        for item, label in zip(self._placed, cut(size, self._merges, min(number, size)), strict=True):
            labels[item] = label
        return labels
