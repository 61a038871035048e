"""`positions map`: who stands near whom, as a picture."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.shared import ActorNames, DataOption, FilterOptions, OutputOptions, at_least
from positions.cli.output import write_report
from positions.library.options.keywords import MapMethod


@takes(how=MeasureOptions, data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    actors: ActorNames = None,
    *,
    method: Annotated[
        MapMethod | None,
        typer.Option(
            "--method",
            metavar="NAME",
            help="distances: from agreements (default); ideal: ideal points, on a line or in a plane.",
            rich_help_panel="Measure",
        ),
    ] = None,
    dimensions: Annotated[
        int | None,
        typer.Option(
            "--dimensions",
            metavar="N",
            callback=at_least(1),
            help="Dimensions of ideal points: 1 (default) or 2.",
            rich_help_panel="Measure",
        ),
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Colour points by kind, or by a column of --actors; give the middle of each group.",
            rich_help_panel="Measure",
        ),
    ] = None,
    how: MeasureOptions,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Draw a map of the actors: points whose distances approximate 1 - agreement.

    Needs six actors or more. Pairs without an agreement are skipped; actors with too few agreements to be
    placed are listed.

    Examples:

        positions map -o map.svg

        positions map --measure proximity -o map.png

        positions map --group-by kind -o map.svg

        positions map --method ideal

        positions map --table points -f csv
    """
    from positions.library.commands.map import map

    source = data_of(data, example_allowed=not output.is_file)
    options = keywords(how, data.table, which, filters)
    result = map(
        source,
        *(actors or []),
        method=method,
        dimensions=dimensions,
        group_by=group_by,
        table=output.table,
        **options,
    )
    write_report(result.report, output, inputs=source.inputs)
