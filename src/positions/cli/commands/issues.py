"""`positions issues`: each issue, who is for and against, and how divisive it is."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.period import PeriodOptions
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.options.ties import DuplicatesOption
from positions.cli.output import write_report
from positions.library.options.keywords import Count


@takes(
    period=PeriodOptions,
    data=DataOption,
    which=EntriesOption,
    filters=FilterOptions,
    output=OutputOptions,
)
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
    group_by: Annotated[
        list[str] | None,
        typer.Option(
            "--group-by",
            metavar="A[,B]",
            help="Show each level by groups of actors: by kind, or columns of --actors, alone or together.",
            rich_help_panel="Measure",
        ),
    ] = None,
    count: Annotated[
        Count,
        typer.Option(
            "--count",
            help="Count actors, or statements (every one, not the last of each cell).",
            rich_help_panel="Measure",
        ),
    ] = "actors",
    duplicates: DuplicatesOption = "document",
    period: PeriodOptions,
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

        positions issues --group-by kind

        positions issues --count statements -o statements.svg

        positions issues --count statements --window 1y

        positions issues -f csv -o issues.csv
    """
    from positions.library.commands.issues import issues

    source = data_of(data, example_allowed=not output.is_file)
    result = issues(
        source,
        consensus=consensus,
        group_by=group_by or (),
        count=count,
        duplicates=duplicates,
        table=output.table,
        **keywords(period, data.table, which, filters),
    )
    write_report(result.report, output, inputs=source.inputs)
