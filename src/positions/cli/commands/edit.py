"""`positions edit`: the workbench."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.dataset_path import find_dataset
from positions.problems import UsageError


def command(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[PATH]",
            help="Dataset: a file or a folder; an empty folder starts a new one. Default: as for other "
            "commands, "
            "else this folder.",
        ),
    ] = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            help="Port; 0 is the dataset's own, or a free one if that is taken.",
        ),
    ] = 0,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser", help="Open the page in the browser, or only print its address."
        ),
    ] = True,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder", metavar="NAME", help="Sign every entry, and hide the entries of other coders."
        ),
    ] = None,
) -> None:
    """Code texts in the browser: select a passage, then enter actor, issue and stance.

    Serves a page on this computer alone and prints its address. Each action is one small change to the YAML
    file, which you can edit in an editor at the same time. Ctrl-C stops it.

    Examples:

        positions edit

        positions edit transport-2026 --coder ab

        positions edit --no-browser --port 8100
    """
    from positions.workbench.server import require_extra, serve

    require_extra()
    place = _place(path)
    serve(place, port=port, coder=(coder or "").strip() or None, browser=browser, say=_say)


def _place(given: str | None) -> Path:
    """Return the dataset's file or folder, which may be empty; a folder that holds one file is that file.

    Raises:
        UsageError: if there is nothing at the path.
    """
    from positions.dataset.storage.dataset_files import yaml_files

    if given is None:
        try:
            found = find_dataset(None, example_allowed=False).path
        except UsageError:
            found = Path()
        if found is None:
            raise UsageError("standard input cannot be changed", "name a file or a folder")
        return found
    path = Path(given)
    if not path.exists():
        raise UsageError(
            f"there is no file or folder {given}", "name a dataset, or an empty folder to begin one"
        )
    if path.is_dir() and not yaml_files(path) and (path / "data" / "stakeholders.yaml").is_file():
        return path / "data" / "stakeholders.yaml"
    return path


def _say(address: str) -> None:
    """Print an address at once: whoever started the program waits for it."""
    streams.write_text(f"{address}\n")
