"""`positions network`: discourse networks of actors, or of actors and issues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, a_date, checked_by
from positions.cli.options.ties import TieOptions
from positions.cli.output import write_report
from positions.dataset.dates import PartialDate, parse_days


@dataclass(frozen=True)
class SpanOptions:
    """Which days count."""

    since: Annotated[
        PartialDate | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=a_date,
            help="Only statements from this day, month or year on.",
            rich_help_panel="Time",
        ),
    ] = None
    until: Annotated[
        PartialDate | None,
        typer.Option(
            "--until",
            metavar="DATE",
            parser=a_date,
            help="Only statements up to and including this day, month or year.",
            rich_help_panel="Time",
        ),
    ] = None
    window: Annotated[
        int | None,
        typer.Option(
            "--window",
            metavar="LENGTH",
            parser=checked_by(parse_days),
            help="One network per time window of this length: days (90d) or weeks (12w).",
            rich_help_panel="Time",
        ),
    ] = None
    step: Annotated[
        int | None,
        typer.Option(
            "--step",
            metavar="LENGTH",
            parser=checked_by(parse_days),
            help="Window step (default: window length).",
            rich_help_panel="Time",
        ),
    ] = None


@takes(ties=TieOptions, span=SpanOptions, data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    ties: TieOptions,
    span: SpanOptions,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Build discourse networks from statements: actors by actors, or actors by issues.

    Examples:

        positions network

        positions network --aggregation congruence --normalization jaccard

        positions network --mode two --since 2016 --until 2017-03

        positions network --window 90d --step 30d --table windows -o windows.csv
    """
    from positions.library.commands.network import network

    source = data_of(data, example_allowed=not output.is_file)
    result = network(source, table=output.table, **keywords(ties, span, data.table, filters))
    write_report(result.report, output, inputs=source.inputs)
