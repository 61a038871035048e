"""`positions diff`: what changed between two datasets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli.dataset_path import DatasetPath
from positions.cli.loading import source_at
from positions.cli.options.audience import NamesOptions
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import FilterOptions, OutputOptions, a_date, at_least
from positions.cli.output import write_report
from positions.dataset.dates import PartialDate
from positions.vocabulary import Measure

if TYPE_CHECKING:
    from positions.library.source import Source


@takes(who=NamesOptions, filters=FilterOptions, output=OutputOptions)
def command(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Earlier dataset: a file, a folder, or REV:PATH in this git repository."
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="Later dataset; without it, --from and --to are dates of OLD."),
    ] = None,
    *,
    start: Annotated[
        PartialDate | None,
        typer.Option(
            "--from", metavar="DATE", parser=a_date, help="Compare OLD as of this date with a later date."
        ),
    ] = None,
    end: Annotated[
        PartialDate | None,
        typer.Option("--to", metavar="DATE", parser=a_date, help="The later date (default: all entries)."),
    ] = None,
    measure: Annotated[
        Measure | None,
        typer.Option("--measure", help="Measure of agreement."),
    ] = None,
    may_be_new: Annotated[
        bool,
        typer.Option(
            "--may-be-new", help="Treat everything as new if the path does not exist in OLD's revision."
        ),
    ] = False,
    max_bytes: Annotated[
        int | None,
        typer.Option(
            "--max-bytes",
            metavar="N",
            callback=at_least(1),
            help="Limit the output to N bytes: leave out the last rows, and say so.",
        ),
    ] = None,
    who: NamesOptions,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Show what changed between two datasets or two dates of one, and how agreement changed.

    Examples:

        positions diff HEAD:data/stakeholders.yaml data/stakeholders.yaml

        positions diff 2016.yaml 2017.yaml -f markdown

        positions diff data/stakeholders.yaml --from 2016 --to 2017-06

        positions diff HEAD^:d.yaml d.yaml --may-be-new --max-bytes 60000
    """
    from positions.library.commands.diff import diff

    result = diff(
        _data(old),
        None if new is None else _data(new),
        from_=start,
        to=end,
        measure=measure,
        may_be_new=may_be_new,
        table=output.table,
        **keywords(who, filters),
    )
    inputs = [Path(text) for text in (old, new) if text and os.path.lexists(text)]
    write_report(result.report, output, inputs=inputs, max_bytes=max_bytes)


def _data(text: str) -> str | Source:
    return source_at(DatasetPath(None)) if text == "-" else text
