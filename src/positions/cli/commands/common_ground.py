"""`positions common-ground`: what a group could sign together."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.shared import ActorNames, DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    actors: ActorNames = None,
    *,
    with_conditions: Annotated[
        bool,
        typer.Option(
            "--with-conditions",
            help="Show the conditions that have to be met.",
            rich_help_panel="Measure",
        ),
    ] = False,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Find the common ground of a group: what all support, what nobody opposes, what divides it.

    Examples:

        positions common-ground

        positions common-ground localis LGA CCN --with-conditions
    """
    from positions.library.commands.common_ground import common_ground

    source = data_of(data, example_allowed=not output.is_file)
    result = common_ground(
        source,
        *(actors or []),
        with_conditions=with_conditions,
        table=output.table,
        **keywords(data.table, which, filters),
    )
    write_report(result.report, output, inputs=source.inputs)
