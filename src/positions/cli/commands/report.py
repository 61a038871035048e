"""`positions report`: one page with everything, for those who never see a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.shared import DataOption, FilterOptions, Quiet
from positions.cli.streams import is_terminal, write_stdout
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.library.documents import Page


@takes(how=MeasureOptions, data=DataOption, which=EntriesOption, filters=FilterOptions)
def command(
    *,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, such as report.html, or report.pdf; - for standard output.",
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
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Serve the page on this computer alone, and refresh it when the data changes, until Ctrl-C.",
            rich_help_panel="Output",
        ),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            help="Port of --watch; a free one unless given.",
            rich_help_panel="Output",
        ),
    ] = 0,
    browser: Annotated[
        bool | None,
        typer.Option(
            "--browser/--no-browser",
            help="Open the page of --watch in the browser, or only print its address.",
            rich_help_panel="Output",
        ),
    ] = None,
    quiet: Quiet = False,
    how: MeasureOptions,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
) -> None:
    """Write one HTML page: stances, matrices, issues, blocs, gaps, and the evidence for each cell.

    The page is a single file. It loads nothing from the network, can be filtered and printed, and is
    complete without JavaScript too.

    Examples:

        positions report -o report.html

        positions report --kind "council association" -o associations.html

        positions report --measure proximity --min-shared 3 -o report.html

        positions report --group-by kind -o groups.html

        positions report --watch
    """
    from positions.library.commands.report import report

    def made() -> Page:
        source = data_of(data, example_allowed=False)
        return report(source, group_by=group_by, **keywords(how, data.table, which, filters))

    if watch:
        inputs = data_of(data, example_allowed=False).inputs
        _watch(made, inputs, output, port, browser=browser is not False)
        return
    if port or browser is not None:
        raise UsageError(
            "--port, --browser and --no-browser are for --watch", "add --watch, or leave them out"
        )
    check_place(output)
    page = made()
    if output is None or output == "-":
        write_stdout(page.html.encode("utf-8", "replace"))
    else:
        page.save(output)


def _watch(
    made: Callable[[], Page], inputs: Sequence[Path], output: str | None, port: int, *, browser: bool
) -> None:
    """Serve the page until it is interrupted.

    Raises:
        UsageError: if it is to be written too, or the data comes from standard input.
    """
    if output is not None:
        raise UsageError("--watch serves the page, and writes none", "leave out --output, or --watch")
    if not inputs:
        raise UsageError("standard input cannot be watched", "name a file or a folder: --data")
    from positions.workbench.page_watch import watch

    watch(
        lambda: made().html,
        inputs,
        port=port,
        browser=browser,
        say=lambda address: write_stdout(f"{address}\n".encode()),
    )


def check_place(output: str | None) -> None:
    """Refuse what is no place for a page, before anything is read.

    Raises:
        UsageError: if there is no file to write and standard output is a terminal, or the file's name is not
            that of a page.
    """
    from positions.library.documents import require_page_name

    if output in (None, "-"):
        if is_terminal(sys.stdout):
            raise UsageError("a page is not shown on a terminal", "write it to a file: -o report.html")
        return
    if str(output).endswith(("/", os.sep)):
        raise UsageError(f"{output} is a folder, and a page is one file", "name a file: -o report.html")
    require_page_name(Path(str(output)))
