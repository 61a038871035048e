"""`positions gaps`: what to look into next."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, checked_by
from positions.cli.output import write_report
from positions.dataset.dates import TimeSpan, parse_span


@takes(data=DataOption, which=EntriesOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    stale_after: Annotated[
        TimeSpan | None,
        typer.Option(
            "--stale-after",
            metavar="SPAN",
            parser=checked_by(parse_span),
            help="List positions older than this as of --as-of or the newest date: 90d, 12w, 18m, 2y.",
        ),
    ] = None,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """List what to research next: cells without a position; positions unsourced, weak or out of date.

    Examples:

        positions gaps

        positions gaps --stale-after 2y --min-shared 3

        positions gaps -f markdown -o to-do.md
    """
    from positions.library.commands.gaps import gaps

    source = data_of(data, example_allowed=not output.is_file)
    result = gaps(source, stale_after=stale_after, table=output.table, **keywords(data.table, which, filters))
    write_report(result.report, output, inputs=source.inputs)
