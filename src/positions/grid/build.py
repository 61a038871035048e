"""The grid of what is selected of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.dataset.mixed_scales import scale_on, to_common
from positions.dataset.scale import Scale
from positions.grid.parts import Actor, Detail, GridIssue, Row
from positions.grid.stance_grid import StanceGrid
from positions.vocabulary import WITHHELD

if TYPE_CHECKING:  # a grid made from a plain table does without the models, and without pydantic
    from positions.dataset.models import Dataset, Issue, Stakeholder
    from positions.resolve import Cell, KeptCells
    from positions.selection import Selection


def build_grid(
    dataset: Dataset, selection: Selection | None = None, kept: KeptCells | None = None
) -> StanceGrid:
    """Return the grid of the selected actors and issues.

    A cell whose entries a date filter leaves none of, or whose deciding entry fails a quality filter, is
    "excluded"; a state without a position is not subject to quality filters. `kept` remembers the cells for
    the next grid of nearly the same data.
    """
    from positions.dataset.answers import are_answers
    from positions.resolve import KeptCells
    from positions.selection import Selection, selected_actors, selected_issues

    selection = selection or Selection()
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    columns = {issue: index for index, issue in enumerate(issues)}
    cells = (kept or KeptCells()).of(dataset, actors.values(), columns, selection)
    scale = scale_on(dataset, issues)
    if scale.is_mixed:
        own = [dataset.scale_of(issue) for issue in issues]
        cells = [_on_common(row, own, scale) for row in cells]
    values = tuple(
        sorted(
            {
                *scale.labels.values(),
                *(cell.value for row in cells for cell in row.values() if cell.value is not None),
            }
        )
    )
    counts: dict[str, int] = {}
    for row in cells:
        for cell in row.values():
            if cell.filter is not None:
                counts[cell.filter] = counts.get(cell.filter, 0) + 1
    return StanceGrid(
        actors=actors_of(actors),
        issues=issues_of(issues, dataset.scale_of if scale.is_mixed else None),
        scale=scale,
        values=values,
        rows=tuple(_row(row, values) for row in cells),
        details={
            (actor, issue): Detail(cell.entry, cell.both_sides, cell.frequency, cell.move)
            for actor, row in enumerate(cells)
            for issue, cell in row.items()
            if cell.entry is not None
        },
        excluded=counts,
        titles={name: issue.title for name, issue in dataset.issues.items()},
        answers=are_answers(dataset),
    )


def actors_of(actors: Mapping[str, Stakeholder]) -> tuple[Actor, ...]:
    """Return actors as the measures see them."""
    return tuple(
        Actor(
            id=name,
            name=actor.name,
            label=actor.label,
            kind=actor.kind,
            influence=actor.influence,
            influences=actor.influences,
            attributes=actor.attributes,
        )
        for name, actor in actors.items()
    )


def issues_of(
    issues: Mapping[str, Issue], scale_of: Callable[[str], Scale] | None = None
) -> tuple[GridIssue, ...]:
    """Return issues as the measures see them, with their own scales where `scale_of` says these."""
    return tuple(
        GridIssue(
            name,
            issue.title,
            issue.proposition,
            float(issue.weight),
            issue.unit,
            scale_of(name) if scale_of is not None else None,
        )
        for name, issue in issues.items()
    )


def _on_common(cells: Mapping[int, Cell], own: Sequence[Scale], scale: Scale) -> dict[int, Cell]:
    """Return cells whose values lie on the scale on which several are laid."""
    return {
        issue: cell
        if cell.value is None
        else replace(cell, value=to_common(own[issue], cell.value, scale.range))
        for issue, cell in cells.items()
    }


def _row(cells: Mapping[int, Cell], values: Sequence[float]) -> Row:
    index_of = {value: index for index, value in enumerate(values)}
    levels, states, conditional, withheld = [0] * len(values), dict[str, int](), 0, 0
    for issue, cell in cells.items():
        bit = 1 << issue
        if cell.value is None:
            states[cell.state] = states.get(cell.state, 0) | bit
            withheld |= bit if cell.filter == WITHHELD else 0
            continue
        levels[index_of[cell.value]] |= bit
        if cell.entry is not None and cell.entry.condition is not None:
            conditional |= bit
    return Row(tuple(levels), states, conditional, withheld)
