"""`positions redo`: undone edits, made again."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.edits.edit_options import EditOptions
from positions.cli.edits.undoing import take_back
from positions.cli.options.groups import takes
from positions.cli.options.shared import at_least


@takes(how=EditOptions)
def command(
    number: Annotated[
        int, typer.Argument(metavar="[N]", callback=at_least(1), help="How many edits; 1 unless given.")
    ] = 1,
    *,
    how: EditOptions,
) -> None:
    """Make the last undone edit again, or the last N. A new edit ends what can be made again.

    Examples:

        positions redo
    """
    take_back("redo", number, how)
