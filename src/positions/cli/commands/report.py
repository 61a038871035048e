"""`positions report`: one page with everything, for those who never see a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from positions.cli.large_n import refuse_for_groups
from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.measures import MeasureOptions, comparison
from positions.cli.options.shared import DataOption, FilterOptions, Quiet
from positions.cli.progress import waiting
from positions.cli.streams import is_terminal, write_stdout
from positions.files import write_atomically
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

_SUFFIXES = (".html", ".htm")


@takes(how=MeasureOptions, data=DataOption, filters=FilterOptions)
def command(
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, such as report.html; - for standard output.",
            rich_help_panel="Output",
        ),
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Compare groups of actors: by kind, or by a column of --actors.",
            rich_help_panel="Measure",
        ),
    ] = None,
    quiet: Quiet = False,
    how: MeasureOptions,
    data: DataOption,
    filters: FilterOptions,
) -> None:
    """Write one HTML page: stances, matrices, issues, blocs, gaps, and the evidence for each cell.

    The page is a single file. It loads nothing from the network, can be filtered and printed, and reads in
    full without a script too.

    Examples:

        positions report -o report.html

        positions report --kind "council association" -o associations.html

        positions report --measure proximity --min-shared 3 -o report.html

        positions report --group-by kind -o groups.html
    """
    from positions.render.html.page import render_page
    from positions.reports.page.report import page

    check_place(output)
    chosen = comparison(how, filters)
    if group_by is not None:
        refuse_for_groups(chosen)
    study, found = open_study(
        data, filters, quiet=quiet, example_allowed=False, stances_only=group_by is not None
    )
    if group_by is None:
        with waiting("Making the page", quiet=quiet):
            content = render_page(page(study, chosen))
    else:
        from positions.render.html.groups import render_group_page
        from positions.reports.page.groups import group_page

        content = render_group_page(group_page(study, group_by, chosen))
    write_page(content, output, inputs=found.inputs)


def check_place(output: str | None) -> None:
    """Refuse what is no place for a page, before anything is read.

    Raises:
        UsageError: if there is no file to write and standard output is a terminal, or the file's name is not
            that of a page.
    """
    if output in (None, "-"):
        if is_terminal(sys.stdout):
            raise UsageError("a page is not shown on a terminal", "write it to a file: -o report.html")
        return
    path = Path(str(output))
    if str(output).endswith(("/", os.sep)) or path.is_dir():
        raise UsageError(f"{output} is a folder, and a page is one file", "name a file: -o report.html")
    if path.suffix.lower() not in _SUFFIXES and (path.is_file() or not path.exists()):
        raise UsageError(f"{output} is not the name of a page", f"let it end in {' or '.join(_SUFFIXES)}")


def write_page(text: str, output: str | None, *, inputs: Sequence[Path]) -> None:
    """Write a page to a file, or to standard output.

    Raises:
        UsageError: if it cannot be written, or would overwrite an input.
    """
    content = text.encode("utf-8", "replace")
    if output is None or output == "-":
        write_stdout(content)
        return
    refuse_inputs(Path(output), inputs)
    write_atomically(Path(output), content)
