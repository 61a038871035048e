"""`positions compare`: who agrees and disagrees with whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

import typer

from positions.cli.completion import complete_actor
from positions.cli.large_n import watched, write_many, write_table_by_group
from positions.cli.loading import open_study, split, table_path
from positions.cli.options.groups import takes
from positions.cli.options.large_n import ManyOptions
from positions.cli.options.measures import EntryOptions, MeasureOptions, comparison, with_entries
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.cli.streams import say
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
    sort: Annotated[
        Literal["file", "name", "bloc"] | None,
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

        positions compare -f markdown -o briefing.md

        positions compare --group-by kind

        positions compare --top 3
    """
    from positions.reports.compare.ranking import rank
    from positions.reports.compare.report import compare
    from positions.selection import find_actor

    chosen = comparison(how, filters, bounds=pairs.range)
    named = split(actors or [])
    versus = pairs.versus or (named[0] if len(named) == 1 else None)
    many.refuse_with({"one actor to rank the others against": versus, "--sort": pairs.sort})
    everything = not named and replace(filters, min_shared=1) == FilterOptions() and period == EntryOptions()
    if many.group_by is not None and everything:
        table = table_path(data)
        if table is not None and write_table_by_group(
            table, data.table.settings(), many.group_by, chosen, output
        ):
            return
    study, found = open_study(
        data,
        filters,
        () if versus else named,
        quiet=output.quiet,
        example_allowed=not output.is_file,
        narrow=lambda selection: with_entries(selection, period),
        stances_only=True,
    )
    if versus is None:
        if write_many(study, many, chosen, output, inputs=found.inputs):
            return
        with watched(study, chosen, output) as tick:
            report = compare(study, chosen, sort=pairs.sort or "file", wanted=output.table, tick=tick)
        write_report(report, output, inputs=found.inputs)
        return
    if pairs.sort:
        say("--sort has no effect here: a ranking has its own order.", quiet=output.quiet)
    subject = find_actor(study.dataset, versus)
    others = [find_actor(study.dataset, name) for name in named] if pairs.versus else []
    if subject not in {actor.id for actor in study.grid.actors}:
        raise UsageError(f"the filters leave out {versus!r}, against whom the others are ranked")
    write_report(rank(study, subject, others, chosen), output, inputs=found.inputs)
