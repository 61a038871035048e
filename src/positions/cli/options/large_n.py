"""Options of `compare` for datasets too large for a matrix."""

# Typer evaluates the annotations below, so they are values here, not text
from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import MANY
from positions.cli.options.shared import at_least
from positions.problems import UsageError
from positions.rounding import as_written


def _a_share(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= 1:
        raise typer.BadParameter(f"{as_written(value)} is not between 0 and 1.")
    return value


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
            callback=_a_share,
            help="Only pairs with at least this agreement, from 0 to 1.",
            rich_help_panel=MANY,
        ),
    ] = None

    @property
    def given(self) -> str | None:
        """The first of these options that was given, None where none was."""
        if self.group_by is not None:
            return "--group-by"
        return (
            "--top" if self.top is not None else "--min-agreement" if self.min_agreement is not None else None
        )

    def refuse_with(self, others: dict[str, object]) -> None:
        """Refuse these options together with others that contradict them.

        Raises:
            UsageError: if two that exclude each other are given.
        """
        for name, value in others.items():
            if self.given and value:
                raise UsageError(f"{self.given} and {name} do not go together", "leave one of them out")
        for name, value in {"--top": self.top, "--min-agreement": self.min_agreement}.items():
            if self.group_by is not None and value is not None:
                raise UsageError(f"--group-by and {name} do not go together", "leave one of them out")
