"""`positions network`: discourse networks of actors, or of actors and issues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.period import PeriodOptions
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, at_least
from positions.cli.options.ties import TieOptions
from positions.cli.output import write_report
from positions.library.options.keywords import Kernel, Phases
from positions.library.options.readers import MOST_SHUFFLES


@dataclass(frozen=True)
class WindowOptions:
    """What windows are like."""

    kernel: Annotated[
        Kernel | None,
        typer.Option(
            "--kernel",
            help="Weight statements less the further they are from the middle of the window (default step: "
            "one day, week, month or year).",
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
    permutations: Annotated[
        int | None,
        typer.Option(
            "--permutations",
            metavar="N",
            callback=at_least(0, MOST_SHUFFLES),
            help="Compare each window's modularity and polarisation with N shuffles (default: as many as a "
            "few seconds allow; 0: none).",
            rich_help_panel="Measure",
        ),
    ] = None
    phases: Annotated[
        Phases | None,
        typer.Option(
            "--phases",
            help="Find phases of like windows, by absolute differences of ties or by spectra.",
            rich_help_panel="Time",
        ),
    ] = None
    backbone: Annotated[
        bool,
        typer.Option(
            "--backbone",
            help="Find the issues that carry the network: the best few of each number.",
            rich_help_panel="Measure",
        ),
    ] = False


@takes(
    ties=TieOptions,
    period=PeriodOptions,
    windows=WindowOptions,
    data=DataOption,
    filters=FilterOptions,
    output=OutputOptions,
)
def command(
    *,
    ties: TieOptions,
    period: PeriodOptions,
    windows: WindowOptions,
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

        positions network --window 6m --step 1m --phases absolute -o phases.svg
    """
    from positions.library.commands.network import network

    source = data_of(data, example_allowed=not output.is_file)
    result = network(source, table=output.table, **keywords(ties, period, windows, data.table, filters))
    write_report(result.report, output, inputs=source.inputs)
