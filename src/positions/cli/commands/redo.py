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
        int, typer.Argument(metavar="[N]", callback=at_least(1), help="Number of edits (default: 1).")
    ] = 1,
    *,
    how: EditOptions,
) -> None:
    """Redo the last undone edit, or the last N. A new edit clears the edits to redo.

    Examples:

        positions redo
    """
    take_back("redo", number, how)
