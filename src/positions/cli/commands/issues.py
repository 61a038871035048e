"""`positions issues`: each issue, who is for and against, and how divisive it is."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    consensus: Annotated[
        bool,
        typer.Option(
            "--consensus",
            help="Only the issues on which nearly all agree: first what they are for, then against.",
            rich_help_panel="Measure",
        ),
    ] = False,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Each issue: how many are for, against and silent, what divides most first.

    Examples:

        positions issues

        positions issues --tag powers

        positions issues --consensus

        positions issues -f csv -o issues.csv
    """
    from positions.reports.issues import issues

    study, found = open_study(data, filters, quiet=output.quiet, example_allowed=not output.is_file)
    write_report(issues(study, consensus=consensus), output, inputs=found.inputs)
