"""Cells that several reports show: stances, and numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from positions.dataset.entries import Move, on_both_sides, stance_value
from positions.dataset.models import Condition, Dataset, Position
from positions.dataset.scale import Scale
from positions.grid import StanceGrid, bits
from positions.grid.parts import Detail
from positions.rounding import as_written
from positions.tables import Column, Matrix, Need, Ref, StanceCell, words_of_condition
from positions.vocabulary import NO_ANSWER, NO_MAJORITY, WITHHELD, Movement

SPAN = (Column("start", "From", "date"), Column("end", "To", "date"))
"""The columns of a window of time."""


def stance_cell(grid: StanceGrid, actor: int, issue: int) -> StanceCell:
    """Return the cell of an actor on an issue, both by index, with the way in which it moved."""
    cell, detail = _as_it_stands(grid, actor, issue), grid.details.get((actor, issue))
    if detail is None or detail.move is None or cell.state == "excluded":
        return cell
    scale, unit = grid.scale_of(issue), grid.issues[issue].unit
    words = f"was {scale.in_words(detail.move.before.stance, unit)}"
    return replace(cell, moved=movement(detail.move, scale), moved_words=words)


def movement(move: Move, scale: Scale) -> Movement:
    """Return which way a stance moved; "other" where one of the two is no position, or has no side."""
    before, after = (stance_value(reading.stance, scale) for reading in (move.before, move.after))
    if before is None or after is None or not scale.has_sides:
        return "other"
    return "up" if after > before else "down"


def _as_it_stands(grid: StanceGrid, actor: int, issue: int) -> StanceCell:
    cell = _with_its_basis(grid, actor, issue)
    return replace(cell, basis=None) if grid.answers else cell


def no_entry(grid: StanceGrid) -> StanceCell:
    """Return the cell in which nothing stands: not researched, of answers no answer."""
    return StanceCell("not-researched", label=NO_ANSWER if grid.answers else None)


def _with_its_basis(grid: StanceGrid, actor: int, issue: int) -> StanceCell:
    state = grid.state(actor, issue)
    detail = grid.details.get((actor, issue))
    value = grid.own_value(actor, issue) if state == "position" else None
    scale = grid.scale_of(issue)
    if detail is None and state == "not-researched":
        return no_entry(grid)
    if detail is None:
        return _position_cell(scale, value, None) if value is not None else _bare(grid, actor, issue)
    if value is not None:
        cell = _position_cell(scale, value, detail.entry, grid.titles, grid.issues[issue].unit)
        return replace(cell, frequency=detail.frequency) if detail.frequency else cell
    if state == "excluded":
        return StanceCell(state)
    entry, times, label = detail.entry, detail.frequency, _state_label(state, detail, scale)
    return StanceCell(state, label=label, basis=entry.basis, confidence=entry.confidence, frequency=times)


def _state_label(state: str, detail: Detail, scale: Scale) -> str:
    """Return the name of a state: a tie of amounts, or with neutral, speaks on no two sides."""
    tied = detail.both_sides and all(entry.stance != "mixed" for entry in detail.both_sides)
    return NO_MAJORITY if state == "mixed" and tied and not on_both_sides(detail.both_sides, scale) else state


def _bare(grid: StanceGrid, actor: int, issue: int) -> StanceCell:
    """Return the cell of a state with nothing behind it; one that is withheld says so."""
    state = grid.state(actor, issue)
    withheld = state == "excluded" and grid.rows[actor].withheld >> issue & 1
    return StanceCell(state, label=WITHHELD if withheld else None)


def entry_cell(dataset: Dataset, issue: str, entry: Position) -> StanceCell:
    """Return the cell of a single entry on an issue (by id), whatever else its cell holds."""
    scale, about = dataset.scale_of(issue), dataset.issues.get(issue)
    value = stance_value(entry.stance, scale)
    if value is None:
        state = str(entry.stance)
        return StanceCell(state, label=state, basis=entry.basis, confidence=entry.confidence)
    titles = {name: found.title for name, found in dataset.issues.items()} if entry.condition else None
    return _position_cell(scale, value, entry, titles, about.unit if about else None)


def level_cell(scale: Scale, label: str) -> StanceCell:
    """Return the cell of a stance that nobody holds yet, or of a state in place of one."""
    value = stance_value(label, scale)
    return StanceCell(label, label=label) if value is None else _position_cell(scale, value, None)


def condition_words(condition: Condition | None, titles: Mapping[str, str]) -> str | None:
    """Return a condition as people read it, with the sides that it needs; None where there is none."""
    return None if condition is None else words_of_condition(condition.text, _needs(condition, titles))


def _needs(condition: Condition, titles: Mapping[str, str]) -> tuple[Need, ...]:
    named = {issue: titles.get(issue, issue) for issue in condition.needs}
    return tuple(
        Need(Ref(issue, named[issue], named[issue]), side) for issue, side in condition.needs.items()
    )


class _OnScale(NamedTuple):
    """What a value is on a scale."""

    label: str | None
    side: int | None
    strength: float | None
    grades: int | None
    extent: tuple[float, float | None, float] | None


def accepted_words(entry: Position) -> str:
    """Return the amounts that an entry says are accepted: "20 to 30"; "" where it says nothing of them."""
    if entry.acceptable is None or entry.accepted is None:
        return ""
    low, high = entry.accepted
    return f"{as_written(low)} to {as_written(high)}"


@lru_cache(maxsize=4096)
def _on_scale(scale: Scale, value: float) -> _OnScale:
    """Return what a value is on a scale; a large dataset has few, and asks for them again and again."""
    neutral = scale.neutral if scale.has_sides else None
    extent = (scale.minimum, neutral, scale.maximum) if scale.is_range else None
    return _OnScale(scale.label_of(value), scale.side(value), scale.strength(value), scale.grades, extent)


def _position_cell(
    scale: Scale,
    value: float,
    entry: Position | None,
    titles: Mapping[str, str] | None = None,
    unit: str | None = None,
) -> StanceCell:
    condition, known = entry.condition if entry else None, _on_scale(scale, value)
    return StanceCell(
        "position",
        label=known.label,
        value=value,
        side=known.side,
        strength=known.strength,
        basis=entry.basis if entry else None,
        confidence=entry.confidence if entry else None,
        condition=condition.text if condition else None,
        grades=known.grades,
        needs=_needs(condition, titles or {}) if condition else (),
        unit=unit,
        accepts=(entry.acceptable.min, entry.acceptable.max) if entry and entry.acceptable else None,
        extent=known.extent,
    )


STANCES = "Stances"
"""What the stance grid is called."""


def stance_matrix(grid: StanceGrid, actors: tuple[Ref, ...], issues: tuple[Ref, ...]) -> Matrix:
    """Return the stance grid, actors down and issues across."""
    bare = [_position_cell(grid.scale, value, None) for value in grid.values]
    cells = [[no_entry(grid)] * len(issues) for _ in actors]
    for row, cells_of in zip(
        grid.rows, cells, strict=True
    ):  # equal cells are one object: there may be a million
        planes = [(StanceCell(state), plane) for state, plane in row.states.items()]
        planes.append((StanceCell("excluded", label=WITHHELD), row.withheld))
        for cell, plane in (*planes, *zip(bare, row.levels, strict=True)):
            for issue in bits(plane):
                cells_of[issue] = cell
    for actor, issue in grid.details:
        cells[actor][issue] = stance_cell(grid, actor, issue)
    return Matrix("stances", STANCES, "stance", actors, issues, tuple(map(tuple, cells)))


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
