"""`positions compare`: who agrees and disagrees with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.completion import complete_actor
from positions.cli.loading import data_of
from positions.cli.many.writing import (
    collect_shares,
    is_read,
    refuse_two_tables,
    write_pairs,
    write_share,
    writes_pairs,
)
from positions.cli.options.groups import keywords, takes
from positions.cli.options.large_n import ManyOptions, ShareOptions
from positions.cli.options.measures import EntryOptions, MeasureOptions
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, a_date
from positions.cli.output import write_report
from positions.dataset.dates import PartialDate
from positions.library.options.keywords import Sort
from positions.problems import UsageError


@dataclass(frozen=True)
class CompareOptions:
    """Which pairs, and how they are shown."""

    versus: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="ACTOR",
            autocompletion=complete_actor,
            help="Rank the named actors (default: all) against this one.",
            rich_help_panel="Measure",
        ),
    ] = None
    range: Annotated[
        bool,
        typer.Option(
            "--range",
            help="Show the lowest and highest possible agreement, given unknown positions.",
            rich_help_panel="Measure",
        ),
    ] = False
    robust: Annotated[
        bool,
        typer.Option(
            "--robust",
            help="Show how each share and the nearest actor change when any one issue is left out.",
            rich_help_panel="Measure",
        ),
    ] = False
    moved_since: Annotated[
        PartialDate | None,
        typer.Option(
            "--moved-since",
            metavar="DATE",
            parser=a_date,
            help="List actors who moved since this date, with both stances.",
            rich_help_panel="Measure",
        ),
    ] = None
    sort: Annotated[
        Sort | None,
        typer.Option(
            "--sort",
            metavar="ORDER",
            help="Order of actors in matrices: file (default), name, or bloc (similar actors together).",
            rich_help_panel="Output",
        ),
    ] = None


@takes(
    how=MeasureOptions,
    pairs=CompareOptions,
    many=ManyOptions,
    shares=ShareOptions,
    data=DataOption,
    filters=FilterOptions,
    period=EntryOptions,
    output=OutputOptions,
)
def command(
    actors: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR]...",
            autocompletion=complete_actor,
            help="Actor by id, short or full name (default: all). One alone: rank the others against it.",
        ),
    ] = None,
    *,
    how: MeasureOptions,
    pairs: CompareOptions,
    many: ManyOptions,
    shares: ShareOptions,
    data: DataOption,
    filters: FilterOptions,
    period: EntryOptions,
    output: OutputOptions,
) -> None:
    """Compare actors: stances, agreement and disagreement of each pair, what unites and what divides.

    Examples:

        positions compare

        positions compare localis LGA CCN --measure proximity

        positions compare LGA

        positions compare --sort bloc --range

        positions compare --robust

        positions compare -f markdown -o briefing.md

        positions compare --group-by kind

        positions compare --top 3

        positions compare -d votes.csv --part 1/8 -o shares/

        positions compare --collect shares/ -o pairs.parquet
    """
    from positions.library.commands.compare import comparing

    if shares.collect is not None:
        collect_shares(shares.collect, shares.part, output)
        return
    source = data_of(data, example_allowed=not output.is_file)
    options = {**keywords(how, pairs, many, data.table, filters, period), "table": output.table}
    if shares.cluster is not None:
        if source.path is None:
            raise UsageError("workers read the data from a file", "name it with --data")
        from positions.cli.many.cluster import pairs_on_cluster

        pairs_on_cluster(shares.cluster, source.path, actors or [], options, output)
        return
    asked = comparing(source, actors or [], options)
    if shares.part is not None:
        write_share(asked, shares.part, output)
        return
    if writes_pairs(asked, output):
        write_pairs(asked, output, inputs=source.inputs)
        return
    if many.top is not None:
        refuse_two_tables(output)
    write_report(asked.result(read=is_read(output)).report, output, inputs=source.inputs)
