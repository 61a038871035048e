"""`positions init`: start a dataset."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from positions.cli import streams
from positions.files import new_folders, write_together
from positions.problems import UsageError


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="Where to; made if it is not there.")
    ] = ".",
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Start a dataset: two actors, two issues and a source to edit, a README, and a schema for your editor.

    Examples:

        positions init

        positions init transport-2026
    """
    from positions.dataset.authoring.starter import starter_files

    root = Path(folder)
    files = {root / name: content for name, content in starter_files().items()}
    there = [path for path in files if os.path.lexists(path)]
    if there and not force:
        raise UsageError(f"{there[0]} is there already", "choose another folder, or replace it with --force")
    with new_folders(*dict.fromkeys(path.parent for path in files), parents=True):
        write_together(files)
    dataset = root / "stakeholders.yaml"
    streams.say(f"Wrote {dataset}: open it in a text editor, then run")
    place = [] if root.resolve() == Path.cwd() else [f"cd {root}"]
    for line in (*place, "positions check", "positions compare"):
        streams.say(f"  {line}")
