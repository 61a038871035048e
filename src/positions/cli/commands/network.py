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
from positions.dataset.dates import PartialDate, parse_window
from positions.library.options.keywords import Kernel


def a_window(value: str | None) -> str | None:
    """Return the length of a window as it is written, if it is one."""
    if value is not None:
        checked_by(parse_window)(value)
    return value


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
        str | None,
        typer.Option(
            "--window",
            metavar="LENGTH",
            callback=a_window,
            help="One network per window of this length: days (90d), weeks (12w), months (6m), years (1y), "
            "or statements (100e).",
            rich_help_panel="Time",
        ),
    ] = None
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="LENGTH",
            callback=a_window,
            help="Window step (default: window length; with --kernel one day, week, month or year).",
            rich_help_panel="Time",
        ),
    ] = None
    kernel: Annotated[
        Kernel | None,
        typer.Option(
            "--kernel",
            help="Weight statements less the further they are from the middle of the window.",
            rich_help_panel="Time",
        ),
    ] = None
    dna_windows: Annotated[
        bool,
        typer.Option(
            "--dna-windows",
            help="Use the window edges of Discourse Network Analyzer (30d is 31 days, 100e is 101 "
            "statements).",
            rich_help_panel="Time",
        ),
    ] = False
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="ATTRIBUTE",
            help="Groups of the E-I index, with --window (default: kind).",
            rich_help_panel="Measure",
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

        positions network --window 6m --step 1m --table structure
    """
    from positions.library.commands.network import network

    source = data_of(data, example_allowed=not output.is_file)
    result = network(source, table=output.table, **keywords(ties, span, data.table, filters))
    write_report(result.report, output, inputs=source.inputs)
