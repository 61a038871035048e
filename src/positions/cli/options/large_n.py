"""Options of `compare` for datasets too large for a matrix."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import MANY
from positions.cli.options.shared import a_share, at_least


@dataclass(frozen=True)
class ManyOptions:
    """How a comparison of very many pairs is cut down."""

    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Compare groups of actors: by kind, or by a column of --actors.",
            rich_help_panel=MANY,
        ),
    ] = None
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            metavar="K",
            callback=at_least(1),
            help="Show the K nearest and furthest actors of each.",
            rich_help_panel=MANY,
        ),
    ] = None
    min_agreement: Annotated[
        float | None,
        typer.Option(
            "--min-agreement",
            metavar="SHARE",
            callback=a_share,
            help="Only pairs with at least this agreement, from 0 to 1.",
            rich_help_panel=MANY,
        ),
    ] = None
