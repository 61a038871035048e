"""`positions export`: the dataset for other people's programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from positions.cli import streams
from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.measures import MeasureOptions, comparison
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, ReportingOptions, a_date
from positions.cli.options.ties import TieOptions, rule_of
from positions.cli.output import write_report
from positions.dataset.dates import PartialDate
from positions.files import write_atomically
from positions.library.saving import refuse_inputs
from positions.problems import UsageError


@dataclass(frozen=True)
class ExportOptions:
    """Type of export and destination."""

    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write, in the format of its suffix: .csv, .tsv, .json, .xlsx, .parquet, .graphml; "
            "FOLDER/ for the long and wide tables, actors and issues as CSV; - for standard output.",
            rich_help_panel="Output",
        ),
    ] = None
    type: Annotated[
        Literal["long", "wide", "actors", "issues", "pairs", "workbook", "agreement", "network"] | None,
        typer.Option(
            "--type",
            help="Type of table: long (one row per entry and item of evidence), wide (actors by issues), "
            "actors, issues, pairs; .xlsx: workbook (stances, matrices, pairs, evidence); .graphml: "
            "agreement, network (discourse network). Default: long; .xlsx: workbook; .graphml: agreement.",
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


@takes(
    what=ExportOptions,
    data=DataOption,
    filters=FilterOptions,
    how=MeasureOptions,
    ties=TieOptions,
    reporting=ReportingOptions,
)
def command(
    *,
    what: ExportOptions,
    data: DataOption,
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

        positions export -o tables/
    """
    from positions.exchange.exports.selection import remarks_on, report_of, request_of, table_of

    place, quiet = what.output, reporting.quiet
    if place is None:
        raise UsageError(
            "export writes a file, and none is named", "add -o positions.xlsx, or -o - for stdout"
        )
    request = request_of(place, what.type, gaps=not what.no_gaps)
    pairs = comparison(how, filters)
    study, found = open_study(data, filters, quiet=quiet, example_allowed=False)
    if request.format == "graphml":
        from positions.exchange.exports.graphml import agreement_graph, discourse_graph, graphml

        if request.kind == "agreement":
            graph = agreement_graph(study, pairs)
        else:
            from positions.reports.network.report import Span

            graph = discourse_graph(
                study, rule_of(ties), Span(what.since, what.until), min_shared=filters.min_shared
            )
        _write(graphml(graph), place, found.inputs)
        for note in graph.notes:
            streams.say(note, quiet=quiet)
    elif request.format == "parquet":
        from positions.exchange.exports.parquet import table_as_parquet

        _write(table_as_parquet(table_of(request, study, pairs)), place, found.inputs)
    else:
        form = None if request.format == "folder" else request.format
        output = OutputOptions(format=form, output=place)
        write_report(report_of(request, study, pairs), output, inputs=found.inputs)
    for remark in remarks_on(request, study, place):
        streams.say(remark, quiet=quiet)


def _write(content: bytes, place: str, inputs: Sequence[Path]) -> None:
    if place == "-":
        streams.write_stdout(content)
        return
    path = Path(place)
    refuse_inputs(path, inputs)
    write_atomically(path, content)
