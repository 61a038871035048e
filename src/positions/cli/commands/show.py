"""`positions show`: a profile of an actor, an issue or a source."""

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
            metavar="ACTOR|ISSUE|SOURCE",
            autocompletion=complete_subject,
            help="Actor, issue or source by id, name or title; actor:X, issue:X or source:X if ambiguous.",
        ),
    ],
    *,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show a profile: an actor's stance on each issue, or each actor's on an issue, with evidence.

    Of a source: what is known of it, and which positions rest on it.

    Examples:

        positions show LGA

        positions show new-structures
    """
    from positions.reports.show import show_actor, show_issue, show_source
    from positions.selection import find_subject

    study, found = open_study(data, filters, quiet=output.quiet, example_allowed=not output.is_file)
    kind, name = find_subject(study.dataset, subject, sources=True)
    if kind == "source":
        write_report(show_source(study, name), output, inputs=found.inputs)
        return
    left = study.grid.actors if kind == "actor" else study.grid.issues
    if name not in {item.id for item in left}:
        raise UsageError(f"the filters leave out {subject!r}")
    report = show_actor(study, name) if kind == "actor" else show_issue(study, name)
    write_report(report, output, inputs=found.inputs)
