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
        int, typer.Argument(metavar="[N]", callback=at_least(1), help="How many edits; 1 unless given.")
    ] = 1,
    *,
    listing: Annotated[
        bool, typer.Option("--list", help="List the edits that can be undone, the last first.")
    ] = False,
    how: EditOptions,
) -> None:
    """Undo the last edit of a dataset, or the last N.

    Restores what add, set, remove and rename changed, the last edit first. Where another program changed the
    file since, only the edit's own values are put back; where it changed one of those, nothing is.

    Examples:

        positions undo

        positions undo 3

        positions undo --list
    """
    if listing:
        list_edits(how)
        return
    take_back("undo", number, how)
