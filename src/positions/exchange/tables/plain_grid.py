"""The stance grid of a plain table, without looking at each cell's entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from positions.dataset.entries import stance_value
from positions.dataset.models import Dataset, Position
from positions.grid import Row, StanceGrid, actors_of, issues_of
from positions.selection import Selection, selected_actors, selected_issues
from positions.vocabulary import WITHHELD

_ONE = ord("1")


def asks_for_whole_cells(selection: Selection) -> bool:
    """Return whether a selection picks actors and issues only, so that no entry needs to be looked at.

    Entries without a date count on every day, so `as_of` and a window change nothing in a plain table.
    """
    anytime = replace(selection, as_of=None, entries="latest", since=None, until=None)
    return not anytime.filters_entries


def plain_grid(dataset: Dataset, selection: Selection) -> StanceGrid:
    """Return the grid that `build_grid` would make, but for `details`, which is empty.

    All cells are one entry, a stance alone, and cells of the same stance are one object. The selection
    `asks_for_whole_cells`.
    """
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    columns = {issue: index for index, issue in enumerate(issues)}
    every_issue = len(issues) == len(dataset.issues)
    marks = [_marks(actor.positions, columns, every_issue=every_issue) for actor in actors.values()]
    kinds = {id(cell): cell for row in marks for cell, _ in row.values()}
    read = {key: stance_value(cell[0].stance, dataset.scale) for key, cell in kinds.items() if cell}
    values = tuple(sorted(dataset.scale.labels.values())) or tuple(
        sorted({value for value in read.values() if value is not None})
    )
    index_of = {value: index for index, value in enumerate(values)}
    rows = []
    for row in marks:
        levels, states, withheld = [0] * len(values), dict[str, int](), 0
        for key, (cell, digits) in row.items():
            digits.reverse()
            plane, value = int(digits, 2), read.get(key)
            if not cell:
                states["excluded"] = withheld = plane
            elif value is None:
                states[str(cell[0].stance)] = plane
            else:
                levels[index_of[value]] |= plane
        rows.append(Row(tuple(levels), states, withheld=withheld))
    number = sum(row.withheld.bit_count() for row in rows)
    return StanceGrid(
        actors=actors_of(actors),
        issues=issues_of(issues),
        scale=dataset.scale,
        values=values,
        rows=tuple(rows),
        excluded={WITHHELD: number} if number else {},
        titles={name: issue.title for name, issue in dataset.issues.items()},
        answers=True,
    )


def _marks(
    positions: Mapping[str, Sequence[Position]], columns: Mapping[str, int], *, every_issue: bool
) -> dict[int, tuple[Sequence[Position], bytearray]]:
    """Return, for each cell's identity, the cell and a digit for each issue: 1 where it stands."""
    empty = bytearray(b"0" * len(columns))
    found: dict[int, tuple[Sequence[Position], bytearray]] = {}
    for issue, cell in positions.items():
        if not every_issue and issue not in columns:
            continue
        entry = found.get(id(cell))
        if entry is None:
            entry = found[id(cell)] = (cell, empty[:])
        entry[1][columns[issue]] = _ONE
    return found
