"""Shuffles of a grid: within each issue the values are dealt out anew among those that hold one.

Gaps, and so which issues two actors share, stay, and so does how many hold each value of an issue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from positions.grid import Row, StanceGrid


class Holders(NamedTuple):
    """Who holds a value on an issue, and the places of their values in the grid's, ascending."""

    actors: tuple[int, ...]
    places: tuple[int, ...]


Dealt = Sequence[Sequence[int]]
"""By issue, its holders in an order at random: each takes the value whose place stands where it does."""


def holders_of(grid: StanceGrid) -> list[Holders]:
    """Return the holders of each issue by the places of their values, so that equal ones stand together."""
    found = []
    for issue in range(len(grid.issues)):
        bit = 1 << issue
        held = sorted(
            (place, actor)
            for actor, row in enumerate(grid.rows)
            for place, level in enumerate(row.levels)
            if level & bit
        )
        found.append(Holders(tuple(actor for _, actor in held), tuple(place for place, _ in held)))
    return found


def dealt(holders: Sequence[Holders], random: Random) -> Dealt:
    """Return the holders of each issue in a random order."""
    orders = []
    for actors, _ in holders:
        keys = [random.random() for _ in actors]
        order = sorted(range(len(actors)), key=keys.__getitem__)
        orders.append([actors[place] for place in order])
    return orders


def shuffled(grid: StanceGrid, holders: Sequence[Holders], orders: Dealt) -> StanceGrid:
    """Return the grid after a shuffle, without the states and the entries behind its cells."""
    levels = [[0] * len(grid.values) for _ in grid.rows]
    for issue, (found, order) in enumerate(zip(holders, orders, strict=True)):
        bit = 1 << issue
        for actor, place in zip(order, found.places, strict=True):
            levels[actor][place] |= bit
    return replace(grid, rows=tuple(Row(tuple(row), {}) for row in levels))
