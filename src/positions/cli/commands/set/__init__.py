"""`positions set position|stakeholder|issue|source|dataset`: other values for what is there."""

from __future__ import annotations

import typer

from positions.cli.commands.set.dataset import dataset
from positions.cli.commands.set.part import issue, source, stakeholder
from positions.cli.commands.set.position import position
from positions.problems import UsageError

COMMANDS = {
    "position": position,
    "stakeholder": stakeholder,
    "issue": issue,
    "source": source,
    "dataset": dataset,
}


def command(ctx: typer.Context) -> None:
    """Change fields of a position, a stakeholder, an issue, a source or the dataset.

    Comments, order and layout are preserved.

    Examples:

        positions set position lga parking --stance oppose --confidence high

        positions set issue parking --title "Parking charges"

        positions set source report --clear url

        positions set dataset --licence "CC BY 4.0"
    """
    if ctx.invoked_subcommand is None:
        raise UsageError("set what?", f"positions set {', '.join(COMMANDS)}, see positions set --help")
