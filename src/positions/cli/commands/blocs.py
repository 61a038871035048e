"""`positions blocs`: who goes with whom."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.period import PeriodOptions
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, at_least
from positions.cli.options.ties import DuplicatesOption, NodesOption
from positions.cli.output import write_report
from positions.library.options.keywords import On
from positions.library.options.readers import MOST_SHUFFLES


@takes(
    period=PeriodOptions,
    how=MeasureOptions,
    data=DataOption,
    which=EntriesOption,
    filters=FilterOptions,
    output=OutputOptions,
)
def command(
    *,
    number: Annotated[
        int | None,
        typer.Option(
            "--blocs",
            metavar="K",
            callback=at_least(1),
            help="Number of blocs (default: one, or the number that separates them best).",
            rich_help_panel="Measure",
        ),
    ] = None,
    permutations: Annotated[
        int | None,
        typer.Option(
            "--permutations",
            metavar="N",
            callback=at_least(1, MOST_SHUFFLES),
            help="Compare with N shuffles (default: 1,000 or fewer, by the number of actors).",
            rich_help_panel="Measure",
        ),
    ] = None,
    on: Annotated[
        On,
        typer.Option(
            "--on",
            help="What brings actors together: agreement of their stances, or the network of all their "
            "statements (congruence against conflict).",
            rich_help_panel="Measure",
        ),
    ] = "agreement",
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Count blocs by kind, or by a column of --actors; list who is elsewhere than most.",
            rich_help_panel="Measure",
        ),
    ] = None,
    nodes: NodesOption = "actor",
    duplicates: DuplicatesOption = "document",
    period: PeriodOptions,
    how: MeasureOptions,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Group actors into blocs: the tree of agreement, where it is cut, what each bloc stands for.

    Examples:

        positions blocs

        positions blocs --blocs 3 --measure proximity

        positions blocs --group-by kind

        positions blocs --table blocs -f csv -o blocs.csv

        positions blocs --table linkage -f csv

        positions blocs --on network --window 1y -o who-moves.svg
    """
    from positions.library.commands.blocs import blocs

    source = data_of(data, example_allowed=not output.is_file)
    result = blocs(
        source,
        blocs=number,
        permutations=permutations,
        on=on,
        group_by=group_by,
        nodes=nodes,
        duplicates=duplicates,
        table=output.table,
        **keywords(period, how, data.table, which, filters),
    )
    write_report(result.report, output, inputs=source.inputs)
