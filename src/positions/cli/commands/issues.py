"""`positions issues`: each issue, who is for and against, and how divisive it is."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    consensus: Annotated[
        bool,
        typer.Option(
            "--consensus",
            help="Only issues on which nearly all agree, those supported first.",
            rich_help_panel="Measure",
        ),
    ] = False,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """List the issues, most divisive first: how many actors are for, against, or without a position.

    Examples:

        positions issues

        positions issues --tag powers

        positions issues --consensus

        positions issues -f csv -o issues.csv
    """
    from positions.library.commands.issues import issues

    source = data_of(data, example_allowed=not output.is_file)
    result = issues(source, consensus=consensus, table=output.table, **keywords(data.table, which, filters))
    write_report(result.report, output, inputs=source.inputs)
