"""Who moved since a date, on what, from what to what."""

from __future__ import annotations

from positions.dataset.dates import PartialDate
from positions.dataset.entries import Reading, last_move
from positions.dataset.scale import Scale
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.study import Study
from positions.tables import CellValue, Column, Table

_TOLD = 3


def moved_table(study: Study, since: PartialDate | None = None) -> Table:
    """Return every selected cell whose stance is another than before, in the order of the file.

    Args:
        study: the data and what is selected of it.
        since: what each cell said before this date is compared with what it says now; None: the last change.
    """
    rows: list[tuple[CellValue, ...]] = []
    grid = study.grid
    for (actor, issue), detail in sorted(grid.details.items()):
        if grid.state(actor, issue) == "excluded":
            continue
        entries = study.dataset.stakeholders[grid.actors[actor].id].positions[grid.issues[issue].id]
        kept, scale = study.selection.of_coders(entries), grid.scale_of(issue)
        move = last_move(kept, study.dataset.sources, scale, study.selection.as_of, since)
        if move is None or detail.entry is not move.after.entry:
            continue
        date = study.date_of(move.began)
        unit = grid.issues[issue].unit
        words = [_in_words(reading, scale, unit) for reading in (move.before, move.after)]
        rows.append(
            (
                study.actors[actor],
                study.issues[issue],
                *words,
                None if date is None else str(date),
                grid.issues[issue].proposition,
            )
        )
    columns = (
        Column("stakeholder", "Stakeholder"),
        Column("issue", "Issue"),
        Column("before", "Before"),
        Column("after", "Now"),
        Column("date", "Since", "date"),
        Column("proposition", "Proposition", detail=True),
    )
    when = f" since {since}" if since else ""
    public = "public " if study.is_public_part else ""
    empty = f"No {public}position has moved{when}."
    return Table("moved", f"Who moved{when}", columns, tuple(rows), empty=empty)


def _in_words(reading: Reading, scale: Scale, unit: str | None) -> str:
    """Return what a cell says, and that it says so on a condition."""
    said = scale.in_words(reading.stance, unit)
    conditional = not reading.both_sides and reading.entry.condition is not None
    return f"{said} on a condition" if conditional else said


def moved_words(table: Table, since: PartialDate | None = None) -> str:
    """Return who moved in a sentence, the first few of many."""
    if not table.rows:
        return table.empty
    told = [
        f"{actor.label} on {issue.label}, from {before} to {after}" + (f" ({date})" if date else "")  # type: ignore[union-attr]  # as the columns say
        for actor, issue, before, after, date, _ in table.rows[:_TOLD]
    ]
    rest = len(table.rows) - len(told)
    if rest:
        told.append(f"{rest:,} more")
    when = f"Since {since}, " if since else ""
    number = counted(len(table.rows), "position")
    return sentence(f"{when}{number} moved: {listed(told) if len(told) < 2 else '; '.join(told)}.")
