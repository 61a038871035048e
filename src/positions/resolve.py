"""What each cell of a selection says: a value, a state without a position, or that a filter took it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from positions.dataset.entries import (
    Frequency,
    Move,
    Reading,
    frequency,
    in_period,
    last_move,
    latest,
    majority,
    mean,
    stance_value,
    within,
)
from positions.dataset.models import Dataset, Position, Source, Stakeholder
from positions.dataset.scale import Scale
from positions.selection import Selection
from positions.vocabulary import WITHHELD


@dataclass(frozen=True, slots=True)
class Cell:
    """One actor on one issue.

    Attributes:
        state: "position", or why there is none.
        value: the position's value; None in every other state.
        entry: the entry that decides; None where a filter took the cell out.
        filter: the name of that filter.
        both_sides: the entries that together make it mixed, or a mean; none where one alone decides.
        frequency: how many statements are for, against and neutral, where there are several entries.
        move: the last change of what it says; None where it says what it always said.
    """

    state: str
    value: float | None = None
    entry: Position | None = None
    filter: str | None = None
    both_sides: tuple[Position, ...] = ()
    frequency: Frequency | None = None
    move: Move | None = None


def cells_of(
    dataset: Dataset,
    positions: Mapping[str, Sequence[Position]],
    columns: Mapping[str, int],
    selection: Selection,
) -> dict[int, Cell]:
    """Return one actor's cells by the index that `columns` gives their issue; other issues are left out."""
    unfiltered = not selection.filters_entries
    return {
        columns[issue]: _as_it_stands(entries[0], dataset.scale_of(issue))
        if unfiltered and len(entries) == 1
        else _cell(dataset, issue, entries, selection)
        for issue, entries in positions.items()
        if issue in columns
    }


class KeptCells:
    """Cells of actors, read once for as long as an actor and all that its cells depend on stay the same."""

    def __init__(self) -> None:
        self._context: object = None
        self._cells: dict[int, tuple[Stakeholder, dict[int, Cell]]] = {}

    def of(
        self,
        dataset: Dataset,
        actors: Iterable[Stakeholder],
        columns: Mapping[str, int],
        selection: Selection,
    ) -> list[dict[int, Cell]]:
        """Return the cells of each actor, as `cells_of` does."""
        context = dataset.sources, dataset.issues, dataset.scale, columns, selection
        known = self._cells if context == self._context else {}
        self._context, self._cells = context, {}
        found: list[dict[int, Cell]] = []
        for actor in actors:
            kept = known.get(id(actor))
            if kept is None or kept[0] is not actor:
                kept = actor, cells_of(dataset, actor.positions, columns, selection)
            self._cells[id(actor)] = kept
            found.append(kept[1])
        return found


def _as_it_stands(entry: Position, scale: Scale) -> Cell:
    value = stance_value(entry.stance, scale)
    return Cell(str(entry.stance) if value is None else "position", value, entry)


def _cell(dataset: Dataset, issue: str, entries: Sequence[Position], selection: Selection) -> Cell:
    if not entries:  # all that the public may not see
        return Cell("excluded", filter=WITHHELD)
    scale = dataset.scale_of(issue)
    entries = selection.of_coders(entries)
    if not entries:
        return Cell("excluded", filter="by --where or --exclude on coder")
    reading = _reading(dataset.sources, scale, entries, selection)
    if reading is None:
        return Cell("excluded", filter="as-of" if selection.as_of is not None else "window")
    chosen = in_period(entries, dataset.sources, selection.since, selection.as_of or selection.until)
    times = frequency(chosen, scale)
    move = (
        last_move(entries, dataset.sources, scale, selection.as_of) if selection.entries == "latest" else None
    )
    value = stance_value(reading.stance, scale)
    if value is None:
        failed = selection.fails_state(reading.both_sides or (reading.entry,), str(reading.stance))
        if failed is not None:
            return Cell("excluded", filter=failed)
        said = str(reading.stance)
        return Cell(said, entry=reading.entry, both_sides=reading.both_sides, frequency=times, move=move)
    failed = selection.fails(reading.entry)
    if failed is not None:
        return Cell("excluded", filter=failed)
    both = reading.both_sides
    return Cell("position", value, reading.entry, both_sides=both, frequency=times, move=move)


def _reading(
    sources: Mapping[str, Source], scale: Scale, entries: Sequence[Position], selection: Selection
) -> Reading | None:
    """Return what the entries that a selection chooses among say together; None where it leaves none."""
    until = selection.as_of or selection.until
    match selection.entries:
        case "latest":
            return latest(entries, sources, scale, selection.as_of)
        case "window":
            return within(entries, sources, scale, selection.since, selection.until)
        case "majority":
            kept = in_period(entries, sources, selection.since, until)
            return majority(kept, sources, scale) if kept else None
        case "mean":
            kept = in_period(entries, sources, selection.since, until)
            return mean(kept, sources, scale) if kept else None
        case _:
            assert_never(selection.entries)
