"""`positions blocs`: who goes with whom."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.measures import MeasureOptions, comparison
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, at_least
from positions.cli.output import write_report
from positions.cli.progress import waiting


@takes(how=MeasureOptions, data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    number: Annotated[
        int | None,
        typer.Option(
            "--blocs",
            metavar="K",
            callback=at_least(1),
            help="Number of blocs (default: the number that separates them best).",
            rich_help_panel="Measure",
        ),
    ] = None,
    how: MeasureOptions,
    data: DataOption,
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
    from positions.reports.blocs.report import blocs

    chosen = comparison(how, filters)
    study, found = open_study(data, filters, quiet=output.quiet, example_allowed=not output.is_file)
    with waiting("Joining actors", quiet=output.quiet):
        report = blocs(study, chosen, number)
    write_report(report, output, inputs=found.inputs)
