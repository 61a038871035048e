"""`positions show`: a profile of an actor or an issue."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.completion import complete_subject
from positions.cli.loading import open_study
from positions.cli.options.groups import takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report
from positions.problems import UsageError


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="ACTOR|ISSUE",
            autocompletion=complete_subject,
            help="Actor or issue by id, name or title; actor:X or issue:X if ambiguous.",
        ),
    ],
    *,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show a profile: an actor's stance on each issue, or each actor's on an issue, with evidence.

    Examples:

        positions show LGA

        positions show new-structures
    """
    from positions.reports.show import show_actor, show_issue
    from positions.selection import find_subject

    study, found = open_study(data, filters, quiet=output.quiet, example_allowed=not output.is_file)
    kind, name = find_subject(study.dataset, subject)
    left = study.grid.actors if kind == "actor" else study.grid.issues
    if name not in {item.id for item in left}:
        raise UsageError(f"the filters leave out {subject!r}")
    report = show_actor(study, name) if kind == "actor" else show_issue(study, name)
    write_report(report, output, inputs=found.inputs)
