"""Groups that actors change: each answer counts in the group that its actor was in when it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from positions.grid import Row, StanceGrid


@dataclass(frozen=True, slots=True)
class AsHeld:
    """A grid in which an actor has a row for each group that it was in, and the group of each row.

    Attributes:
        changed: how many actors were in several groups.
    """

    grid: StanceGrid
    membership: tuple[str | None, ...]
    changed: int


def as_held(grid: StanceGrid, by: str, steady: Sequence[str | None]) -> AsHeld | None:
    """Return the rows of a grid by the groups that the entries behind the cells name.

    Args:
        grid: the grid.
        by: the attribute of entries that makes the groups.
        steady: the group of each actor itself, for its cells whose entries name none.

    Returns:
        None where no entry has the attribute.
    """
    masks: dict[int, dict[str, int]] = {}
    for (place, issue), detail in grid.details.items():
        group = detail.entry.attributes.get(by)
        if group:
            of_actor = masks.setdefault(place, {})
            of_actor[group] = of_actor.get(group, 0) | 1 << issue
    if not masks:
        return None
    actors, rows, membership = [], [], []
    for index, (actor, row) in enumerate(zip(grid.actors, grid.rows, strict=True)):
        planes: dict[str | None, int] = {}
        planes.update(masks.get(index, {}).items())
        rest = grid.every_issue & ~sum(planes.values())
        if steady[index] is not None or not planes:
            planes[steady[index]] = planes.get(steady[index], 0) | rest
        for name, plane in planes.items():
            actors.append(actor)
            rows.append(_masked(row, plane))
            membership.append(name)
    changed = sum(len(groups) > 1 for groups in masks.values())
    split = replace(grid, actors=tuple(actors), rows=tuple(rows), details={})
    return AsHeld(split, tuple(membership), changed)


def _masked(row: Row, plane: int) -> Row:
    return replace(
        row,
        levels=tuple(level & plane for level in row.levels),
        states={state: held & plane for state, held in row.states.items()},
        conditional=row.conditional & plane,
    )
