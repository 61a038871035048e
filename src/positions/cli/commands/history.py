"""`positions history`: how positions moved over time."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_subject
from positions.cli.loading import open_dataset, selection_of
from positions.cli.options.groups import takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.problems import UsageError
from positions.vocabulary import Measure


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR|ISSUE] [ACTOR]",
            autocompletion=complete_subject,
            help="Actor or issue: its cells; two actors: their agreement over time (default: every cell).",
        ),
    ] = None,
    *,
    measure: Annotated[
        Measure | None,
        typer.Option("--measure", help="Measure of agreement of two actors."),
    ] = None,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show how positions changed over time: dated entries of each cell, or the agreement of two actors.

    Examples:

        positions history LGA

        positions history new-structures

        positions history localis LGA
    """
    from dataclasses import replace

    from positions.measures.pairs.results import Comparison
    from positions.reports.common.study import study_of
    from positions.reports.history import history, pair_history
    from positions.selection import find_actor, find_subject

    named = subjects or []
    if len(named) > 2:
        raise UsageError("history takes one actor or issue, or two actors")
    loaded, found = open_dataset(data, quiet=output.quiet, example_allowed=not output.is_file)
    dataset = loaded.require()
    selection = selection_of(dataset, filters)
    if len(named) == 2:
        a, b = (find_actor(dataset, name) for name in named)
        if a == b:
            raise UsageError(
                f"{named[0]!r} and {named[1]!r} are the same stakeholder", "name two different ones"
            )
        how = Comparison(measure=measure, min_shared=filters.min_shared)
        write_report(pair_history(study_of(loaded, selection), a, b, how), output, inputs=found.inputs)
        return
    if named:
        kind, name = find_subject(dataset, named[0])
        selection = (
            replace(selection, actors=(name,)) if kind == "actor" else replace(selection, issues=(name,))
        )
    write_report(history(study_of(loaded, selection)), output, inputs=found.inputs)
