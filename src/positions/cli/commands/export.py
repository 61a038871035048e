"""`positions export`: the dataset for other people's programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli import streams
from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import EntriesOption, MeasureOptions
from positions.cli.options.period import a_window
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, ReportingOptions, a_date
from positions.cli.options.ties import TieOptions
from positions.cli.output import write_content, write_report
from positions.dataset.dates import PartialDate
from positions.library.options.keywords import ExportType


@dataclass(frozen=True)
class ExportOptions:
    """Type of export and destination."""

    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, in the format of its suffix: .csv, .tsv, .json, .xlsx, .parquet, .graphml, "
            ".gexf, .net (Pajek); FOLDER/ for the long and wide tables, actors and issues as CSV, or with "
            "--window for a GraphML file a window; - for standard output.",
            rich_help_panel="Output",
        ),
    ] = None
    type: Annotated[
        ExportType | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Type of table: long (one row per entry and item of evidence), wide (actors by issues), "
            "actors, issues, pairs, pscl (votes for R's rollcall()); .xlsx: workbook (stances, matrices, "
            "pairs, evidence), coding-sheet (to fill in and import again; .csv too); .graphml, .gexf and "
            ".net: agreement, network (discourse network). Default: long; .xlsx: workbook; a network: "
            "agreement.",
            rich_help_panel="Output",
        ),
    ] = None
    no_gaps: Annotated[
        bool,
        typer.Option(
            "--no-gaps",
            help="Long table: leave out cells not researched.",
            rich_help_panel="Output",
        ),
    ] = False
    since: Annotated[
        PartialDate | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=a_date,
            help="Discourse network: only statements from this day, month or year on.",
            rich_help_panel="Filters",
        ),
    ] = None
    until: Annotated[
        PartialDate | None,
        typer.Option(
            "--until",
            metavar="DATE",
            parser=a_date,
            help="Discourse network: only statements up to and including this day, month or year.",
            rich_help_panel="Filters",
        ),
    ] = None
    window: Annotated[
        str | None,
        typer.Option(
            "--window",
            metavar="LENGTH",
            callback=a_window,
            help="Discourse network: one for each window (90d, 12w, 6m, 1y, 100e), as files in FOLDER/ or as "
            "one .gexf with time.",
            rich_help_panel="Measure",
        ),
    ] = None
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="LENGTH",
            callback=a_window,
            help="Window step (default: window length).",
            rich_help_panel="Measure",
        ),
    ] = None


@takes(
    what=ExportOptions,
    data=DataOption,
    which=EntriesOption,
    filters=FilterOptions,
    how=MeasureOptions,
    ties=TieOptions,
    reporting=ReportingOptions,
)
def command(
    *,
    what: ExportOptions,
    data: DataOption,
    which: EntriesOption,
    filters: FilterOptions,
    how: MeasureOptions,
    ties: TieOptions,
    reporting: ReportingOptions,
) -> None:
    """Export the dataset for a spreadsheet, R, Gephi or another program.

    Examples:

        positions export -o positions.xlsx

        positions export -o positions.csv

        positions export --type wide -o stances.csv

        positions export -o agreement.graphml

        positions export --type network --aggregation congruence -o discourse.graphml

        positions export --type network --window 6m -o network.gexf

        positions export --type coding-sheet -o sheet.xlsx

        positions export -o tables/
    """
    from positions.library.commands.export import exporting, save_files

    options = keywords(what, how, ties, data.table, which, filters)
    place = options.pop("output")
    found = exporting(data_of(data, example_allowed=False), place, options)
    if found.content is not None:
        write_content(found.content, place, inputs=found.inputs)
    elif found.files and place is not None:
        save_files(found, place)
    elif found.report is not None:
        form = None if found.format == "folder" else found.format
        write_report(found.report, OutputOptions(format=form, output=place), inputs=found.inputs)
    for remark in found.remarks:
        streams.say(remark, quiet=reporting.quiet)
