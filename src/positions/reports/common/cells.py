"""Cells that several reports show: stances, and numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from positions.dataset.entries import stance_value
from positions.dataset.models import Position
from positions.dataset.scale import Scale
from positions.grid import StanceGrid, bits
from positions.tables import Matrix, Ref, StanceCell


def stance_cell(grid: StanceGrid, actor: int, issue: int) -> StanceCell:
    """Return the cell of an actor on an issue, both by index."""
    state = grid.state(actor, issue)
    detail = grid.details.get((actor, issue))
    value = grid.value(actor, issue) if state == "position" else None
    if detail is None:
        return _position_cell(grid.scale, value, None) if value is not None else StanceCell(state)
    if value is not None:
        return _position_cell(grid.scale, value, detail.entry)
    if state == "excluded":
        return StanceCell(state)
    entry = detail.entry
    return StanceCell(state, label=state, basis=entry.basis, confidence=entry.confidence)


def entry_cell(scale: Scale, entry: Position) -> StanceCell:
    """Return the cell of a single entry, whatever else its cell holds."""
    value = stance_value(entry.stance, scale)
    if value is None:
        state = str(entry.stance)
        return StanceCell(state, label=state, basis=entry.basis, confidence=entry.confidence)
    return _position_cell(scale, value, entry)


def _position_cell(scale: Scale, value: float, entry: Position | None) -> StanceCell:
    return StanceCell(
        "position",
        label=scale.label_of(value),
        value=value,
        side=scale.side(value),
        strength=scale.strength(value),
        basis=entry.basis if entry else None,
        confidence=entry.confidence if entry else None,
        condition=entry.condition if entry else None,
        grades=scale.grades,
    )


def stance_matrix(grid: StanceGrid, actors: tuple[Ref, ...], issues: tuple[Ref, ...]) -> Matrix:
    """Return the stance grid, actors down and issues across."""
    bare = [_position_cell(grid.scale, value, None) for value in grid.values]
    cells = [[StanceCell("not-researched")] * len(issues) for _ in actors]
    for row, cells_of in zip(
        grid.rows, cells, strict=True
    ):  # equal cells are one object: there may be a million
        planes = [(StanceCell(state), plane) for state, plane in row.states.items()]
        for cell, plane in (*planes, *zip(bare, row.levels, strict=True)):
            for issue in bits(plane):
                cells_of[issue] = cell
    for actor, issue in grid.details:
        cells[actor][issue] = stance_cell(grid, actor, issue)
    return Matrix("stances", "Stances", "stance", actors, issues, tuple(map(tuple, cells)))


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"; "" where there are none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "no issues", "1 issue", "12 issues"."""
    return f"{f'{number:,}' if number else 'no'} {singular if number == 1 else plural or singular + 's'}"


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
