"""`positions blocs`: who goes with whom."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, at_least
from positions.cli.output import write_report


@takes(how=MeasureOptions, data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
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
            callback=at_least(1),
            help="Compare with N shuffles (default: 1,000 or fewer, by the number of actors).",
            rich_help_panel="Measure",
        ),
    ] = None,
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

        positions blocs --table blocs -f csv -o blocs.csv

        positions blocs --table linkage -f csv
    """
    from positions.library.commands.blocs import blocs

    source = data_of(data, example_allowed=not output.is_file)
    result = blocs(
        source,
        blocs=number,
        permutations=permutations,
        table=output.table,
        **keywords(how, data.table, which, filters),
    )
    write_report(result.report, output, inputs=source.inputs)
