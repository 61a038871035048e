"""`positions explain`: two actors issue by issue, with the words behind each stance."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_actor
from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    a: Annotated[
        str,
        typer.Argument(metavar="A", autocompletion=complete_actor, help="Actor by id, short or full name."),
    ],
    b: Annotated[
        str, typer.Argument(metavar="B", autocompletion=complete_actor, help="Actor to compare it with.")
    ],
    *,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Compare two actors issue by issue: both stances, the verdict, the evidence for each.

    Examples:

        positions explain localis LGA

        positions explain LGA government --basis stated,reported
    """
    from positions.library.commands.explain import explain

    source = data_of(data, example_allowed=not output.is_file)
    result = explain(source, a, b, table=output.table, **keywords(data.table, which, filters))
    write_report(result.report, output, inputs=source.inputs)
