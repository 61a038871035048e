"""`positions reliability`: do several coders read the same in the sources?"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import streams
from positions.cli.loading import selection_of
from positions.cli.options.groups import takes
from positions.cli.options.shared import FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.files import write_atomically
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.coders.codings import Coding


@takes(filters=FilterOptions, output=OutputOptions)
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="CODER.yaml...", help="A dataset for each coder, or one whose entries name their coder."
        ),
    ],
    *,
    merge: Annotated[
        str | None,
        typer.Option(
            "--merge",
            metavar="OUT.yaml",
            help="Write a merged dataset, with disputed cells marked for a decision.",
            rich_help_panel="Merge",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace OUT.yaml if it exists.", rich_help_panel="Merge")
    ] = False,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Measure the agreement of coders: Krippendorff's alpha, and every disputed cell.

    Examples:

        positions reliability ada.yaml ben.yaml

        positions reliability ada.yaml ben.yaml --merge agreed.yaml
    """
    from positions.cli.problem_lines import problem_text
    from positions.dataset.coders.codings import read_codings
    from positions.reports.reliability import reliability

    paths = [Path(name) for name in files]
    if merge is not None:
        _refuse(Path(merge), paths, force=force)
    codings = read_codings(paths)
    color, plain = streams.use_color(output.color, sys.stderr), streams.is_ascii(sys.stderr)
    if codings.warnings:
        streams.say(
            problem_text(codings.warnings, color=color, ascii=plain), quiet=output.quiet, end="", painted=True
        )
    selection = selection_of(codings.coders[0].dataset, filters)
    report = reliability(codings, selection)
    if merge is not None:
        _write_merged(Path(merge), codings.coders, quiet=output.quiet)
    write_report(report, output, inputs=paths)


def _refuse(path: Path, inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse to write over what is there, before anything is read."""
    refuse_inputs(path, inputs)
    if os.path.lexists(path) and not force:
        raise UsageError(f"{path} is there already", "choose another name, or replace it with --force")


def _write_merged(path: Path, coders: Sequence[Coding], *, quiet: bool) -> None:
    from positions.dataset.coders.merge import comments_on, merge
    from positions.dataset.editing.emit import dataset_to_yaml

    merged = merge(coders)
    write_atomically(path, dataset_to_yaml(merged.dataset, comments_on(merged, coders)).encode())
    number = len(merged.disputed)
    left = "nothing is disputed."
    if number:
        cells = "1 disputed cell waits" if number == 1 else f"{number} disputed cells wait"
        left = f"{cells} for a decision; `positions check {path}` shows where."
    streams.say(f"Wrote {path}: {left}", quiet=quiet)
