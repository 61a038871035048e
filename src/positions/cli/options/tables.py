"""How a table is read that stands in place of a dataset, or is imported."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.options.panels import TABLE

if TYPE_CHECKING:
    from positions.exchange.tables.settings import TableSettings


# Typer evaluates the annotations, so they are values here, not text
ColumnPairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column is which, where it is not called so: --column stance=vote; for actor, issue, "
        "date, source, quote, kind ... too.",
        rich_help_panel=TABLE,
    ),
]
StancePairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--stance",
        metavar="TEXT=NUMBER",
        help="What the stances mean: --stance yes=1,abstain=0,no=-1; or a state: --stance pass=undecided.",
        rich_help_panel=TABLE,
    ),
]
ScaleText = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="MIN:MAX[:NEUTRAL]",
        help="The lowest and highest stance possible, where they are numbers; or the name of a scale: "
        "five-point, three-point, nominal.",
        rich_help_panel=TABLE,
    ),
]
ActorsFile = Annotated[
    str | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="A table with more on each actor: name, short, kind, influence, note, and columns to group by.",
        rich_help_panel=TABLE,
    ),
]
IssuesFile = Annotated[
    str | None,
    typer.Option(
        "--issues",
        metavar="FILE",
        help="A table with more on each issue: title, proposition (or text), tags, weight, note.",
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

    @property
    def given(self) -> str | None:
        """The first of these options that was given, None where none was."""
        names = {
            "--column": self.column,
            "--stance": self.stance,
            "--scale": self.scale,
            "--actors": self.actors_file,
            "--issues": self.issues_file,
        }
        return next((name for name, value in names.items() if value), None)

    def settings(self, issue: str | None = None) -> "TableSettings":
        """Return what the options say.

        Raises:
            UsageError: if one of them cannot be understood.
        """
        from positions.exchange.tables.settings import (
            TableSettings,
            parse_columns,
            parse_scale,
            parse_stances,
        )

        return TableSettings(
            columns=parse_columns(self.column),
            stances=parse_stances(self.stance),
            scale=None if self.scale is None else parse_scale(self.scale),
            actors=None if self.actors_file is None else Path(self.actors_file),
            issues=None if self.issues_file is None else Path(self.issues_file),
            issue=issue,
        )
