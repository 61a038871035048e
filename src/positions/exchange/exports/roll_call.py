"""Stances as votes: the table that R's pscl takes, 1 for, 0 against, empty for everything else.

Jackman, "pscl: Classes and Methods for R" (CRAN); `roll_call_words` says how its `rollcall` reads it.
"""

from __future__ import annotations

from positions.grid import StanceGrid, bits
from positions.problems import UsageError
from positions.reports.common.cells import counted
from positions.reports.common.study import Study
from positions.tables import Column, Table


def roll_call(study: Study) -> Table:
    """Return the sides, actors down and issues with sides across: 1 for, 0 against, None for neither.

    Raises:
        UsageError: if the scale has no sides.
    """
    grid = study.grid
    if not grid.has_sides:
        raise UsageError(
            "a roll call has votes for and against, and this scale has no sides",
            "--type wide has the stances as they are",
        )
    issues = [grid.issues[issue].id for issue in bits(grid.sided)]
    columns = (Column("id", "id"), *(Column(issue, issue, "integer") for issue in issues))
    rows = tuple((actor.id, *_votes(grid, row)) for row, actor in enumerate(grid.actors))
    return Table("pscl", "Roll call", columns, rows)


def _votes(grid: StanceGrid, actor: int) -> list[int | None]:
    sides = grid.sides[actor]
    return [
        1 if sides.favour >> issue & 1 else 0 if sides.against >> issue & 1 else None
        for issue in bits(grid.sided)
    ]


def roll_call_words(study: Study, place: str) -> tuple[str, ...]:
    """Return what the table leaves out, and how R reads it."""
    grid = study.grid
    neutral = sum(sides.neutral.bit_count() for sides in grid.sides)
    conditional = sum(row.conditional.bit_count() for row in grid.rows)
    amounts = len(grid.issues) - grid.sided.bit_count()
    lost = [
        *([f"{counted(amounts, 'issue')} without sides"] if amounts else []),
        "how strong a stance is",
        *([counted(neutral, "neutral stance")] if neutral else []),
        *([counted(conditional, "condition")] if conditional else []),
        "which state a cell without a position is in",
    ]
    name = "FILE" if place == "-" else place
    return (
        f"Not in a roll call: {', '.join(lost)}.",
        f'In R: votes <- read.csv("{name}", row.names = 1, check.names = FALSE); rollcall(votes, yea = 1, '
        "nay = 0, missing = NA, legis.names = rownames(votes), vote.names = colnames(votes))",
    )
