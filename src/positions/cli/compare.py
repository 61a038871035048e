"""`positions compare`: who agrees and disagrees with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from positions.cli.completion import complete_actor
from positions.cli.opening import open_study, split
from positions.cli.options import DataOption, FilterOptions, OutputOptions, takes
from positions.cli.streams import write_report
from positions.problems import UsageError


@dataclass(frozen=True)
class CompareOptions:
    """How pairs are compared."""

    measure: Annotated[
        Literal["side", "exact", "proximity", "directional"] | None,
        typer.Option(
            "--measure",
            help="side: on the same side (default); exact: the same stance; proximity: nearness on the scale; "
            "directional: sides and strength.",
            rich_help_panel="Measure",
        ),
    ] = None
    versus: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="ACTOR",
            autocompletion=complete_actor,
            help="Rank the others named (or all) against this one.",
            rich_help_panel="Measure",
        ),
    ] = None
    range: Annotated[
        bool,
        typer.Option(
            "--range",
            help="Also the lowest and highest agreement that is possible, whatever is not known.",
            rich_help_panel="Measure",
        ),
    ] = False
    unweighted: Annotated[
        bool, typer.Option("--unweighted", help="Ignore the issues' weights.", rich_help_panel="Measure")
    ] = False
    by_salience: Annotated[
        bool,
        typer.Option(
            "--by-salience",
            help="Let an issue count by how much it matters to the two.",
            rich_help_panel="Measure",
        ),
    ] = False


@takes(how=CompareOptions, data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    actors: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR]...",
            autocompletion=complete_actor,
            help="By id, short or full name. None: all; one: everyone ranked against it.",
        ),
    ] = None,
    *,
    how: CompareOptions,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Who agrees and disagrees with whom: stances, matrices, what unites and what divides.

    Examples:

        positions compare

        positions compare localis LGA CCN --measure proximity

        positions compare LGA

        positions compare -f markdown -o briefing.md
    """
    from positions.measures.agreement import Comparison
    from positions.reports.compare import compare
    from positions.reports.ranking import rank
    from positions.selection import find_actor

    if how.range and how.by_salience:
        raise UsageError(
            "--range and --by-salience do not go together",
            "what is not known has no salience: leave one of them out",
        )
    comparison = Comparison(
        measure=how.measure,
        min_shared=filters.min_shared,
        weighted=not how.unweighted,
        by_salience=how.by_salience,
        bounds=how.range,
    )
    named = split(actors or [])
    versus = how.versus or (named[0] if len(named) == 1 else None)
    study, found = open_study(data, filters, () if versus else named, quiet=output.quiet)
    if versus is None:
        write_report(compare(study, comparison), output, inputs=found.inputs)
        return
    subject = find_actor(study.dataset, versus)
    others = [find_actor(study.dataset, name) for name in named] if how.versus else []
    if subject not in {actor.id for actor in study.grid.actors}:
        raise UsageError(f"the filters leave out {versus!r}, against whom the others are ranked")
    write_report(rank(study, subject, others, comparison), output, inputs=found.inputs)
