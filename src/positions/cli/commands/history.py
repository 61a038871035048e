"""`positions history`: how positions moved over time."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_subject
from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.vocabulary import Measure


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR|ISSUE] [ACTOR]",
            autocompletion=complete_subject,
            help="Actor or issue: its cells; two actors: their agreement over time (default: every cell).",
        ),
    ] = None,
    *,
    measure: Annotated[
        Measure | None,
        typer.Option("--measure", help="Measure of agreement of two actors."),
    ] = None,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show how positions changed over time: dated entries of each cell, or the agreement of two actors.

    Examples:

        positions history LGA

        positions history new-structures

        positions history localis LGA
    """
    from positions.library.commands.history import history

    source = data_of(data, example_allowed=not output.is_file)
    result = history(
        source, *(subjects or []), measure=measure, table=output.table, **keywords(data.table, filters)
    )
    write_report(result.report, output, inputs=source.inputs)
