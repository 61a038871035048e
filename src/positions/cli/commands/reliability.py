"""`positions reliability`: do several coders read the same in the sources?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from positions.cli.options.audience import NamesOptions
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import FilterOptions, OutputOptions
from positions.cli.options.tables import TableOptions
from positions.cli.output import write_report
from positions.library.options.keywords import Unit


@takes(who=NamesOptions, filters=FilterOptions, table=TableOptions, output=OutputOptions)
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="CODER.yaml...",
            help="A dataset, table or .dna database for each coder, or one whose entries name their coder.",
        ),
    ],
    *,
    unit: Annotated[
        Unit | None,
        typer.Option(
            "--unit",
            help="Unit of comparison: a cell, or each statement (default where a coder has several in a "
            "cell).",
            rich_help_panel="Measure",
        ),
    ] = None,
    merge: Annotated[
        str | None,
        typer.Option(
            "--merge",
            metavar="OUT.yaml",
            help="Write a merged dataset, with disputed cells marked for a decision.",
            rich_help_panel="Merge",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace OUT.yaml if it exists.", rich_help_panel="Merge")
    ] = False,
    who: NamesOptions,
    filters: FilterOptions,
    table: TableOptions,
    output: OutputOptions,
) -> None:
    """Measure the agreement of coders: Krippendorff's alpha, what each coder found, and every dispute.

    Examples:

        positions reliability ada.yaml ben.yaml

        positions reliability ada.yaml ben.yaml --merge agreed.yaml

        positions reliability debate.dna --table by_pair
    """
    from positions.library.commands.reliability import reliability

    result = reliability(
        *files, unit=unit, merge=merge, force=force, table=output.table, **keywords(who, filters, table)
    )
    write_report(result.report, output, inputs=[Path(name) for name in files])
