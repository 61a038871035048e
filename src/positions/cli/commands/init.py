"""`positions init`: start a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.progress import Terminal
from positions.library.notices import heard_by


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="Folder to write to (created if missing).")
    ] = ".",
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace existing files, but never a dataset; keep the old ones as .bak.",
        ),
    ] = False,
) -> None:
    """Start a dataset: two actors, two issues and a source to edit, a README, and a schema for your editor.

    Examples:

        positions init

        positions init transport-2026
    """
    from positions.library.commands.init import init

    with heard_by(Terminal()):
        dataset = init(folder, force=force)
    streams.say(f"Wrote {dataset}: open it in a text editor, then run")
    root = dataset.parent
    place = [] if root.resolve() == Path.cwd() else [f"cd {root}"]
    for line in (*place, "positions check", "positions compare"):
        streams.say(f"  {line}")
