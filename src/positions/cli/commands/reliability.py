"""`positions reliability`: do several coders read the same in the sources?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from positions.cli.options.audience import AudienceOption
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(who=AudienceOption, filters=FilterOptions, output=OutputOptions)
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="CODER.yaml...", help="A dataset for each coder, or one whose entries name their coder."
        ),
    ],
    *,
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
    who: AudienceOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Measure the agreement of coders: Krippendorff's alpha, and every disputed cell.

    Examples:

        positions reliability ada.yaml ben.yaml

        positions reliability ada.yaml ben.yaml --merge agreed.yaml
    """
    from positions.library.commands.reliability import reliability

    result = reliability(*files, merge=merge, force=force, table=output.table, **keywords(who, filters))
    write_report(result.report, output, inputs=[Path(name) for name in files])
