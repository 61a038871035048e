"""Options for reading a table as a dataset, or importing one."""

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import TABLE

# Typer evaluates the annotations, so they are values here, not text
ColumnPairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Map a field to a column with a different header: --column stance=vote. Fields: actor, issue, "
        "stance, date, source, quote, kind ...",
        rich_help_panel=TABLE,
    ),
]
StancePairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--stance",
        metavar="TEXT=NUMBER",
        help="Map values to stances: --stance yes=1,abstain=0,no=-1; or to states: --stance pass=undecided.",
        rich_help_panel=TABLE,
    ),
]
ScaleText = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="MIN:MAX[:NEUTRAL]",
        help="Scale of numeric stances, lowest to highest; or a named scale: five-point, three-point, "
        "nominal.",
        rich_help_panel=TABLE,
    ),
]
ActorsFile = Annotated[
    str | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Table of actors: name, short, kind, influence, note, and columns to group by.",
        rich_help_panel=TABLE,
    ),
]
IssuesFile = Annotated[
    str | None,
    typer.Option(
        "--issues",
        metavar="FILE",
        help="Table of issues: title, proposition (or text), tags, weight, note.",
        rich_help_panel=TABLE,
    ),
]


@dataclass(frozen=True)
class TableOptions:
    """How a table is read."""

    column: ColumnPairs = ()
    stance: StancePairs = ()
    scale: ScaleText = None
    actors_file: ActorsFile = None
    issues_file: IssuesFile = None
