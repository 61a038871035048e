"""`positions explain`: two actors issue by issue, with the words behind each stance."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_actor
from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.problems import UsageError


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    a: Annotated[
        str,
        typer.Argument(metavar="A", autocompletion=complete_actor, help="Actor by id, short or full name."),
    ],
    b: Annotated[
        str, typer.Argument(metavar="B", autocompletion=complete_actor, help="Actor to compare it with.")
    ],
    *,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Compare two actors issue by issue: both stances, the verdict, the evidence for each.

    Examples:

        positions explain localis LGA

        positions explain LGA government --basis stated,reported
    """
    from positions.reports.explain import explain
    from positions.selection import find_actor

    study, found = open_study(data, filters, (a, b), quiet=output.quiet, example_allowed=not output.is_file)
    left, right = find_actor(study.dataset, a), find_actor(study.dataset, b)
    if left == right:
        raise UsageError(f"{a!r} and {b!r} are the same stakeholder", "name two different ones")
    missing = {left, right} - {actor.id for actor in study.grid.actors}
    if missing:
        raise UsageError(f"the filters leave out {', '.join(sorted(missing))}")
    write_report(explain(study, left, right), output, inputs=found.inputs)
