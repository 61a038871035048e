"""`positions show`: a profile of an actor, an issue or a source."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_subject
from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="ACTOR|ISSUE|SOURCE",
            autocompletion=complete_subject,
            help="Actor, issue or source by id, name or title; actor:X, issue:X or source:X if ambiguous.",
        ),
    ],
    *,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show a profile: an actor's stance on each issue, or each actor's on an issue, with evidence.

    For a source: its details, and the positions that cite it.

    Examples:

        positions show LGA

        positions show new-structures
    """
    from positions.library.commands.show import show

    source = data_of(data, example_allowed=not output.is_file)
    result = show(source, subject, table=output.table, **keywords(data.table, which, filters))
    write_report(result.report, output, inputs=source.inputs)
