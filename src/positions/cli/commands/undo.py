"""`positions undo`: edits taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.edits.edit_options import EditOptions
from positions.cli.edits.undoing import list_edits, take_back
from positions.cli.options.groups import takes
from positions.cli.options.shared import at_least


@takes(how=EditOptions)
def command(
    number: Annotated[
        int, typer.Argument(metavar="[N]", callback=at_least(1), help="Number of edits (default: 1).")
    ] = 1,
    *,
    listing: Annotated[
        bool, typer.Option("--list", help="List the edits that can be undone, the last first.")
    ] = False,
    how: EditOptions,
) -> None:
    """Undo the last edit of a dataset, or the last N.

    Restores what add, set, remove and rename changed, the last edit first. If another program has changed
    the file since, only the values of the edit are restored; if it has changed one of these, nothing is.

    Examples:

        positions undo

        positions undo 3

        positions undo --list
    """
    if listing:
        list_edits(how)
        return
    take_back("undo", number, how)
